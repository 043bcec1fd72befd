"""What is asked about people: each address about a place's people, a person, a role, a notification, an invitation, a token."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone

from accounts.unsubscribing import KIND, unsubscribe_address
from directory.models import Role
from directory.notices import ROLE_GIVEN

from .addresses import POLICIES, Policy
from .questions import NO_SHEET, Question, question_of
from .rights import About
from .scene import TOKEN, USED_TOKEN, Scene

NOBODY = About("nobody")
SHOWN = (
    "advisor",
    "reception",
    "manager",
    "member of two places",
    "member to come",
    "former member",
    "suspended",
    "erased",
)
"""Whose pages are asked for: at work, at two places, not yet there, there no more, kept out, forgotten."""


def people_questions(scene: Scene) -> Iterator[tuple[Question, Policy]]:
    """Give each question about people that is about some of them, with its policy."""
    for name, policy in POLICIES.items():
        for there, nowhere, about in asked_about(scene, policy.about):
            act = policy.act if about is not None else "nobody"
            yield question_of(name, there, nowhere)._replace(about=about or NOBODY), policy._replace(act=act)
    yield from token_questions(scene)


def asked_about(scene: Scene, thing: str) -> Iterator[tuple[dict[str, Any], dict[str, Any], About | None]]:
    """Give the arguments of an address, those of what never existed, and what the table asks about it: None for nobody's."""
    places, people = scene.places, scene.people
    if thing in ("people of a place", "own place"):
        for place in ("brive", "limoges", "belfort", "milano"):
            if thing == "people of a place" or place in ("brive", "milano"):
                yield {"pk": places[place].pk}, {"pk": NO_SHEET}, About(place)
    elif thing == "person at a place":
        for name in SHOWN:
            there = {"pk": places["brive"].pk, "person": people[name].pk}
            yield there, {"pk": places["brive"].pk, "person": NO_SHEET}, About("brive")
        for name in ("manager elsewhere", "translator", "stranger"):
            there = {"pk": places["brive"].pk, "person": people[name].pk}
            yield there, {"pk": places["brive"].pk, "person": NO_SHEET}, None
    elif thing == "person":
        for name in (*SHOWN, "administrator", "stranger"):
            yield {"pk": people[name].pk}, {"pk": NO_SHEET}, NOBODY
    elif thing == "role":
        for name, place in (("advisor", "brive"), ("former member", "brive"), ("manager elsewhere", "milano")):
            yield {"pk": people[name].roles.get().pk}, {"pk": NO_SHEET}, About(place)
        for name in ("reviewer", "translator", "administrator"):
            yield {"pk": people[name].roles.get().pk}, {"pk": NO_SHEET}, NOBODY
    elif thing == "notification":
        for owner, told in scene.told.items():
            yield {"pk": told.pk}, {"pk": NO_SHEET}, About("nobody", owner=owner) if owner else None
    elif thing == "step":
        for step in ("language", "place", "acts"):
            yield {"step": step}, {"step": "nothing"}, NOBODY
        yield {"step": "done"}, {"step": "nothing"}, None


def token_questions(scene: Scene) -> Iterator[tuple[Question, Policy]]:
    """Give each question by a token: one that is good opens to everybody, another to nobody."""
    stop = unsubscribe_address(scene.people["advisor"], KIND, ROLE_GIVEN).rstrip("/").rpartition("/")[2]
    for name, token in (("come_in", TOKEN), ("unsubscribe", stop)):
        known = question_of(name, {"token": token}, {"token": "nothing"})._replace(has_own_absence=True)
        yield known, POLICIES[name]
        for bad in (USED_TOKEN, f"{stop}x", scene.invitations["brive"].token_hash):
            other = known._replace(address=reverse(name, kwargs={"token": bad}))
            yield other, POLICIES[name]._replace(act="nobody")
    held = question_of("come_in_again", {}, {})
    nowhere = reverse("come_in", kwargs={"token": "nothing"})
    yield held._replace(nowhere=nowhere, has_own_absence=True), POLICIES["come_in_again"]


