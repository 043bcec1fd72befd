"""A small network with a sheet in every state a page can show."""

from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any

from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image, ImageDraw

from directory.actions import Reported, report_page
from directory.models import Place, Report
from editorial.models import Picture
from editorial.vocabularies import terms
from home.actions import publish_standing_page, save_figure
from home.models import NetworkFigure, Special
from home.tests.conftest import body
from multilingual.languages import CODES, column
from practices.actions import (
    DraftChanges,
    add_remark,
    answer_remark,
    archive_practice,
    mark_to_update,
    put_in_bin,
    save_draft,
    settle_remark,
    start_practice,
    submit_practice,
    take_review,
    withdraw_practice,
)
from practices.models import Figure, Practice, Verdict
from practices.review import review_of
from practices.tests.conftest import complete, decide, fresh, publish
from practices.tests.factories import PracticeFactory, many_practices, translate
from practices.versions import version

LONG = (
    "Nous avons ouvert une salle **deux heures par semaine**, sans inscription ni liste de noms : chacun vient, essaie, "
    "revient ou non. Un organisme partenaire anime le groupe, et la Cité garde la porte ouverte ; 1 280 personnes sont "
    "venues la première année.\n\n- une salle où s’asseoir en cercle\n- un animateur disponible dans la durée\n\n"
    "Un club tient souvent à une personne : prévoyez dès le départ qui reprendrait."
)
"""As long as the passages of the demo's longest sheets."""
TEXTS = ("context", "need", "solution", "success_conditions", "difficulties", "transferability")


def build(house: SimpleNamespace) -> SimpleNamespace:
    """Write the scene around the people of `house`; give the sheets by the name of their state."""
    standing_pages()
    figure()
    sheets = SimpleNamespace(**published(house.limoges), **drafts(house), **in_network(house), **lives(house))
    return SimpleNamespace(house=house, sheets=sheets, report=reported(sheets.long))


def published(limoges: Place) -> dict[str, Practice]:
    """Publish a long sheet in French, one partly read in Italian, one attempt, one flash note, and a page more of others."""
    many_practices(21)
    common = {"published": True, "place": limoges, "terms": [each("pole"), each("public"), each("service")]}
    found = {
        "long": PracticeFactory(code="FP-1001", kind=each("kind"), **common, **long_texts()),
        "translated": translate(PracticeFactory(code="FP-1002", **common), "it", solution="Abbiamo aperto una sala."),
        "attempt": PracticeFactory(attempt=True, code="FP-1003", **common),
        "flash": PracticeFactory(flash=True, code="FP-1004", **common),
    }
    found["long"].pictures = [Figure(image=drawing(), alt_fr="Douze chaises en cercle", credit="Dessin du réseau")]
    found["long"].save()
    return found


def each(vocabulary: str) -> Any:
    """Give the longest term of a vocabulary: what breaks a page first."""
    return max(terms(vocabulary), key=lambda term: len(term.label))


def long_texts() -> dict[str, Any]:
    """Give what a sheet as long as the demo's longest says."""
    texts = {column(name, "fr"): LONG for name in TEXTS}
    steps = [{"title_fr": f"Réunir un premier groupe, {number}", "body_fr": LONG[:165]} for number in range(1, 6)]
    result = {"indicator_fr": "Personnes accueillies dans les clubs", "value": "1 280", "period": "2012"}
    results = [result | {"method_fr": "Totaux transmis par les animateurs ; article du réseau"} for _ in range(3)]
    return texts | {"summary_fr": LONG[:300], "steps": steps, "results": results, "period": "2011-2013"}


def drawing() -> Picture:
    """Give a published picture."""
    picture = Image.new("RGB", (1600, 900), "#fbfaf6")
    ImageDraw.Draw(picture).ellipse((500, 150, 1100, 750), outline="#17212b", width=12)
    target = BytesIO()
    picture.save(target, "PNG")
    return Picture.objects.create(title="cercle", file=ImageFile(BytesIO(target.getvalue()), name="cercle.png"))


def drafts(house: SimpleNamespace) -> dict[str, Practice]:
    """Start a draft for every state of writing."""
    return {
        "draft": written(house),
        "empty": start_practice(place=house.limoges, form="full", language="fr", by=house.author),
        "stale": written(house),
        "note": start_practice(place=house.limoges, form="flash", language="fr", headline="Une note", by=house.author),
        "in_review": in_review(written(house), house),
        "binned": binned(written(house), house),
    }


