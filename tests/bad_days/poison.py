"""A network whose every text tries to run something in the reader's browser, and who opens which of its pages."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

from django.utils import timezone

from directory.actions import Reported, report_page
from directory.models import LocalPole, Place, Report
from editorial.models import Term
from editorial.uploads import check_document, check_picture
from home.actions import publish_standing_page
from multilingual.models import new_key
from practices.actions import (
    DraftChanges,
    add_remark,
    answer_remark,
    archive_practice,
    mark_to_update,
    save_draft,
    start_practice,
    submit_practice,
    take_review,
    withdraw_practice,
)
from practices.models import Practice, Verdict
from practices.review import review_of
from practices.tests.conftest import complete, decide, fresh, publish
from practices.versions import version
from tests.xss import PAYLOADS

from .test_files import PDF, picture_bytes
from .uploads import upload

STORED = [payload.replace("\x00", "") for payload in PAYLOADS]  # the forms refuse NUL, PostgreSQL cannot hold it


def chunks(limit: int) -> list[str]:
    """Give every payload that fits, as few texts of at most `limit` characters as hold them all."""
    found = [""]
    for payload in (each for each in STORED if len(each) <= limit):
        if len(found[-1]) + len(payload) + 1 > limit:
            found.append("")
        found[-1] = f"{found[-1]} {payload}".strip()
    return found


def rows() -> dict[str, list[dict[str, Any]]]:
    """Give a step and a result for each payload, so that none hides behind another."""
    steps = [{"id": new_key(), "title": payload, "body": payload} for payload in STORED]
    results = [
        {"id": new_key(), "indicator": payload, "value": payload[:60], "period": payload[:60], "method": payload}
        for payload in STORED
    ]
    return {"steps": steps, "results": results}


def files(words: str) -> dict[str, list[dict[str, Any]]]:
    """Give a picture and an attachment with such words."""
    picture = check_picture(upload(picture_bytes(), f"{words[:60]}.png"))
    document = check_document(upload(PDF, f"{words[:60]}.pdf"))
    return {
        "pictures": [{"id": new_key(), "alt": words, "credit": words[:120], "upload": picture}],
        "attachments": [{"id": new_key(), "title": words, "upload": document}],
    }


def full_sheet(house: SimpleNamespace, place: Place) -> Practice:
    """Write a full sheet with every payload in each of its long texts and one in each row."""
    practice = start_practice(place=place, form="full", language="fr", headline=chunks(200)[0], by=house.author)
    changes = complete()
    texts = dict.fromkeys(changes.texts, "\n\n".join(STORED)) | {"headline": chunks(200)[0], "summary": chunks(400)[0]}
    facts = changes.facts | {"partners": "\n".join(STORED), "period": chunks(60)[0], "licence": chunks(40)[0]}
    whole = DraftChanges(facts=facts, texts=texts, terms=changes.terms, rows=rows() | files(chunks(200)[1]))
    save_draft(practice=practice, changes=whole, expected=version(fresh(practice)), by=house.author)
    return fresh(practice)


def flash_note(house: SimpleNamespace, place: Place, words: str, number: int) -> Practice:
    """Publish a short sheet whose headline, period and files bear such words."""
    practice = start_practice(place=place, form="flash", language="fr", headline=words, by=house.author)
    facts = complete().facts | {"period": chunks(60)[number % len(chunks(60))]}
    texts = {"headline": words, "context": words, "solution": words, "summary": words}
    changes = DraftChanges(facts=facts, texts=texts, rows=files(words))
    save_draft(practice=practice, changes=changes, expected=version(fresh(practice)), by=house.author)
    return publish(practice, house)


def remarked(house: SimpleNamespace, practice: Practice, by: Any) -> None:
    """Write every payload as a remark in the open round, each answered with another."""
    state = review_of(fresh(practice)).state
    for about, words in zip(("need", "steps", "kind", "headline", "results"), chunks(2_000) * 5, strict=False):
        remark = add_remark(practice=practice, round_id=state.pk, about=about, text=words, language="fr", by=by)
        answer_remark(remark=remark, text=words[::-1] + words, language="pt", by=house.author)


def in_review(house: SimpleNamespace) -> dict[str, Practice]:
    """Give a sheet in place review, one a reviewer holds, one to revise, one declined, remarks and words being payloads."""
    found = {name: full_sheet(house, house.limoges) for name in ("waiting", "held", "revised", "declined")}
    for sheet in found.values():
        submit_practice(practice=sheet, expected=version(sheet), by=house.author)
        remarked(house, sheet, house.manager)
    word = "\n".join(STORED)
    decide(found["revised"], house.manager, Verdict.TO_REVISE, word=word)
    decide(found["declined"], house.manager, Verdict.DECLINED, word=word)
    held = decide(found["held"], house.manager, Verdict.SENT_ON, word=word)
    take_review(practice=held, round_id=review_of(held).state.pk, by=house.reviewer)
    remarked(house, held, house.reviewer)
    return found


def published(house: SimpleNamespace) -> dict[str, Practice]:
    """Give a sheet in each state of its life, the reason being payloads; one has a second version with its change note."""
    why = {"language": "fr", "by": house.manager}
    reason = "\n".join(STORED)
    found = {name: publish(full_sheet(house, house.limoges), house) for name in ("twice", "marked", "kept", "gone")}
    note = DraftChanges(texts={"change_note": chunks(400)[0], "need": reason[::-1]})
    save_draft(practice=found["twice"], changes=note, expected=version(found["twice"]), by=house.author)
    publish(found["twice"], house)
    until = timezone.localdate() + timedelta(days=30)
    mark_to_update(practice=fresh(found["marked"]), reason=reason, until=until, **why)
    archive_practice(practice=fresh(found["kept"]), reason=reason, **why)
    withdraw_practice(practice=fresh(found["gone"]), reason=reason, **why)
    return {name: fresh(sheet) for name, sheet in found.items()}


def reported(house: SimpleNamespace, sheet: Practice) -> Report:
    """Let a reader report a page with payloads."""
    page = Reported(sheet, house.limoges, chunks(200)[0], "fr", sheet.get_absolute_url())
    return report_page(page=page, sentence=chunks(500)[0], language="pt", reply_to="", by=None)


def poison(house: SimpleNamespace) -> None:
    """Put payloads into people's names, places, vocabularies and a standing page."""
    for person, words in zip((house.author, house.manager, house.reviewer), chunks(120) * 3, strict=False):
        person.shown_name = words
        person.save()
    for number, words in enumerate(chunks(80)):  # every place's name and zone, offered to co-sign on the writing page
        facts = {"zone": words, "form": "cite", "country": "FR", "headline_fr": words}
        Place.objects.create(slug=f"place-{number}", **facts)
    limoges = house.limoges
    limoges.headline_fr, limoges.zone = chunks(160)[0], chunks(80)[0]
    limoges.save()
    LocalPole.objects.create(place=limoges, name=chunks(120)[0], language="fr")
    body = [{"type": "paragraphs", "value": "\n\n".join(STORED)}]
    texts = {"fr": {"headline": chunks(200)[0], "intro": "\n".join(STORED), "body": body}}
    publish_standing_page(slug="charter", language="fr", texts=texts, special="charter", by=None)
    Term.objects.filter(vocabulary="kind", key="club").update(label_fr=chunks(120)[2], label_pt=chunks(120)[2])


