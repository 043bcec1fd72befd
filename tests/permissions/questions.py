"""What is asked: each address about each thing of the scene, beside the address a thing that never existed would have."""

from collections.abc import Iterator
from typing import Any, NamedTuple
from uuid import UUID

from django.urls import reverse

from practices.review import review_of

from .addresses import POLICIES, Policy
from .rights import READABLE, About
from .scene import OTHERS, Scene, Sheet

NO_SHEET, NO_FILE, NO_CODE = 987_654, UUID(int=7), "FP-0099"
VERSION: dict[str, tuple[dict[str, Any], ...]] = {
    "practice_version": ({"number": 1},),
    "practice_history": ({},),
    "cite_practice": ({"number": 1, "form": "bib"}, {"number": 1, "form": "ris"}),
}
"""What an address about the published versions of a sheet asks for besides its code."""
LIVES = {
    "mark": "mark to update",
    "declare": "declare true",
    "archive": "archive",
    "withdraw": "withdraw",
    "bring_back": "bring back",
}
"""What the page of a sheet's life is asked to do, and the act of the table that is."""
TRANSLATED = ("complete", "published", "to_update", "archived", "withdrawn")
"""The sheets whose translating pages are asked for: these ask whether the sheet is published, and nothing of its review."""

OF_A_PERSON = (
    *("write_practice", "preview_practice", "review_practice", "take_review", "add_remark", "practice_journal"),
    *("bin_practice", "hand_on_practice"),
)
"""The addresses asked for sheets that differ from others by their author or place alone."""


class Question(NamedTuple):
    """One address about one thing, with the address that a thing which never existed would have."""

    name: str
    address: str
    nowhere: str
    sheet: Sheet | None = None
    about: About = About("their own")
    given: dict[str, Any] | None = None
    has_own_absence: bool = False
    """Whether the door has a page of its own for what it does not know, as that of invitations has."""

    def __str__(self) -> str:
        about = f"{self.sheet.name} sheet" if self.sheet else self.address
        return f"{self.name} {self.given or ''} ({about})".replace("  ", " ")


def question_of(name: str, there: dict, nowhere: dict, sheet: Sheet | None = None) -> Question:
    """Make a question of an address and its arguments."""
    about = sheet.about if sheet else About("their own")
    return Question(name, reverse(name, kwargs=there), reverse(name, kwargs=nowhere), sheet, about)


def sheet_questions(scene: Scene, sheet: Sheet) -> Iterator[tuple[Question, Policy]]:
    """Give each question about a sheet with its policy."""
    for name, policy in POLICIES.items():
        if name not in OF_A_PERSON and sheet.name in OTHERS:
            continue
        for more, given in arguments(scene, sheet, name, policy):
            if policy.about == "version":
                there, nowhere = {"code": sheet.practice.code} | more, {"code": NO_CODE} | more
            elif policy.about == "file":
                there, nowhere = more, {"pk": NO_FILE}
            else:
                there, nowhere = {"pk": sheet.practice.pk} | more, {"pk": NO_SHEET} | more
            yield question_of(name, there, nowhere, sheet)._replace(given=given), policy
    if sheet.practice.code:
        life = question_of("practice_life", {"pk": sheet.practice.pk}, {"pk": NO_SHEET}, sheet)
        for do, act in LIVES.items():
            yield life._replace(given={"do": do}), Policy(act, about="sheet", fixed=True, only="POST")


def arguments(scene: Scene, sheet: Sheet, name: str, policy: Policy) -> list[tuple[dict[str, Any], Any]]:
    """Give what an address asks for besides the sheet, and what is posted there; nothing where it is not about this sheet."""
    if policy.about == "version":
        return [(more, None) for more in VERSION[name]] if sheet.practice.code else []
    if policy.about == "file":
        kept = sorted(sheet.files, key=lambda private: private.name)
        return [({"pk": private.pk}, None) for private in kept[sheet.practice.pk % 2 :][:1]]
    if policy.about == "sheet and language":
        return [({"code": "it"}, None)] if sheet.name in TRANSLATED else []
    if policy.about == "remark":
        return [({"remark": sheet.remark.pk}, None)] if sheet.remark else []
    if policy.about == "sheet and place":
        return [({"place": scene.places["rouen"].pk}, None)]
    return [({}, posted(name, sheet))] if policy.about == "sheet" else []


def posted(name: str, sheet: Sheet) -> dict[str, Any] | None:
    """Give what is posted where an empty form would say nothing: a remark names the round that is open."""
    state = review_of(sheet.practice).state if name == "add_remark" else None
    return {"round": state.pk} if state is not None else None


def public_pages(scene: Scene) -> Iterator[tuple[str, int]]:
    """Give each public address with the status it has for everyone."""
    for name in (
        "front",
        "practices",
        "practices_feed",
        "sitemap",
        "robots",
        "livez",
        "review_times",
        "account_erased",
    ):
        yield reverse(name), 200
    here = reverse("practices")
    for asked in ("?q=corbeau", "?search=corbeau", "?kind=club", "?outcome=worked&page=2", "?order=oldest", "?draft=1"):
        yield here + asked, 200
    yield f"{here}?archived=1", 200
    yield reverse("practice", kwargs={"slug": "corbeau"}), 404
    for page, status in ((scene.standing, 200), (scene.hidden, 404)):
        yield reverse("standing", kwargs={"slug": page.slug}), status
        yield reverse("report_page", kwargs={"slug": page.slug}), status
    for sheet in scene.sheets:
        yield from public_pages_of(sheet)
    yield reverse("practice_code", kwargs={"code": NO_CODE}), 404


def public_pages_of(sheet: Sheet) -> Iterator[tuple[str, int]]:
    """Give each public address about one sheet."""
    public, slug = sheet.state in READABLE.split(), {"slug": sheet.practice.slug}
    yield reverse("practice", kwargs=slug), 200 if public else 410 if sheet.state == "withdrawn" else 404
    yield reverse("report_practice", kwargs=slug), 200 if public else 404
    if public:
        code = sheet.practice.code
        yield reverse("practice_code", kwargs={"code": code}), 301
        yield reverse("practice_version", kwargs={"code": code, "number": 1}), 200
        yield reverse("practice_version", kwargs={"code": code, "number": 99}), 404
        yield reverse("practice_history", kwargs={"code": code}), 200
        yield reverse("cite_practice", kwargs={"code": code, "number": 1, "form": "bib"}), 200