def written(house: SimpleNamespace) -> Practice:
    """Give a complete draft."""
    draft = start_practice(place=house.limoges, form="full", language="fr", by=house.author)
    save_draft(practice=draft, changes=complete(), expected=version(fresh(draft)), by=house.author)
    return fresh(draft)


def in_review(draft: Practice, house: SimpleNamespace) -> Practice:
    """Submit a draft to its place."""
    submit_practice(practice=draft, expected=version(draft), by=house.author)
    return fresh(draft)


def in_network(house: SimpleNamespace) -> dict[str, Practice]:
    """Bring a draft to each stage of the network's review, with remarks on fields and rows, answered, done and open."""
    found = {name: in_review(written(house), house) for name in ("queued", "held", "to_revise", "declined")}
    decide(found["declined"], house.manager, Verdict.DECLINED, word=LONG)
    for name in ("queued", "held", "to_revise"):
        found[name] = decide(found[name], house.manager, Verdict.SENT_ON)
    for name in ("held", "to_revise"):
        take_review(practice=found[name], round_id=review_of(found[name]).state.pk, by=house.reviewer)
        remark(found[name], house)
    decide(found["to_revise"], house.reviewer, Verdict.TO_REVISE, word=LONG)
    return {name: fresh(sheet) for name, sheet in found.items()}


def remark(practice: Practice, house: SimpleNamespace) -> None:
    """Remark on a text, a fact, a row and a whole list; one remark is answered in another language, one is done."""
    state = review_of(fresh(practice)).state
    step = f"steps/{practice.steps.first().pk}"
    made = [
        add_remark(practice=practice, round_id=state.pk, about=about, text=LONG, language=code, by=house.reviewer)
        for about, code in (("means_people", "fr"), ("kind", "it"), (step, "fr"), ("results", "pt"))
    ]
    answer_remark(remark=made[0], text="Sono due consulenti.", language="it", by=house.author)
    settle_remark(remark=made[1], by=house.author)


def lives(house: SimpleNamespace) -> dict[str, Practice]:
    """Publish a sheet for each state of its life; the first has two versions, and a draft over them in review."""
    found = {name: publish(written(house), house) for name in ("twice", "to_update", "archived", "withdrawn")}
    for number in (2, 3):
        changes = {"change_note": f"Version {number}.", "need": f"{LONG} {number}", "context": LONG[number:]}
        now = fresh(found["twice"])
        save_draft(practice=now, changes=DraftChanges(texts=changes), expected=version(now), by=house.author)
        if number == 2:
            publish(found["twice"], house)
    in_review(fresh(found["twice"]), house)
    why = {"reason": LONG[:200], "language": "fr", "by": house.manager}
    until = timezone.localdate() + timedelta(days=40)
    mark_to_update(practice=found["to_update"], until=until, **why)
    archive_practice(practice=found["archived"], **why)
    withdraw_practice(practice=found["withdrawn"], **why)
    return {name: fresh(sheet) for name, sheet in found.items()}


def reported(sheet: Practice) -> Report:
    """Let a reader report a sheet."""
    page = Reported(sheet, sheet.place, sheet.headline_fr, "fr", sheet.get_absolute_url())
    words = {"sentence": LONG[:300], "language": "fr", "reply_to": "lectrice@courrier.example"}
    return report_page(page=page, by=None, **words)


def binned(draft: Practice, house: SimpleNamespace) -> Practice:
    """Put a draft in the bin."""
    put_in_bin(practice=draft, by=house.author)
    return fresh(draft)


def meanwhile(scene: SimpleNamespace) -> None:
    """Let a colleague save the stale draft after its author opened it."""
    draft = fresh(scene.sheets.stale)
    changes = complete(look_again_on=None)
    changes.texts["need"] = "Ce qu’une collègue a écrit entre-temps."
    save_draft(practice=draft, changes=changes, expected=version(draft), by=scene.house.colleague)


def standing_pages() -> None:
    """Publish the Charter in all languages and a page in French only."""
    texts = {code: {"headline": "Charte", "intro": "Cinq principes.", "body": body("Texte")} for code in CODES}
    publish_standing_page(slug="charter", language="fr", texts=texts, special=Special.CHARTER, by=None)
    publish_standing_page(slug="association", language="fr", texts={"fr": texts["fr"]}, by=None)


def figure() -> None:
    """Write a figure of the network."""
    words = {column(name, code): "vers 2010" for name in ("when", "label", "source") for code in CODES}
    save_figure(figure=NetworkFigure(value=1280, year=2010, position=1, **words), by=None)
