"""What a draft that came back asks of its author: shown at its field, answered where one writes, told before it starts anew."""

from types import SimpleNamespace
from typing import Any

from practices.models import Practice, Remark, RemarkAnswer
from practices.review import review_of
from practices.versions import latest_draft, version

from .conftest import fresh
from .test_remarks import address, other_sheet, signed_in


def posted(practice: Practice, **given: Any) -> dict[str, Any]:
    """Give what the form of the draft would post as it stands."""
    page = fresh(practice)
    draft = latest_draft(page)
    texts = {name: draft.text_in(name, "fr") or "" for name in ("headline", "summary", "context", "need", "solution")}
    rest = ("success_conditions", "difficulties", "transferability", "means_people")
    texts |= {name: draft.text_in(name, "fr") or "" for name in rest}
    rows: dict[str, Any] = {
        "steps": [row.pk for row in draft.steps.all()],
        "results": [r.pk for r in draft.results.all()],
    }
    for row in draft.steps.all():
        rows |= {f"steps-{row.pk}-title": row.title_fr, f"steps-{row.pk}-body": row.body_fr}
    for row in draft.results.all():
        rows |= {f"results-{row.pk}-{name}": getattr(row, name) for name in ("value", "period")}
        rows |= {f"results-{row.pk}-indicator": row.indicator_fr, f"results-{row.pk}-method": row.method_fr or ""}
    ticked: dict[str, list[int]] = {"poles": [], "publics": [], "services": []}
    for term in draft.terms.all():
        ticked[f"{term.vocabulary}s"].append(term.pk)
    facts = {"version": version(page), "form": draft.form, "place": draft.place_id, "contact": draft.contact}
    facts |= {"kind": draft.kind_id, "outcome": draft.outcome, "licence": draft.licence, "original_language": "fr"}
    return texts | rows | ticked | facts | given


def test_the_author_sees_what_is_asked_at_its_field(house: SimpleNamespace, to_revise: Practice) -> None:
    page = signed_in(house.author).get(address("write_practice", to_revise)).content.decode()
    remark = Remark.objects.get()
    assert page.count(f'href="#remark-{remark.pk}"') == 1
    field = page.index('name="summary"')
    assert field < page.index(f'id="remark-{remark.pk}"') < page.index('name="context"')
    assert "Datez le résultat." in page


def test_answering_saves_what_was_typed_elsewhere(house: SimpleNamespace, to_revise: Practice) -> None:
    remark = Remark.objects.get()
    given = posted(to_revise, summary="Un texte de 2016.", do=f"settle:{remark.pk}") | {f"answer-{remark.pk}": "Fait."}
    answer = signed_in(house.author).post(address("write_practice", to_revise), given)
    assert answer["Location"] == f"{address('write_practice', to_revise)}#remark-{remark.pk}"
    assert latest_draft(fresh(to_revise)).summary_fr == "Un texte de 2016."
    assert list(RemarkAnswer.objects.values_list("text", "author")) == [("Fait.", house.author.pk)]
    assert Remark.objects.get().done_by == house.author


def test_nobody_answers_a_strange_remark_through_the_writing_form(house: SimpleNamespace, to_revise: Practice) -> None:
    stray = Remark.objects.create(practice=other_sheet(house), about="need", language="fr", text="Ailleurs")
    signed_in(house.author).post(address("write_practice", to_revise), posted(to_revise, do=f"settle:{stray.pk}"))
    assert Remark.objects.get(pk=stray.pk).done_at is None


def test_a_change_nobody_asked_for_is_told_before_the_review_starts_again(
    house: SimpleNamespace, to_revise: Practice
) -> None:
    client = signed_in(house.author)
    answer = client.post(address("write_practice", to_revise), posted(to_revise, need="Un autre besoin.", do="submit"))
    assert (answer.status_code, review_of(fresh(to_revise)).step) == (409, "to_revise")
    assert 'name="anew"' in answer.content.decode()
    client.post(address("write_practice", to_revise), posted(to_revise, do="submit", anew="1"))
    assert review_of(fresh(to_revise)).step == "place_review"


def test_what_was_asked_for_goes_straight_back(house: SimpleNamespace, to_revise: Practice) -> None:
    given = posted(to_revise, summary="Un texte de 2016.", do="submit")
    answer = signed_in(house.author).post(address("write_practice", to_revise), given)
    assert (answer.status_code, review_of(fresh(to_revise)).step) == (302, "place_review")


def test_a_declined_sheet_shows_why(house: SimpleNamespace, declined: Practice) -> None:
    page = signed_in(house.author).get(address("write_practice", declined)).content.decode()
    assert ("Ce n’est pas une pratique." in page, 'id="declined-title"' in page) == (True, True)
