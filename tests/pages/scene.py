"""A small network with a sheet in every state a page can show."""

from io import BytesIO
from types import SimpleNamespace
from typing import Any

from django.core.files.images import ImageFile
from PIL import Image, ImageDraw

from directory.models import Place
from editorial.models import Picture
from editorial.vocabularies import terms
from home.actions import publish_standing_page, save_figure
from home.models import NetworkFigure, Special
from home.tests.conftest import body
from multilingual.languages import CODES, column
from practices.actions import put_in_bin, save_draft, start_practice, submit_practice
from practices.models import Figure, Practice
from practices.tests.conftest import complete, fresh
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
    sheets = SimpleNamespace(**published(house.limoges), **drafts(house))
    return SimpleNamespace(house=house, sheets=sheets)


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
