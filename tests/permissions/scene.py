"""The scene of the matrix: everyone who might ask, and a sheet in each state, with words that must not leak."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.utils import timezone

from accounts.actions import erase_person, notify
from accounts.models import Notification, User
from directory.actions import (
    Reported,
    drawn_up,
    end_role,
    grant_role,
    invite,
    report_page,
    suspend_account,
)
from directory.invitations import hash_of
from directory.models import Invitation, Mailbox, Place, Report
from directory.notices import REPORT_RECEIVED, ROLE_GIVEN
from home.actions import publish_standing_page
from home.models import FrontPage, StandingPage

from .columns import UNPROVED
from .rights import About
from .sheets import BAIT, PATHS, Maker, Sheet

PLACES = {
    "limoges": {"form": "cite"},
    "brive": {"form": "centre", "mother": "limoges"},
    "gueret": {"form": "centre", "mother": "limoges"},
    "franchecomte": {"form": "holder"},
    "belfort": {"form": "site", "holder": "franchecomte"},
    "rouen": {"form": "cite"},
    "milano": {"form": "cite"},
}
ROLES = {
    "advisor": "advisor brive",
    "documentalist": "documentalist brive",
    "reception": "reception brive",
    "author": "advisor brive",
    "manager": "manager brive",
    "managing author": "manager brive",
    "manager of the mother": "manager limoges",
    "advisor of the mother": "advisor limoges",
    "co-signing advisor": "advisor rouen",
    "co-signing manager": "manager rouen",
    "advisor of a sister": "advisor gueret",
    "manager elsewhere": "manager milano",
    "manager of a label holder": "manager franchecomte",
    "advisor of a label holder": "advisor franchecomte",
    "translator": "translator it",
    "reviewer": "reviewer",
    "holding reviewer": "reviewer",
    "reviewer of the mother": "reviewer, advisor limoges",
    "reviewer of a sister": "reviewer, advisor gueret",
    "co-signing reviewer": "reviewer, advisor rouen",
    "reviewing author": "reviewer, advisor brive",
    "editor": "editor",
    "label officer": "label_officer",
    "administrator": "administrator",
    "writing administrator": "administrator",
    "related administrator": "administrator, documentalist brive",
    "author who left": "advisor brive",
    "former member": "manager brive",
    "member to come": "",
    "member of two places": "manager milano, advisor brive",
    "member without second factor": "administrator, manager brive",
    "stranger": "",
    "suspended": "manager brive",
    "erased": "advisor brive",
}
"""Who holds what: kinds of role, with the place or the language."""
TOKEN, USED_TOKEN = "a-link-that-opens", "a-link-that-was-withdrawn"
ENDED = ("author who left", "former member")
OTHERS = {
    "of the manager": ("in_review", "brive", "managing author"),
    "of the administrator": ("in_review", "brive", "writing administrator"),
    "queued of the administrator": ("in_queue", "brive", "writing administrator"),
    "queued of a reviewer": ("in_queue", "brive", "reviewing author"),
    "queued of a site": ("in_queue", "belfort", "advisor of a label holder"),
    "queued of a mother": ("in_queue", "limoges", "advisor of the mother"),
    "of who left": ("complete", "brive", "author who left"),
}
"""Sheets by others than the author of Brive: name → state, place, author."""


@dataclass
class Scene:
    """Everything the matrix asks about."""

    places: dict[str, Place]
    people: dict[str, User]
    sheets: list[Sheet]
    standing: StandingPage
    hidden: StandingPage
    reports: dict[str, Report] = field(default_factory=dict)
    told: dict[str, Notification] = field(default_factory=dict)
    invitations: dict[str, Invitation] = field(default_factory=dict)

    def sheet(self, name: str) -> Sheet:
        """Give a sheet by its name."""
        return next(sheet for sheet in self.sheets if sheet.name == name)

    @property
    def canaries(self) -> dict[str, tuple[str, About]]:
        """Give every private word with the act that lets somebody see it, and what it is done to."""
        words = {word: (act, sheet.about) for sheet in self.sheets for word, act in sheet.canaries.items()}
        for place in self.reports:
            words |= dict.fromkeys((f"zqsaid{place}", f"zqreply{place}"), ("answer reports", About(place)))
        words["zqasked"] = "invite", About("brive")
        words["zqerased"] = "nobody", About("nobody")
        words["zqname"] = "see who does what", About("milano", owner="manager elsewhere")
        return words


def build_scene() -> Scene:
    """Write the scene into the database."""
    call_command("set_up", verbosity=0)
    places = build_places()
    people = {name: build_person(name, places) for name in ROLES}
    maker = Maker(places, people)
    sheets = [maker.sheet(state, state, "brive", "author") for state in PATHS]
    sheets += [maker.sheet(name, *facts) for name, facts in OTHERS.items()]
    change_people(people, places)
    standing, hidden = build_standing_pages(people["editor"])
    scene = Scene(places, people, sheets, standing, hidden)
    scene.reports = {
        "brive": said_of(scene.sheet("published").practice, "brive", places["brive"]),
        "nobody": said_of(standing, "nobody", None),
    }
    scene.told = tell(people, places, scene.reports["brive"])
    scene.invitations = ask_in(people, places)
    return scene


def build_places() -> dict[str, Place]:
    """Write the places, each with its mailbox."""
    places: dict[str, Place] = {}
    for slug, facts in PLACES.items():
        bonds = {name: places[facts[name]] for name in ("mother", "holder") if name in facts}
        names = {"zone": slug.title(), "country": "FR", "headline_fr": f"Cité des métiers de {slug.title()}"}
        places[slug] = Place.objects.create(slug=slug, form=facts["form"], **names, **bonds)
        Mailbox.objects.create(place=places[slug], function="contact", address=f"contact@{slug}.cites.example")
    return places


def build_person(name: str, places: dict[str, Place]) -> User:
    """Open an account and give its role."""
    user = User.objects.create_user(f"{name.replace(' ', '-')}@membres.example", language="fr")
    for role in filter(None, ROLES[name].split(", ")):
        kind, _, scope = role.partition(" ")
        where = {"place": places[scope]} if scope in places else {"language": scope}
        grant_role(person=user, kind=kind, by=None, **where)
    return user


def change_people(people: dict[str, User], places: dict[str, Place]) -> None:
    """Let what may happen to a member happen: a role ends or is to begin, an account is closed, somebody is forgotten.

    Those who decide chose a second factor, one manager apart.
    """
    for name in ENDED:
        for role in people[name].roles.all():
            end_role(role=role, by=None)
    tomorrow = timezone.localdate() + timedelta(days=1)
    grant_role(person=people["member to come"], kind="manager", place=places["brive"], begins=tomorrow, by=None)
    suspend_account(person=people["suspended"], by=people["administrator"])
    people["erased"].shown_name = "zqerased perdu"
    people["erased"].save()
    erase_person(person=people["erased"], by=people["erased"])
    User.objects.filter(pk=people["manager elsewhere"].pk).update(shown_name=f"zqname {BAIT}")
    for name, person in people.items():
        person.refresh_from_db()
        if person.needs_second_factor and name != UNPROVED:
            choose_second_factor(person)


def choose_second_factor(person: User) -> None:
    """Give a person an app that tells codes; nobody is asked for one here."""
    Authenticator.objects.create(
        user=person, type=Authenticator.Type.TOTP, data={"secret": get_adapter().encrypt("JBSWY3DPEHPK3PXP")}
    )


def tell(people: dict[str, User], places: dict[str, Place], report: Report) -> dict[str, Notification]:
    """Tell an advisor of a role, and of a report that only others may read."""
    given = people["advisor"].roles.get()
    notify(people=[people["advisor"]], kind=ROLE_GIVEN, about=given, key="given again")
    notify(people=[people["advisor of a sister"]], kind=REPORT_RECEIVED, about=report, key="not for them")
    told = Notification.objects
    return {
        "advisor": told.get(person=people["advisor"], key="given again"),
        "": told.get(person=people["advisor of a sister"], key="not for them"),
    }


def ask_in(people: dict[str, User], places: dict[str, Place]) -> dict[str, Invitation]:
    """Ask somebody in at Brive, somebody for the network, and one whose link is known: it waits in the browser of "invited"."""
    asked = {"written_in": "fr", "by": people["administrator"]}
    known = drawn_up(
        address="invited@membres.example", kind="advisor", place=places["brive"], language="", word="", **asked
    )
    known.token_hash, known.sent_at = hash_of(TOKEN), timezone.now()
    known.save()
    used = drawn_up(
        address="used@membres.example", kind="advisor", place=places["brive"], language="", word="", **asked
    )
    used.token_hash, used.sent_at, used.withdrawn_at = hash_of(USED_TOKEN), timezone.now(), timezone.now()
    used.save()
    return {
        "brive": invite(address="zqasked@membres.example", kind="advisor", place=places["brive"], **asked),
        "nobody": invite(address="jury@membres.example", kind="reviewer", **asked),
    }


def build_standing_pages(editor: User) -> tuple[StandingPage, StandingPage]:
    """Publish a standing page and change its draft; start another that nobody published."""
    texts = {"fr": {"headline": "Chartevisible", "intro": "Pour tous.", "body": []}}
    standing = publish_standing_page(slug="charte", language="fr", texts=texts, by=editor)
    standing.intro_fr = f"zqstandingdraft {BAIT}"
    standing.save_revision(user=editor)
    hidden = StandingPage(slug="brouillon", original_language="fr", title="—", live=False, owner=editor)
    hidden.headline_fr = f"zqstandinghidden {BAIT}"
    FrontPage.objects.get().add_child(instance=hidden)
    return standing, hidden


def said_of(thing: Any, mark: str, place: Place | None) -> Report:
    """Let a reader report a page, and leave an address."""
    page = Reported(thing, place, "Un titre", "fr", "/fr/")
    words = {"sentence": f"zqsaid{mark} {BAIT}", "reply_to": f"zqreply{mark}@lecteurs.example"}
    return report_page(page=page, language="fr", by=None, **words)
