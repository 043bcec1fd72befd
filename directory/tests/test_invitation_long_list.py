"""Long lists of invitations: five thousand rows need little time, memory and questions, and the page counts what it leaves out."""

import tracemalloc

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from directory.judging import Defaults, Judge
from directory.models import Invitation, Place
from directory.reading_csv import AT_MOST_ROWS, decoded, read_table
from directory.tests.scenes import a_person, a_place, signed_in
from tests.queries import counted

LIST = "/fr/desk/people/invite/list/"


@pytest.fixture
def limoges() -> Place:
    return a_place("limoges")


@pytest.fixture
def manager(limoges: Place) -> User:
    return a_person("manager", limoges)


def offered(**changes):
    return {"pasted": "", "kind": "", "place": "", "written_in": "fr", "word": ""} | changes


def judged(manager, text):
    """Give the address or the reason for each row."""
    found = Judge(manager, Defaults(written_in="fr")).judge(read_table(text).rows)
    return [each.invitation.address if each.invitation else each.reason for each in found]


@pytest.mark.django_db
def test_five_thousand_rows_in_latin_1_with_semicolons_need_little(manager, limoges):
    text = "Adresse;Rôle;Lieu;Mot\n" + "".join(
        f"prénom{n}@membres.example;conseiller;Limoges;À bientôt\n" if n % 10 == 0 else
        f"personne+{n}@métiers.example;advisor;Limoges;À bientôt\n" for n in range(AT_MOST_ROWS)
    )  # fmt: skip
    tracemalloc.start()
    found = judged(manager, decoded(text.encode("latin-1")))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sum("xn--" in said for said in found) == 4500
    assert len(found) == AT_MOST_ROWS
    assert peak < 60 * 1024 * 1024


@pytest.mark.django_db
def test_five_thousand_rows_are_judged_and_kept_by_the_page_in_a_few_questions(manager, limoges):
    browser, word = signed_in(manager), "À bientôt, chère collègue. " * 8
    rows = (f"prenom.nom.{n}+cite@métiers.example;conseiller;Limoges;{word}\n" for n in range(AT_MOST_ROWS))
    text = f"Courriel;Fonction;Lieu;Mot personnel\n{''.join(rows)}"
    upload = SimpleUploadedFile("liste.csv", text.encode("latin-1"), "text/csv")
    with counted() as asked:
        page = browser.post(LIST, offered(file=upload))
    assert (page.status_code, page.context["taken_count"], page.context["refused_count"]) == (200, AT_MOST_ROWS, 0)
    assert len(asked) < 25
    with counted() as asked:
        answer = browser.post(LIST, offered(pasted=page.context["text"], confirm="1"))
    assert answer.status_code == 302
    assert len(asked) < 100  # SQLite takes 71 rows at once
    assert Invitation.objects.to_send().count() == AT_MOST_ROWS
    assert Invitation.objects.first().word == word.strip()


@pytest.mark.django_db
def test_a_long_list_shows_its_refusals_counts_the_rest_and_costs_what_a_short_one_does(manager, limoges):
    browser, long = signed_in(manager), "".join(f"n{n}@b.example\n" for n in range(60)) + "nobody\n" * 210
    browser.get(LIST)
    costs = []
    for text in ("n@b.example\nnobody\n", long):
        with counted() as sent:
            page = browser.post(LIST, offered(pasted=text, kind="advisor", place=limoges.pk))
        costs.append(len(sent))
    told = {name: page.context[name] for name in ("taken_count", "taken_more", "refused_count", "refused_more")}
    assert told == {"taken_count": 60, "taken_more": 10, "refused_count": 210, "refused_more": 10}
    assert costs[0] == costs[1] <= 20
