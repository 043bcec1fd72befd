"""The side doors: nothing of a sheet is read or changed in Wagtail's admin, and only editors and administrators enter it."""

import re

import pytest

from home.models import FrontPage

from .admin import POSTED, Door, doors
from .asking import Asker, sign_in_page
from .matrix import Matrix
from .rights import PEOPLE, is_granted
from .scene import Scene

pytestmark = pytest.mark.django_db

OF_SHEETS = re.compile(
    r'"(practices_\w+|wagtailcore_(page|revision|task|taskstate|workflow|workflowstate|workflowpage|pagelogentry))"'
)
BROKEN = {"wagtailadmin_choose_page_external_link", "wagtailredirects:process_import"}
"""Wagtail answers 500 there to a form its own page would never send; nothing is read or written."""
OTHER_DOORS = ("/cms/login/", "/cms/logout/", "/cms/password_reset/")
"""What our own doors answer for Wagtail's (accounts/tests/test_doors.py)."""


def ask_door(matrix: Matrix, person: str, door: Door) -> None:
    """Ask one door both ways; note words that leak, what was written of a sheet, and what broke."""
    posted = POSTED | {"new_parent_page": FrontPage.objects.get().pk}
    for method, given in (("GET", None), ("POST", posted)):
        answer = matrix.askers[person].ask(method, door.address, given)
        matrix.asked += 1
        said = f"{person} {method} {door.address}"
        leaked = [word.decode() for word in matrix.canaries if word in answer.body.lower() + answer.headers.lower()]
        written = [sql for sql in answer.writes if OF_SHEETS.search(sql)]
        matrix.differences += [f"{said}: reads {word}" for word in leaked] + [
            f"{said}: writes {sql}" for sql in written
        ]
        if answer.status >= 500 and door.name not in BROKEN:
            matrix.differences.append(f"{said}: {answer.status}")
        if door.sheet is not None and answer.status not in (404, 405):
            matrix.differences.append(f"{said}: {answer.status}, a sheet is not there")


@pytest.mark.parametrize("person", ["editor", "administrator"])
def test_no_sheet_is_read_or_changed_there(scene: Scene, person: str) -> None:
    matrix = Matrix(scene)
    for door in doors(scene):
        ask_door(matrix, person, door)
    assert matrix.report() == ""


def test_only_editors_and_administrators_enter(scene: Scene) -> None:
    differences = []
    askers = {person: Asker(scene.people.get(person)) for person in PEOPLE}
    outside = [person for person in PEOPLE if person != "anonymous" and not is_granted("enter the admin", person)]
    for turn, door in enumerate(each for each in doors(scene) if not each.address.startswith(OTHER_DOORS)):
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
