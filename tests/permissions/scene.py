"""The scene of the matrix: everyone who might ask, and a sheet in each state, with words that must not leak."""

from dataclasses import dataclass, field
from typing import Any

from django.core.management import call_command

from accounts.models import User
from directory.actions import Reported, end_role, grant_role, report_page
from directory.models import Mailbox, Place, Report
from home.actions import publish_standing_page
from home.models import FrontPage, StandingPage

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
    "stranger": "",
}
"""Who holds what: kinds of role, with the place or the language."""
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

    def sheet(self, name: str) -> Sheet:
        """Give a sheet by its name."""
        return next(sheet for sheet in self.sheets if sheet.name == name)

    @property
    def canaries(self) -> dict[str, tuple[str, About]]:
        """Give every private word with the act that lets somebody see it, and what it is done to."""
        words = {word: (act, sheet.about) for sheet in self.sheets for word, act in sheet.canaries.items()}
        for place in self.reports:
            words |= dict.fromkeys((f"zqsaid{place}", f"zqreply{place}"), ("answer reports", About(place)))
        return words


def build_scene() -> Scene:
    """Write the scene into the database."""
    call_command("set_up", verbosity=0)
    places = build_places()
    people = {name: build_person(name, places) for name in ROLES}
    maker = Maker(places, people)
    sheets = [maker.sheet(state, state, "brive", "author") for state in PATHS]
    sheets += [maker.sheet(name, *facts) for name, facts in OTHERS.items()]
    for name in ENDED:
        for role in people[name].roles.all():
            end_role(role=role, by=None)
    standing, hidden = build_standing_pages(people["editor"])
    scene = Scene(places, people, sheets, standing, hidden)
    scene.reports = {
        "brive": said_of(scene.sheet("published").practice, "brive", places["brive"]),
        "nobody": said_of(standing, "nobody", None),
    }
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
