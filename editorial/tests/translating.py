"""What the tests of the translating page share: a published sheet with rows, a standing page with a body, four members."""

from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from directory.actions import grant_role
from home.actions import publish_standing_page
from home.models import StandingPage
from multilingual.actions import refresh_states
from multilingual.models import WorkingTranslation
from practices.models import Practice
from practices.tests.factories import PlaceFactory, PracticeFactory

BODY = [
    {"type": "heading", "value": {"text": "D’où vient le réseau", "anchor": "origine"}, "id": "one"},
    {"type": "paragraphs", "value": "Un premier paragraphe.", "id": "two"},
    {"type": "points", "value": [{"type": "item", "value": "Un point", "id": "three"}], "id": "four"},
]


class Fields(HTMLParser):
    """Reads what a browser would send of the form of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.area = ""
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = facts.get("id") == "translation"
        if not self.inside or "name" not in facts:
            return
        if tag == "textarea":
            self.area = facts["name"]
            self.found[self.area] = ""
        elif tag == "input" and (facts.get("type") != "checkbox" or "checked" in facts):
            self.found[facts["name"]] = facts.get("value", "on")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.found[self.area] = self.found[self.area].removeprefix("\n")
            self.area = ""
        elif tag == "form":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.area:
            self.found[self.area] += data


def fields(page: str) -> dict[str, str]:
    """Give what the form of a page sends as it stands."""
    parser = Fields()
    parser.feed(page)
    return parser.found


@pytest.fixture
def network(db: None) -> SimpleNamespace:
    """A sheet of Limoges and a standing page, published in French; members who translate, and one who does not."""
    call_command("set_up", verbosity=0)
    limoges = PlaceFactory(slug="limoges")

    def person(name: str, kind: str = "", **where: Any) -> User:
        user = User.objects.create_user(f"{name}@membres.example", language="fr")
        if kind:
            grant_role(person=user, kind=kind, by=None, **where)
        return user

    translator = person("traduttrice", "translator", language="it")
    sheet = PracticeFactory(
        published=True,
        place=limoges,
        summary_fr="Un conseiller reçoit près de deux mille personnes.",
        steps=[{"title_fr": "Réunir", "body_fr": "Vite."}, {"title_fr": "Ouvrir", "body_fr": ""}],
    )
    texts = {"fr": {"headline": "L’association", "intro": "Pour tous.", "body": BODY}}
    page = publish_standing_page(slug="association", language="fr", texts=texts, by=translator)
    return SimpleNamespace(
        limoges=limoges,
        sheet=sheet,
        page=page,
        translator=translator,
        member=person("consulente", "advisor", place=limoges),
        administrator=person("reseau", "administrator"),
        stranger=person("ancien"),
    )


def signed_in(person: User) -> Client:
    """Give a browser in which `person` is signed in."""
    client = Client()
    client.force_login(person)
    return client


def address(thing: Any, code: str = "it") -> str:
    """Give the address of a translating page."""
    names = {"Practice": "translate_practice", "StandingPage": "translate_page", "Place": "translate_place"}
    return reverse(names[type(thing).__name__], kwargs={"pk": thing.pk, "code": code})


def post(
    person: User, thing: Any, *, autosave: bool = False, opened: dict[str, str] | None = None, **given: str
) -> Any:
    """Open the page, or take it as it was `opened`, change the texts given (by key, `/` as `__`), and send it."""
    client = signed_in(person)
    sent = dict(opened) if opened is not None else fields(client.get(address(thing)).content.decode())
    sent |= {name if ":" in name or name in ("do", "version") else f"text:{name}": text for name, text in given.items()}
    return client.post(address(thing), sent, headers={"X-Autosave": "1"} if autosave else {})


def open_page(person: User, thing: Any) -> dict[str, str]:
    """Give what the form of the page holds when it is opened."""
    return fields(signed_in(person).get(address(thing)).content.decode())


def entries(thing: Any) -> dict[str, Any]:
    """Give the texts of the Italian work."""
    working = WorkingTranslation.objects.about(thing).into("it").first()
    return working.entries if working else {}


def change(sheet: Practice, **texts: str) -> Practice:
    """Change the original as a publication would."""
    Practice.objects.filter(pk=sheet.pk).update(**texts)
    refresh_states(thing=Practice.objects.get(pk=sheet.pk))
    return Practice.objects.get(pk=sheet.pk)


def change_body(page: StandingPage, body: str) -> StandingPage:
    """Change the original body as a publication would."""
    StandingPage.objects.filter(pk=page.pk).update(body_fr=body)
    refresh_states(thing=StandingPage.objects.get(pk=page.pk))
    return StandingPage.objects.get(pk=page.pk)
