"""The permission matrix: what everyone gets at every address of ours is what the domain page says."""

import pytest
from django.urls import reverse

from practices import permissions
from practices.views import drafts

from .columns import PEOPLE
from .matrix import Matrix
from .questions import sheet_questions
from .scene import Scene

pytestmark = [pytest.mark.sweep, pytest.mark.django_db]


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


def test_everyone_about_people(scene: Scene) -> None:
    matrix = Matrix(scene)
    matrix.ask_about_people()
    assert matrix.report() == ""


def test_everyone_gives_and_ends_what_the_table_lets_them(scene: Scene) -> None:
    matrix = Matrix(scene)
    matrix.ask_for_deeds()
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
    for question, policy in sheet_questions(scene, scene.sheet("in_review")):
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
    matrix, unseen = Matrix(scene), set()
    for sheet in scene.sheets:
        about = {"pk": sheet.practice.pk}
        pages = [reverse(name, kwargs=about) for name in ("preview_practice", "write_practice", "practice_remarks")]
        pages += [reverse("private_file", kwargs={"pk": private.pk}) for private in sheet.files]
        answers = [matrix.askers["administrator"].ask("GET", address) for address in pages]
        seen = b"".join(answer.body + answer.headers for answer in answers)
        unseen |= {word for word in sheet.canaries if word.encode() not in seen}
    # a change note is shown from the second publication on; the word of a review while it is where it was decided
    hidden = ("note", "sent", "word", "why", "praise", "lavoro")
    assert {word for word in unseen if not word.endswith(hidden)} == set()
