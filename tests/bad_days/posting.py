"""What a browser posts from the writing page and the reviewing page."""

from typing import Any

from django.test import Client
from django.urls import reverse

from multilingual.languages import column
from practices.forms.sheet import SheetForm
from practices.models import CHECKLIST, Practice, Verdict
from practices.review import review_of
from practices.tests.conftest import fresh
from practices.versions import latest_draft, version

AUTOSAVE = {"X-Autosave": "1"}


def posted(practice: Practice, **changes: Any) -> dict[str, Any]:
    """Give what the form of a draft posts when nothing but `changes` was typed since it was opened."""
    now = fresh(practice)
    form = SheetForm(practice=latest_draft(now), places=[now.place])
    given: dict[str, Any] = {"version": version(now), "do": "save"}
    for name in form.fields:
        value = form.initial.get(name)
        given[name] = "" if value is None else value
    for relation, rows in form.rows.items():
        given[relation] = [row.key for row in rows.forms]
        for row in rows.forms:
            given |= {row.add_prefix(name): text or "" for name, text in row.initial.items()}
    return given | changes


def address(practice: Practice) -> str:
    """Give the address of the writing page."""
    return reverse("write_practice", kwargs={"pk": practice.pk})


def draft_text(practice: Practice, field: str) -> str:
    """Give what the draft in the database says in one field, in its original language."""
    draft = latest_draft(fresh(practice))
    return getattr(draft, column(field, draft.original_language)) or ""


def plain_fields() -> list[str]:
    """Give the fields of the sheet that hold free text."""
    return [
        *("headline", "summary", "context", "need", "solution", "means_people", "means_space", "means_equipment"),
        *("success_conditions", "difficulties", "transferability", "period", "partners"),
    ]


def row_fields(key: str) -> list[str]:
    """Give the fields of a new row of each kind that hold free text."""
    return [
        *(f"steps-{key}-title", f"steps-{key}-body", f"results-{key}-indicator", f"results-{key}-value"),
        *(f"results-{key}-period", f"results-{key}-method", f"pictures-{key}-alt", f"pictures-{key}-credit"),
        f"attachments-{key}-title",
    ]


NEW_ROW = "99999999-9999-4999-8999-999999999999"
WITH_ROWS = {name: [NEW_ROW] for name in ("steps", "results", "pictures", "attachments")}


def decision_on(practice: Practice, **changes: Any) -> dict[str, Any]:
    """Give what the reviewing page posts about the open round: published, with everything a publication needs."""
    now = fresh(practice)
    state = review_of(now).state
    whole = {
        "verdict": Verdict.PUBLISHED,
        "grade": "monitored",
        "grade_reason": "Compté chaque mois.",
        "word": "Merci.",
    }
    form = {"version": version(now), "round": state.pk, "checklist": [check.key for check in CHECKLIST]}
    return form | whole | changes


def verdict_of(practice: Practice) -> str:
    """Give where the review of a sheet stands now."""
    return review_of(fresh(practice)).step


def signed_in(person: Any) -> Client:
    """Give the browser of a person; what breaks is a page, not an exception of the test."""
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client
