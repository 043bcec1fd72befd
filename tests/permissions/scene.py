"""The scene of the matrix: everyone who might ask, and a sheet in each state, with words that must not leak."""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from PIL import Image
from wagtail.models import TaskState

from accounts.models import User
from directory.actions import end_role, grant_role
from directory.models import Mailbox, Place
from editorial.models import PrivateFile
from editorial.uploads import check_document, check_picture
from home.actions import publish_standing_page
from home.models import FrontPage, StandingPage
from multilingual.actions import save_translation
from multilingual.models import new_key
from practices.actions import DraftChanges, decide_place_review, put_in_bin, save_draft, start_practice, submit_practice
from practices.models import Practice
from practices.review import review_of
from practices.tests.conftest import complete, fresh
from practices.versions import version

BAIT = "corbeau"
"""A plain word of every private text: what searches for it must not find the text."""
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
    "advisor": ("advisor", "brive"),
    "documentalist": ("documentalist", "brive"),
    "reception": ("reception", "brive"),
    "author": ("advisor", "brive"),
    "manager": ("manager", "brive"),
    "managing author": ("manager", "brive"),
    "manager of the mother": ("manager", "limoges"),
    "advisor of the mother": ("advisor", "limoges"),
    "co-signing advisor": ("advisor", "rouen"),
    "co-signing manager": ("manager", "rouen"),
    "advisor of a sister": ("advisor", "gueret"),
    "manager elsewhere": ("manager", "milano"),
    "manager of a label holder": ("manager", "franchecomte"),
    "advisor of a label holder": ("advisor", "franchecomte"),
    "translator": ("translator", "it"),
    "reviewer": ("reviewer", ""),
    "editor": ("editor", ""),
    "label officer": ("label_officer", ""),
    "administrator": ("administrator", ""),
    "writing administrator": ("administrator", ""),
    "author who left": ("advisor", "brive"),
    "former member": ("manager", "brive"),
    "stranger": ("", ""),
}
ENDED = ("author who left", "former member")


@dataclass
class Sheet:
    """A sheet of the scene: whose, in which state, and its canaries: word → the act that lets somebody see it."""

    name: str
    state: str
    place: str
    author: str
    practice: Practice
    canaries: dict[str, str] = field(default_factory=dict)
    files: list[PrivateFile] = field(default_factory=list)
    states: list[TaskState] = field(default_factory=list)


@dataclass
class Scene:
    """Everything the matrix asks about."""

    places: dict[str, Place]
    people: dict[str, User]
    sheets: list[Sheet]
    standing: StandingPage
    hidden: StandingPage


def build_scene() -> Scene:
    """Write the scene into the database."""
    call_command("set_up", verbosity=0)
    places = build_places()
    people = {name: build_person(name, places) for name in ROLES}
    maker = Maker(places, people)
    sheets = [maker.sheet(state, state, "brive", "author") for state in BUILT]
    sheets += [
        maker.sheet("of the manager", "in_review", "brive", "managing author"),
        maker.sheet("of the administrator", "in_review", "brive", "writing administrator"),
        maker.sheet("of who left", "complete", "brive", "author who left"),
        maker.sheet("of a site", "in_review", "belfort", "advisor of a label holder"),
    ]
    for name in ENDED:
        for role in people[name].roles.all():
            end_role(role=role, by=None)
    standing, hidden = build_standing_pages(people["editor"])
    return Scene(places, people, sheets, standing, hidden)


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
    kind, scope = ROLES[name]
    if kind:
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


def picture(name: str) -> Any:
    """Give a small picture, checked."""
    target = BytesIO()
    Image.new("RGB", (40, 30), "#336699").save(target, "PNG")
    return check_picture(SimpleUploadedFile(f"{name}.png", target.getvalue(), "image/png"))


def attachment(name: str) -> Any:
    """Give a small text, checked."""
    return check_document(SimpleUploadedFile(f"{name}.txt", b"Six rencontres.", "text/plain"))


BUILT = ("empty", "complete", "in_review", "to_revise", "published", "reopened", "binned")