def poisoned_pages(house: SimpleNamespace) -> list[tuple[Any, str]]:
    """Write such a network; give who opens which address."""
    poison(house)
    author, manager, desk = house.author, house.manager, "/fr/desk/practices/"
    draft, reviews, lives = full_sheet(house, house.limoges), in_review(house), published(house)
    flash = [flash_note(house, house.limoges, words, number) for number, words in enumerate(chunks(200))]
    report = reported(house, lives["twice"])
    attack = quote('"><script>alert(1)</script>')
    return [
        *((None, f"/{code}/practices/{sheet.slug}/") for sheet in (*lives.values(), *flash) for code in ("fr", "pt")),
        *(
            (None, f"/{code}/{path}")
            for code in ("fr", "pt")
            for path in ("", "practices/", "charter/", "review-times/")
        ),
        *((None, f"/pt/practices/{lives['twice'].code}/{path}/") for path in ("v1", "v2", "history")),
        (None, f"/pt/practices/{lives['twice'].slug}/report/"),
        *((None, f"/fr/practices/?{asked}") for asked in ("page=2", "archived=1")),
        *((None, f"/fr/{attack}/{path}") for path in ("", "practices/")),
        *((None, f"/fr/practices/?kind={quote(payload)}&order={quote(payload)}") for payload in PAYLOADS[::12]),
        (None, f"/fr/account/login/?next={attack}"),
        (None, f"/fr/account/login/?next={quote('javascript:alert(1)')}"),
        *(
            (author, path)
            for path in ("/fr/desk/", desk, f"{desk}new/", "/fr/account/", f"/fr/desk/reports/{report.pk}/")
        ),
        *((author, f"{desk}{sheet.pk}/") for sheet in (draft, *reviews.values())),
        (house.colleague, f"{desk}{draft.pk}/"),
        (author, f"{desk}{draft.pk}/preview/"),
        *((author, f"{desk}{sheet.pk}/{page}/") for sheet in lives.values() for page in ("life", "journal")),
        *((author, f"{desk}{reviews['held'].pk}/{page}/") for page in ("remarks", "journal")),
        (manager, f"{desk}{reviews['waiting'].pk}/review/"),
        (house.reviewer, f"{desk}{reviews['held'].pk}/review/"),
        (house.reviewer, "/fr/desk/"),
        (manager, "/fr/desk/"),
        (manager, "/fr/desk/reports/"),
        (house.administrator, "/en/desk/"),
    ]
