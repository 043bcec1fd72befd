"""Who decides for others and has no second proof yet: no address of the site opens more to them than to anyone."""

import re
from typing import Any, NamedTuple

import pytest

from .addresses import DOORS, POLICIES, Address, addresses
from .asking import Answer, Asker, sign_in_page
from .columns import UNPROVED
from .scene import Scene

pytestmark = [pytest.mark.sweep, pytest.mark.django_db]

WAY_TO_ONE = {
    "account_logout": "leaving",
    "cms/logout/": "leaving, by the menu of the admin",
    "account_reauthenticate": "proving again who one is, before an account changes",
    "mfa_reauthenticate": "the same, by an app",
    "mfa_reauthenticate_webauthn": "the same, by a passkey",
    "prove_by_code": "the same, by a mailed code",
    "mfa_index": "choosing a second proof",
    "mfa_list_webauthn": "the same page",
    "mfa_activate_totp": "taking an app",
    "mfa_add_webauthn": "taking a passkey",
}
"""The closed list of what opens all the same."""
TO_ONE = "/account/second-factor/?next="
GROUP = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")
PART = re.compile(r"<(?:(\w+):)?(\w+)>")


class Asked(NamedTuple):
    """One address asked in one way, and what came back for who has no second proof yet."""

    address: Address
    method: str
    path: str
    answer: Answer


def path_of(address: Address, facts: dict[str, Any]) -> str:
    """Give an address with its parts filled in, so that it resolves."""
    route = address.route.replace(r"((?:[a-z0-9_\-]+/)*)", "").replace("^.*$", "nothing/").replace("^.*/$", "nothing/")
    route = GROUP.sub(lambda part: str(facts.get(part[1], "x")), route)
    route = route.replace("<uuid:pk>", str(facts["uuid"]))
    route = PART.sub(
        lambda part: str(facts.get(part[2], "1" if part[1] in ("int", None) else facts.get(part[1], "x"))), route
    )
    return "/" + re.sub(r"[\^$\\?]", "", route)


@pytest.fixture
def asked(scene: Scene, settings: Any) -> list[Asked]:
    """Ask every address of the site as an administrator, who may the most of all."""
    settings.SECOND_FACTOR_REQUIRED = True
    asker, facts = Asker(scene.people[UNPROVED]), facts_of(scene)
    each = [(address, path_of(address, facts)) for address in addresses()]
    return [
        Asked(address, method, path, asker.ask(method, path, {} if method == "POST" else None))
        for address, path in each
        for method in ("GET", "POST")
    ]


def facts_of(scene: Scene) -> dict[str, Any]:
    """Give what stands in addresses: a sheet in review, its file, the published one, a place, a standing page."""
    sheet, place = scene.sheet("in_review"), scene.places["brive"]
    facts = {"pk": sheet.practice.pk, "page_id": sheet.practice.pk, "place": place.pk, "slug": "brive", "code": "it"}
    facts["uuid"] = min(private.pk for private in sheet.files)
    return facts | {"remark": sheet.remark.pk if sheet.remark else 1, "step": "language", "uidb36": "1", "key": "a-b"}


def test_nothing_opens_but_the_way_to_a_second_proof(scene: Scene, asked: list[Asked]) -> None:
    anyone, faults = Asker(None), []
    assert len({each.address for each in asked}) > len(POLICIES)
    for address, method, path, answer in asked:
        if WAY_TO_ONE.keys() & {address.name, address.route} or TO_ONE in answer.location:
            continue
        others = anyone.ask(method, path, {} if method == "POST" else None)
        if (answer.status, answer.location, answer.writes) != (others.status, others.location, others.writes):
            faults.append(f"{method} {path}: {answer.status} {answer.location}, {others.status} for anyone")
    assert faults == []


def test_every_address_of_members_is_closed(asked: list[Asked]) -> None:
    fixed = {name for name, policy in POLICIES.items() if policy.fixed} | set(DOORS)
    members = [
        each
        for each in asked
        if {each.address.name, each.address.route} & fixed
        or each.path.startswith(("/cms/", "/fr/desk/", "/fr/account/"))
    ]
    opened = {
        each.address.name or each.address.route
        for each in members
        if TO_ONE not in each.answer.location
        and not each.answer.location.startswith(f"{sign_in_page()}?next=")
        and each.answer.status != 405
        and not WAY_TO_ONE.keys() & {each.address.name, each.address.route}
    }
    assert opened == set()
    assert {"desk", "review_practice", "private_file", "place_people", "wagtailadmin_home"} <= {
        each.address.name for each in members
    }


def test_nothing_private_is_read_on_the_way(scene: Scene, asked: list[Asked]) -> None:
    said = [(each.path, each.answer.body.lower() + each.answer.headers.lower()) for each in asked]
    leaked = {(path, word) for path, body in said if b"zq" in body for word in scene.canaries if word.encode() in body}
    assert leaked == set()


def test_were_it_not_asked_for_these_addresses_would_open(scene: Scene, settings: Any) -> None:
    """Without it the tests above would prove nothing: the administrator may enter all of this."""
    settings.SECOND_FACTOR_REQUIRED = False
    asker, facts = Asker(scene.people[UNPROVED]), facts_of(scene)
    paths = [path_of(address, facts) for address in addresses()]
    members = [path for path in paths if path.startswith(("/cms/", "/fr/desk/", "/fr/account/"))]
    assert sum(asker.ask("GET", path).status == 200 for path in members) > 60
