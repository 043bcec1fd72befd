"""Anybody reports a standing page, which is nobody's place: the network administrators answer."""

import pytest
from django.core import mail

from accounts.actions import write_due_notices
from directory.models import Report
from directory.tests.scenes import a_person
from home.models import StandingPage

HERE = {"sec-fetch-site": "same-origin"}


@pytest.fixture
def administrator(site):
    return a_person("administrator")


def test_the_page_leads_to_the_form_and_the_administrators_are_told(client, association, administrator, limoges):
    a_person("manager", limoges)
    address = "/it/association/report/"
    assert f'href="{address}"' in client.get("/it/association/").content.decode()
    assert client.get(address).status_code == 200
    answer = client.post(address, {"sentence": "Manca un indirizzo."}, headers=HERE)
    assert answer.headers["Location"] == f"{address}?sent=1"
    assert not answer.cookies
    report = Report.objects.get()
    assert (report.place, report.title, report.title_language, report.path) == (
        None,
        "L’associazione",
        "it",
        "/it/association/",
    )
    write_due_notices()
    assert [letter.to for letter in mail.outbox] == [[administrator.email]]
    assert client.get(answer.headers["Location"]).status_code == 200


def test_a_page_that_is_not_published_is_not_there(client, association):
    StandingPage.objects.update(live=False, slug="brouillon")
    there, nowhere = (client.get(f"/fr/{slug}/report/") for slug in ("brouillon", "nothing"))
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert there.content.replace(b"brouillon/report", b"nothing/report") == nowhere.content
    assert client.post("/fr/brouillon/report/", {"sentence": "Oui."}, headers=HERE).status_code == 404
    assert Report.objects.count() == 0
