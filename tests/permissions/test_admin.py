"""The side doors: in no state is a sheet read or changed in Wagtail's admin; only editors and administrators enter it."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Permission
from wagtail.documents.models import Document
from wagtail.models import GroupPagePermission, Page

from accounts.models import User
from directory.actions import grant_role
from editorial.models import Picture, PrivateFile
from home.models import FrontPage
from multilingual.models import TranslationSource, WorkingTranslation

from .admin import OURS, POSTED, Door, doors
from .asking import Answer, Asker, Browser, sign_in_page, taken_back
from .columns import OUTSIDE, PEOPLE, UNPROVED
from .matrix import Matrix
from .rights import About, is_granted
from .scene import Scene, choose_second_factor

pytestmark = [pytest.mark.sweep, pytest.mark.django_db]

OF_SHEETS = re.compile(
    r'"(practices_\w+|multilingual_\w+|directory_\w+|editorial_(picture|privatefile|rendition)|wagtaildocs_document'
    r'|wagtailcore_(page\w*|revision|comment\w*|task\w*|workflow\w*|collection\w*))"'
)
BROKEN = {"wagtailadmin_choose_page_external_link", "wagtailredirects:process_import"}
"""Wagtail answers 500 there to a form its own page would never send; nothing is read or written."""
OTHER_DOORS = ("/cms/login/", "/cms/logout/", "/cms/password_reset/")
"""What our own doors answer for Wagtail's (accounts/tests/test_doors.py)."""


def ask_door(matrix: Matrix, person: str, door: Door, asked: list[tuple[str, str, dict[str, Any] | None]]) -> None:
    """Ask one door in the ways given; note words that leak, what was written of a sheet, and what broke."""
    for method, address, given in asked:
        answer = matrix.askers[person].ask(method, address, given)
        matrix.asked += 1
        said = f"{person} {method} {door.address}"
        leaked = leaks(matrix, person, door, answer)
        written = [sql for sql in answer.writes if OF_SHEETS.search(sql)]
        matrix.differences += [f"{said}: reads {word}" for word in leaked] + [
            f"{said}: writes {sql}" for sql in written
        ]
        if answer.status >= 500 and door.name not in BROKEN:
            matrix.differences.append(f"{said}: {answer.status}")
        if door.sheet is not None and answer.status not in (404, 405):
            matrix.differences.append(f"{said}: {answer.status}, a sheet is not there")


def leaks(matrix: Matrix, person: str, door: Door, answer: Answer) -> list[str]:
    """Give the private words an answer says; only to administrators may ours say the words of a withdrawn sheet's versions."""
    said = answer.body.lower() + answer.headers.lower()
    if b"zq" not in said:
        return []
    theirs = matrix.scene.sheet("withdrawn").canaries if door.name in OURS and person == "administrator" else {}
    found = {word.decode(): known for word, known in matrix.canaries.items() if word in said}
    return [word for word, known in found.items() if word not in theirs and not tells_of_people(person, *known)]


def tells_of_people(person: str, act: str, about: About) -> bool:
    """Say whether a word is somebody's name or address, which the table lets `person` know."""
    return act in ("see who does what", "invite") and is_granted(act, person, about)


@pytest.mark.parametrize(("person", "first"), [("editor", 0), ("administrator", 1)])
def test_no_sheet_is_read_or_changed_there(scene: Scene, person: str, first: int) -> None:
    """Each door about a sheet is asked both ways in two states; in the others each of the two people asks one way."""
    matrix = Matrix(scene)
    posted = {"new_parent_page": FrontPage.objects.get().pk}
    for turn, door in enumerate(doors(scene)):
        both = ways(door, **posted)
        whole = door.sheet is None or door.sheet.name in ("held", "published")
        ask_door(matrix, person, door, both if whole else [both[(turn + first) % 2]])
    assert matrix.report() == ""


def everything() -> dict[str, list[Any]]:
    """Give every row of sheets, their review, their versions, their files and the journal, and the names of stored files."""
    models = [*apps.get_app_config("practices").get_models(), *apps.get_app_config("wagtailcore").get_models()]
    models += [PrivateFile, Picture, Document, WorkingTranslation, TranslationSource]
    rows = {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}
    stored = Path(settings.MEDIA_ROOT).rglob("*")
    return rows | {"files": sorted(str(path) for path in stored if path.is_file())}