class Maker:
    """Brings a sheet into a state by the actions its people would take."""

    def __init__(self, places: dict[str, Place], people: dict[str, User]) -> None:
        self.places, self.people = places, people

    def sheet(self, name: str, state: str, place: str, author: str) -> Sheet:
        """Write one sheet with its canaries."""
        mark = "zq" + "".join(name.split()).replace("_", "")
        practice = start_practice(
            place=self.places[place], form="full", language="fr", headline=f"{mark}head {BAIT}", by=self.people[author]
        )
        sheet = Sheet(name, state, place, author, practice)
        if state == "empty":
            asked = DraftChanges(cosigning=[self.places["rouen"]])
            save_draft(practice=practice, changes=asked, expected=version(fresh(practice)), by=practice.owner)
            sheet.canaries = {f"{mark}head": "read a draft"}
        elif state == "reopened":
            self.write(sheet, f"{mark}old")
            self.decide(sheet, publish=True, word=f"{mark}praise")
            sheet.canaries = {f"{mark}praise": "read the reviewer's word"}
            self.write(sheet, mark)
        else:
            self.write(sheet, mark)
            self.bring(sheet, mark)
        self.translate(sheet, mark)
        practice = sheet.practice = fresh(practice)
        sheet.files = list(PrivateFile.objects.filter(home_id=str(practice.pk)))
        sheet.states = list(TaskState.objects.for_instance(practice))
        return sheet

    def bring(self, sheet: Sheet, mark: str) -> None:
        """Bring a complete draft where its state is."""
        if sheet.state in ("in_review", "to_revise", "published"):
            submit_practice(practice=sheet.practice, expected=version(fresh(sheet.practice)), by=sheet.practice.owner)
        if sheet.state == "to_revise":
            sheet.canaries[f"{mark}word"] = "read the reviewer's word"
            self.decide(sheet, publish=False, word=f"{mark}word {BAIT}")
        if sheet.state == "published":
            sheet.canaries = {f"{mark}praise": "read the reviewer's word"}
            self.decide(sheet, publish=True, word=f"{mark}praise")
        if sheet.state == "binned":
            put_in_bin(practice=sheet.practice, by=sheet.practice.owner)

    def write(self, sheet: Sheet, mark: str) -> None:
        """Write a complete draft whose every text, row and file carries a word of its own."""
        changes = complete()
        texts = {name: f"{mark}{name} {BAIT}" for name in changes.texts} | {"change_note": f"{mark}note"}
        rows = changes.rows | {
            "steps": [{"id": new_key(), "title": f"{mark}step", "body": f"{mark}how"}],
            "pictures": [
                {"id": new_key(), "alt": f"{mark}alt", "credit": f"{mark}credit", "upload": picture(f"{mark}pic")}
            ],
            "attachments": [{"id": new_key(), "title": f"{mark}title", "upload": attachment(f"{mark}file")}],
        }
        whole = DraftChanges(
            facts=changes.facts | {"partners": f"{mark}partner", "period": f"{mark}when"},
            texts=texts,
            terms=changes.terms,
            cosigning=[self.places["rouen"]],
            rows=rows,
        )
        now = fresh(sheet.practice)
        save_draft(practice=now, changes=whole, expected=version(now), by=sheet.practice.owner, new_revision=now.live)
        words = [*texts, "step", "how", "alt", "credit", "pic", "title", "file", "partner", "when", "note"]
        sheet.canaries |= {f"{mark}{word}": "read a draft" for word in words}

    def decide(self, sheet: Sheet, *, publish: bool, word: str) -> None:
        """Let a manager decide, submitting first what is not yet in review."""
        now = fresh(sheet.practice)
        if not review_of(now).is_open:
            now = submit_practice(practice=now, expected=version(now), by=sheet.practice.owner)
        decide_place_review(
            practice=now,
            round_id=review_of(now).state.pk,
            expected=version(fresh(now)),
            publish=publish,
            word=word,
            by=self.people["manager"],
        )

    def translate(self, sheet: Sheet, mark: str) -> None:
        """Leave a translation in work of a published sheet; before the first publication there is none."""
        if not fresh(sheet.practice).live:
            return
        sheet.canaries[f"{mark}lavoro"] = "write a translation"
        texts = {"headline": f"{mark}lavoro {BAIT}", "context": f"{mark}lavoro"}
        save_translation(thing=fresh(sheet.practice), language="it", texts=texts, by=self.people["translator"])
