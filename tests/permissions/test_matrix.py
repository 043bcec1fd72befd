"""The permission matrix: what everyone gets at every address of ours is what the domain page says."""

from typing import Any

import pytest

from practices import permissions
from practices.views import drafts

from .matrix import Matrix
from .rights import PEOPLE
from .scene import Scene

pytestmark = pytest.mark.django_db


def test_everyone_about_every_sheet(scene: Scene) -> None:
    matrix = Matrix(scene)
    matrix.ask_about_sheets()
    assert matrix.report() == ""


def test_everyone_on_public_pages(scene: Scene) -> None:
    matrix = Matrix(scene)
    matrix.ask_public_pages()
    assert matrix.report() == ""


def test_everyone_on_pages_of_their_own(scene: Scene) -> None:
    matrix = Matrix(scene)
    matrix.ask_own_pages()
    assert matrix.report() == ""


def test_everyone_on_translations_of_other_texts(scene: Scene) -> None:
    matrix = Matrix(scene)
    matrix.ask_about_other_texts()
    assert matrix.report() == ""


def test_a_check_that_is_missing_is_seen(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Private files ask `can_read_draft`, the list of drafts asks `can_bin`: without them the matrix must not be green."""
    monkeypatch.setattr(permissions, "can_read_draft", lambda user, practice: True)
    monkeypatch.setattr(drafts, "can_bin", lambda user, practice: True)
    matrix = Matrix(scene)
    sheets = {sheet.name: sheet for sheet in scene.sheets}
    for question, policy in matrix.sheet_questions(sheets["in_review"]):
        if question.name == "private_file":
            for person in PEOPLE:
                matrix.judge(person, "GET", question, policy)
    matrix.ask("advisor", "GET", "/fr/desk/practices/")
    report = matrix.report()
    assert "stranger GET private_file (in_review sheet): open [200], the table says absent" in report
    assert "anonymous" not in report
    assert "advisor GET /fr/desk/practices/: reads zqbinned" in report


def test_the_table_is_about_somebody(scene: Scene) -> None:
    """A canary nobody could ever read proves nothing: those who may read it do."""
    seen: dict[str, Any] = {}
    matrix = Matrix(scene)
    for sheet in scene.sheets:
        for question, _policy in matrix.sheet_questions(sheet):
            if question.name in ("preview_practice", "write_practice", "private_file"):
                person = "managing author" if sheet.author == "managing author" else "administrator"
                answer = matrix.askers[person].ask("GET", question.address)
                seen.setdefault(sheet.name, []).append(answer.body + answer.headers)
    unseen = {
        f"{sheet.name}: {word}"
        for sheet in scene.sheets
        for word, act in sheet.canaries.items()
        if act == "read a draft" and word.encode() not in b"".join(seen[sheet.name])
    }
    assert {word for word in unseen if not word.endswith(("note", "change_note"))} == set()