class Deed(NamedTuple):
    """A whole form: the address and its arguments, what is sent, the thing and the act of the table, the rows it writes."""

    name: str
    where: dict[str, Any]
    given: dict[str, Any]
    about: About
    act: str
    table: str


def invitation(at: str, **offered: Any) -> Deed:
    """Ask somebody in."""
    about, given = About(at), {"address": "new@membres.example", "written_in": "fr", "word": "", **offered}
    return Deed("invite", {}, given, about, "invite", "directory_invitation")


def in_list(scene: Scene) -> Deed:
    """Ask a list of one in, confirmed."""
    given = {
        "pasted": "address\nnew@membres.example",
        "kind": "advisor",
        "written_in": "fr",
        "word": "",
        "confirm": "1",
    }
    given["place"] = scene.places["brive"].pk
    return Deed("invite_list", {}, given, About("brive"), "invite", "directory_invitation")


def of_invitation(scene: Scene, place: str, do: str) -> Deed:
    """Send an invitation again, or withdraw it."""
    given = {"invitation": scene.invitations[place].pk, "do": do}
    return Deed("invitations", {}, given, About(place), "invite", "directory_invitation")


def given_at_place(scene: Scene) -> Deed:
    """Give a colleague one more role at a place."""
    given = {"known": scene.people["advisor"].pk, "kind": "reception", "begins": timezone.localdate(), "ends": ""}
    where = {"pk": scene.places["brive"].pk}
    return Deed("place_people", where, given, About("brive"), "give and end a role", "directory_role")


def given_to_person(scene: Scene) -> Deed:
    """Let a network administrator give somebody the network's role."""
    given = {"do": "give", "kind": "reviewer", "place": "", "language": "", "begins": timezone.localdate(), "ends": ""}
    where = {"pk": scene.people["advisor"].pk}
    return Deed("member", where, given, NOBODY, "give and end a role", "directory_role")


def ended(scene: Scene, person: str, place: str) -> Deed:
    """End one role, from tomorrow on."""
    role = Role.objects.get(person=scene.people[person])
    given = {"on": timezone.localdate() + timedelta(days=1), "knowing": "on"}
    return Deed("role", {"pk": role.pk}, given, About(place), "give and end a role", "directory_role")


def all_ended(scene: Scene) -> Deed:
    """End all roles of somebody at a place."""
    where = {"pk": scene.places["brive"].pk, "person": scene.people["reception"].pk}
    act = "end all roles and see their journal"
    return Deed("place_person", where, {"knowing": "on"}, About("brive"), act, "directory_role")


def account(scene: Scene, person: str, do: str) -> Deed:
    """Close an account, or open it again."""
    where = {"pk": scene.people[person].pk}
    return Deed("member", where, {"do": do}, NOBODY, "suspend an account", "accounts_user")


def read_mark(scene: Scene) -> Deed:
    """Mark a notification as read."""
    about = About("nobody", owner="advisor")
    given = {"read": scene.told["advisor"].pk}
    return Deed("notifications", {}, given, about, "open a notification", "accounts_notification")


DEEDS: tuple[Callable[[Scene], Deed], ...] = (
    lambda scene: invitation("brive", kind="advisor", place=scene.places["brive"].pk, language=""),
    lambda scene: invitation("milano", kind="manager", place=scene.places["milano"].pk, language=""),
    lambda scene: invitation("nobody", kind="administrator", place="", language=""),
    lambda scene: invitation("nobody", kind="translator", place="", language="ca"),
    in_list,
    lambda scene: of_invitation(scene, "brive", "resend"),
    lambda scene: of_invitation(scene, "brive", "withdraw"),
    lambda scene: of_invitation(scene, "nobody", "resend"),
    lambda scene: of_invitation(scene, "nobody", "withdraw"),
    given_at_place,
    given_to_person,
    lambda scene: ended(scene, "reception", "brive"),
    lambda scene: ended(scene, "manager elsewhere", "milano"),
    lambda scene: ended(scene, "reviewer", "nobody"),
    all_ended,
    lambda scene: account(scene, "reception", "suspend"),
    lambda scene: account(scene, "suspended", "restore"),
    read_mark,
)
"""What is done to people by a form: each is sent by everyone, and written for those alone whom the table lets."""
