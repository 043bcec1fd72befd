"""A version is cited by its places, headline, code, number, licence and address, whatever signs these hold."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from practices.citing import Citation
from practices.models import Cosignature, Practice
from tests.queries import counted

from .test_versions import change

PLAIN = Citation(
    code="FP-0012",
    number=2,
    authors=("Cité des métiers de Limoges", "Città dei mestieri di Milano"),
    headline="Un club pour chercher à plusieurs",
    language="fr",
    day=date(2026, 3, 4),
    licence="CC BY-SA 4.0",
    address="https://pratiques.example/fr/practices/FP-0012/v2/",
)
ODD = replace(
    PLAIN, authors=("A, B & C_*",), headline="50 % {de}\n\\ #1 $ ~ ^ <i>", number=None, day=None, language="ca"
)


@pytest.fixture(autouse=True)
def english() -> Any:
    """Read in English."""
    with translation.override("en"):
        yield


def test_the_sentence() -> None:
    assert PLAIN.apa == (
        "Cité des métiers de Limoges, &amp; Città dei mestieri di Milano (2026, March 4). "
        '<cite lang="fr">Un club pour chercher à plusieurs</cite> (FP-0012, version 2) [Practice sheet]. '
        "Shared practices. CC BY-SA 4.0. "
        '<span class="address">https://pratiques.example/fr/practices/FP-0012/v2/</span>'
    )
    with translation.override("fr"):
        assert "(2026, 4 mars). <cite>Un club" in PLAIN.apa
    assert ODD.apa.startswith(
        'A, B &amp; C_*. <cite lang="ca">50 % {de}\n\\ #1 $ ~ ^ &lt;i&gt;</cite> (FP-0012) [Practice sheet].'
    )


def test_bibtex() -> None:
    assert PLAIN.bib == (
        "@misc{FP-0012-v2,\n"
        "  author = {{Cité des métiers de Limoges} and {Città dei mestieri di Milano}},\n"
        "  title = {{Un club pour chercher à plusieurs}},\n"
        "  year = {2026},\n"
        "  month = mar,\n"
        "  date = {2026-03-04},\n"
        "  type = {Practice sheet},\n"
        "  number = {FP-0012},\n"
        "  version = {2},\n"
        "  publisher = {Shared practices},\n"
        "  langid = {french},\n"
        "  note = {CC BY-SA 4.0},\n"
        "  url = {https://pratiques.example/fr/practices/FP-0012/v2/},\n"
        "}\n"
    )


def test_bibtex_with_signs_latex_obeys() -> None:
    assert ODD.bib.splitlines()[:4] == [
        "@misc{FP-0012,",
        r"  author = {{A, B \& C\_*}},",
        r"  title = {{50 \% \{de\} \textbackslash{} \#1 \$ \textasciitilde{} \textasciicircum{} <i>}},",
        "  type = {Practice sheet},",
    ]


def test_ris() -> None:
    assert PLAIN.ris == (
        "TY  - ELEC\r\n"
        "ID  - FP-0012-v2\r\n"
        "AU  - Cité des métiers de Limoges\r\n"
        "AU  - Città dei mestieri di Milano\r\n"
        "TI  - Un club pour chercher à plusieurs\r\n"
        "PY  - 2026\r\n"
        "DA  - 2026/03/04\r\n"
        "ET  - 2\r\n"
        "M1  - FP-0012\r\n"
        "M3  - Practice sheet\r\n"
        "PB  - Shared practices\r\n"
        "LA  - fr\r\n"
        "N1  - CC BY-SA 4.0\r\n"
        "UR  - https://pratiques.example/fr/practices/FP-0012/v2/\r\n"
        "ER  - \r\n"
    )


def test_ris_keeps_each_value_on_its_line_and_each_name_whole() -> None:
    assert ODD.ris.split("\r\n")[:4] == [
        "TY  - ELEC",
        "ID  - FP-0012",
        "AU  - A – B & C_",
        r"TI  - 50 % {de} \ #1 $ ~ ^ <i>",
    ]


@pytest.mark.parametrize(
    ("form", "kind", "start"),
    [
        ("bib", "application/x-bibtex; charset=utf-8", "@misc{FP-0001-v1,"),
        ("ris", "application/x-research-info-systems; charset=utf-8", "TY  - ELEC\r\n"),
    ],
)
def test_anyone_takes_the_reference_of_a_version_along(published: Practice, form: str, kind: str, start: str) -> None:
    address = f"/it/practices/FP-0001/v1/cite.{form}"
    response = Client().get(address)
    assert (response.status_code, response["Content-Type"]) == (200, kind)
    assert response["Content-Disposition"] == f'attachment; filename="FP-0001-v1.{form}"'
    assert response.content.decode().startswith(start)
    assert "/fr/practices/FP-0001/v1/" in response.content.decode()
    with counted() as sent:
        Client().get(address)
    assert [sql for sql in sent if "practices_" in sql] == []


def test_what_has_no_version_has_no_reference(published: Practice, draft: Practice) -> None:
    addresses = (
        "/fr/practices/FP-0001/v2/cite.bib",
        "/fr/practices/FP-0002/v1/cite.ris",
        "/fr/practices/FP-0001/v1/cite.pdf",
    )
    assert [Client().get(address).status_code for address in addresses] == [404, 404, 404]


def test_the_sheet_and_its_versions_are_cited_with_all_who_sign(house: SimpleNamespace, written: Practice) -> None:
    sheet = change(written, house, cosigning=[house.milano])
    Cosignature.objects.create(practice=sheet, place=house.milano, agreed_at=timezone.now())
    for address in (f"/en/practices/{sheet.slug}/", "/en/practices/FP-0001/v1/"):
        page = Client().get(address).content.decode()
        assert "Cité des métiers de Limoges, &amp; Città dei mestieri di Milano (" in page
        assert "(FP-0001, version 1) [Practice sheet]. Shared practices. CC BY-SA 4.0." in page
        assert 'href="/en/practices/FP-0001/v1/cite.bib"' in page