@pytest.mark.parametrize("state", ["in_review", "held", "published", "withdrawn"])
def test_what_is_sent_there_changes_nothing(scene: Scene, state: str) -> None:
    """Once more without taking anything back: rows and stored files are compared, not only the SQL that was seen."""
    with taken_back():
        client, before = Browser(), everything()
        client.force_login(scene.people["administrator"])
        posted = POSTED | {"new_parent_page": FrontPage.objects.get().pk}
        for door in doors(scene, (state,)):
            if door.sheet is not None or door.name in (*OURS, "wagtail_bulk_action"):
                client.post(door.address, posted)
        assert everything() == before


def test_were_the_sheets_in_reach_these_doors_would_open(scene: Scene) -> None:
    """The tests above ask what Wagtail would do to who has the right; without it, they would prove nothing."""
    with taken_back():
        group = scene.people["editor"].groups.get()
        root = Page.get_first_root_node()
        for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__endswith="_page"):
            GroupPagePermission.objects.create(group=group, page=root, permission=permission)
        asker = Asker(scene.people["editor"])
        answers = [(door, asker.ask(*way)) for door in doors(scene, ("published",)) if door.sheet for way in ways(door)]
    opened = {door.name for door, answer in answers if answer.status in (200, 302)}
    written = {door.name for door, answer in answers if any(OF_SHEETS.search(sql) for sql in answer.writes)}
    assert opened >= {f"wagtailadmin_pages:{name}" for name in WOULD_OPEN}
    assert written >= {f"wagtailadmin_pages:{name}" for name in WOULD_WRITE}


WOULD_OPEN = ("edit", "history", "revisions_revert", "revisions_compare", "usage", "move")
WOULD_WRITE = ("delete", "unpublish", "set_page_position", "lock")


def ways(door: Door, **posted: Any) -> list[tuple[str, str, dict[str, Any] | None]]:
    """Give the two ways to ask a door; `posted` adds to what is sent."""
    return [("GET", door.address, None), ("POST", door.address, POSTED | posted)]


def test_a_technical_account_has_no_door_at_all(scene: Scene) -> None:
    """Wagtail asks superusers for no right; a role opens the admin to people, never to such an account."""
    technical = User.objects.create_superuser("machine@membres.example")
    grant_role(person=technical, kind="administrator", by=None)
    choose_second_factor(technical)
    asker, differences = Asker(technical), []
    for door in doors(scene, ("held", "published")):
        if door.address.startswith(OTHER_DOORS):
            continue
        for method, given in (("GET", None), ("POST", POSTED)):
            answer = asker.ask(method, door.address, given)
            if answer.status != 404 or answer.writes:
                differences.append(f"{method} {door.address}: {answer.status} {answer.writes}")
    assert differences == []


@pytest.mark.parametrize("address", ["/api/v2/", "/api/v2/pages/", "/fr/api/v2/pages/", "/api/main/pages/"])
def test_there_is_no_public_api(scene: Scene, address: str) -> None:
    assert Asker(None).ask("GET", address).status == 404


def test_only_editors_and_administrators_enter(scene: Scene) -> None:
    differences = []
    askers = {person: Asker(scene.people.get(person)) for person in PEOPLE}
    signed_in = [person for person in PEOPLE if person not in (*OUTSIDE, UNPROVED)]
    outside = [person for person in signed_in if not is_granted("enter the admin", person)]
    for turn, door in enumerate(each for each in doors(scene, ("held",)) if not each.address.startswith(OTHER_DOORS)):
        if askers["anonymous"].ask("GET", door.address).location.split("?")[0] != sign_in_page():
            differences.append(f"anonymous {door.address}: no sign-in")
        person = outside[turn % len(outside)]
        if askers[person].ask("GET", door.address).status != 404:
            differences.append(f"{person} {door.address}: not absent")
    for person in PEOPLE:
        if person != "anonymous" and (askers[person].ask("GET", "/cms/").status == 200) != is_granted(
            "enter the admin", person
        ):
            differences.append(f"{person} /cms/: not as the table says")
    assert differences == []


def test_editors_do_work_there(scene: Scene) -> None:
    """Were everything closed, the tests above would prove nothing: standing pages are found, chosen and changed."""
    editor = Asker(scene.people["editor"])
    for address in (
        f"/cms/pages/{scene.standing.pk}/edit/",
        "/cms/api/main/pages/?type=home.standingpage",
        f"/cms/choose-page/{FrontPage.objects.get().pk}/",
        "/cms/pages/search/?q=Chartevisible",
    ):
        answer = editor.ask("GET", address)
        assert answer.status == 200, address
        assert b"Chartevisible" in answer.body, address
    assert editor.ask("GET", "/cms/images/chooser/").status == 200
