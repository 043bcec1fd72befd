"""What review costs: the reviewing page, the decision that publishes, the desk, and the pages of published versions.

Each is measured with little and with much of what may grow: remarks, versions, rows of the desk.
"""

from collections.abc import Iterator
from functools import partial
from types import SimpleNamespace
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from directory.actions import Reported, grant_role, report_page
from directory.models import Place
from editorial import registry
from practices.actions import DraftChanges, save_draft, submit_practice, take_review
from practices.models import CHECKLIST, Life, LifeChange, Practice, Remark, Verdict, Version
from practices.review import review_of
from practices.tests.conftest import decide, fresh
from practices.versions import version

from .pages import Page, figures, forget_pages
from .scene import draft, member
from .table import Figure
from .visits import Visitor, form_in

REMARKS, VERSIONS, ROWS = (1, 1_000), (1, 30), (2, 200)
ABOUT = ("need", "summary", "steps", "kind", "means_people")
DECISION = {"verdict": "published", "grade": "monitored", "grade_reason": "Des présences comptées.", "word": "Merci."}


def address(name: str, **parts: Any) -> str:
    """Give an address in French."""
    with override("fr"):
        return reverse(name, kwargs=parts or None)


def publish(people: SimpleNamespace, practice: Practice) -> Practice:
    """Bring a draft through both steps."""
    now = submit_practice(practice=practice, expected=version(fresh(practice)), by=people.author)
    return decide(decide(now, people.manager, Verdict.SENT_ON), people.reviewer)


def with_versions(people: SimpleNamespace, number: int) -> Practice:
    """Give a published sheet with so many versions: one through its review, the others as rows."""
    practice = publish(people, draft(people))
    first = Version.objects.get(practice=practice)
    facts = {
        name: getattr(first, name) for name in ("revision", "published_at", "language", "headline", "place", "grade")
    }
    Version.objects.bulk_create(Version(practice=practice, number=each, **facts) for each in range(2, number + 1))
    return fresh(practice)


def held(people: SimpleNamespace, practice: Practice, remarks: int) -> Practice:
    """Change a published sheet, bring the draft to the reviewer who holds it, and write so many remarks on it."""
    changes = DraftChanges(texts={"need": "Un autre texte, plus long.", "change_note": "Le besoin est mieux dit."})
    save_draft(practice=practice, changes=changes, expected=version(practice), by=people.author)
    now = submit_practice(practice=practice, expected=version(fresh(practice)), by=people.author)
    now = decide(now, people.manager, Verdict.SENT_ON)
    state = review_of(now).state
    take_review(practice=now, round_id=state.pk, by=people.reviewer)
    Remark.objects.bulk_create(
        Remark(
            practice=now,
            round=state,
            about=ABOUT[turn % 5],
            language="fr",
            text=f"Datez {turn}.",
            author=people.reviewer,
        )
        for turn in range(remarks)
    )
    return fresh(now)


def figures_of_review(handler: WSGIHandler, people: SimpleNamespace) -> list[Figure]:
    """Measure what review costs, the desk with few rows and then with many."""
    found = figures([*review_pages(handler, people), *pages_of_versions(handler, people)], handler)[1]
    person = busy(people)
    for rows in ROWS:
        fill_desk(people, person, rows)
        found += figures([desk(handler, person, rows)], handler)[1]
    return found


def review_pages(handler: WSGIHandler, people: SimpleNamespace) -> Iterator[Page]:
    """Give the reviewing page and the decision that publishes, each with little and with much."""
    reviewer = Visitor(handler, people.reviewer)
    for remarks in REMARKS:
        path = address("review_practice", pk=held(people, with_versions(people, 1), remarks).pk)
        asked = partial(reviewer.request, path)
        yield Page(f"reviewing page, remarks: {remarks}", reviewer.hand_over, asked, (16, None), (42, None))

    def to_publish(versions: int) -> dict[str, Any]:
        path = address("review_practice", pk=held(people, with_versions(people, versions), 1).pk)
        filled = form_in(reviewer.ask(path).body, "decide") | DECISION | {"checklist": [each.key for each in CHECKLIST]}
        return reviewer.request(path, filled)

    for versions in VERSIONS:
        given = partial(to_publish, versions)
        yield Page(f"decide and publish, versions: {versions}", reviewer.hand_over, given, queries=(130, None), times=2)


def pages_of_versions(handler: WSGIHandler, people: SimpleNamespace) -> Iterator[Page]:
    """Give what anyone reads of published versions, and what members read of a sheet's life: for information."""
    reader, author = Visitor(handler), Visitor(handler, people.author)
    practice = with_versions(people, max(VERSIONS))
    public = {
        "version page": address("practice_version", code=practice.code, number=1),
        f"history of {max(VERSIONS)} versions": address("practice_history", code=practice.code),
        "citation": address("cite_practice", code=practice.code, number=1, form="bib"),
        "how long reviews take": address("review_times"),
        "form to report a sheet": address("report_practice", slug=practice.slug),
    }
    for what, path in public.items():
        yield Page(what, reader.hand_over, partial(reader.request, path), before=forget_pages)
    own = {"journal": "practice_journal", "life of a sheet": "practice_life", "all remarks": "practice_remarks"}
    for what, name in own.items():
        yield Page(what, author.hand_over, partial(author.request, address(name, pk=practice.pk)))


# --- the desk -----------------------------------------------------------------------------------


def busy(people: SimpleNamespace) -> Any:
    """Give somebody who has every kind of row on the desk."""
    person = member("partout", "manager", people.limoges)
    for kind, where in (("reviewer", {}), ("administrator", {}), ("translator", {"language": "it"})):
        grant_role(person=person, kind=kind, by=None, **where)
    return person


def fill_desk(people: SimpleNamespace, person: Any, rows: int) -> None:
    """Bring so many rows of each kind to the desk of `person`."""
    away = Place.objects.exclude(pk=people.limoges.pk).first()
    drafts = list(Practice.objects.filter(place=people.limoges, live=False).order_by("pk")[:rows])
    for number, practice in enumerate(drafts):
        if not review_of(practice).is_open:
            practice.get_workflow().start(practice, people.author)
        if number % 2 and (state := review_of(practice).state).step == "place":
            state.specific.approve(user=people.manager)
        if number % 2:
            Practice.objects.filter(pk=practice.pk).update(place=away)
    mine = Practice.objects.published().filter(place__isnull=False).order_by("pk")[:rows]
    Practice.objects.filter(pk__in=[each.pk for each in mine]).update(life=Life.TO_UPDATE, place=people.limoges)
    known = set(LifeChange.objects.values_list("practice", flat=True))
    why = {"state": Life.TO_UPDATE, "before": Life.PUBLISHED, "reason": "Les chiffres.", "language": "fr"}
    LifeChange.objects.bulk_create(
        LifeChange(practice=each, until=timezone.localdate(), **why) for each in mine if each.pk not in known
    )
    page = Reported(mine[0], people.limoges, "Un titre", "fr", "/fr/")
    for number in range(rows):
        report_page(page=page, sentence=f"Une faute {number}.", language="fr", by=None)


def desk(handler: WSGIHandler, person: Any, rows: int) -> Page:
    """Give the desk of somebody with every kind of row."""
    kinds = len(registry._desk)
    visitor = Visitor(handler, person)
    asked = partial(visitor.request, address("desk"))
    units, queries = 8 + max(0, kinds - 6), 4 + 2 * kinds
    what = f"desk of {kinds} kinds, rows of each: {rows}"
    return Page(what, visitor.hand_over, asked, (units, None), (queries, None))
