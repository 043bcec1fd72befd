"""Files of translations: what goes out comes back in the same, whatever it holds; what cannot be read says so."""

import io
import string
from contextlib import suppress
from types import SimpleNamespace
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.exchange import gettext, xliff
from editorial.exchange.portions import FileRefused, Parcel, Portion, Unit
from editorial.exchange.reading import LARGEST, MOST_TEXTS, read, read_upload
from editorial.exchange.writing import file_of
from multilingual.freshness import digest

FORMATS = [xliff, gettext]
AWKWARD = [
    *list("<>&\"'\\]\n\t #|%{}é€\u200f\u202eשلا\ufeff\ufffe\x01\x0b\x1c\x85\u2028𝄞"),
    "]]>",
    "<![CDATA[",
    "&amp;",
    "&#0;",
]
texts = st.lists(
    st.sampled_from(AWKWARD) | st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=30
).map("".join)
keys = st.sampled_from(["headline", "steps/5f1b6d44-0000-4000-8000-000000000000/title", "body#0.value.text"])
states = st.sampled_from(["initial", "translated", "reviewed", "final"])


def unit(source: str = "Un club", target: str = "", state: str = "initial", key: str = "headline") -> Unit:
    return Unit(key, "Titre", "", source, target, state, digest(source), ("À relire\nbientôt \x01",))


def portion(*units: Unit, pk: str = "12", original: str = "fr") -> Portion:
    address = "https://cites.example/fr/practices/un-club/"
    return Portion("practice", pk, "Un club <à> plusieurs", address, original, "it", list(units))


def upload(content: bytes, size: int | None = None) -> SimpleNamespace:
    """Give something that reads as an uploaded file."""
    held = io.BytesIO(content)
    held.size = len(content) if size is None else size
    return held


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return out.getvalue()


@pytest.mark.parametrize("form", FORMATS)
@given(source=texts.filter(bool), target=texts, state=states, key=keys)
def test_what_goes_out_comes_back(form, source, target, state, key):
    parcel = read(form.write([portion(unit(source, target, state, key))]))
    assert parcel.language == "it"
    (found,) = parcel.texts
    assert (found.kind, found.pk, found.key, found.mark) == ("practice", "12", key, digest(source))
    assert (found.source, found.text) == (source, target)


@pytest.mark.parametrize("form", FORMATS)
def test_several_objects_in_one_file(form):
    parcel = read(form.write([portion(unit(), unit("B", key="need")), portion(unit("C", "c", "final"), pk="13")]))
    assert [(each.pk, each.key, each.text, each.holds) for each in parcel.texts] == [
        ("12", "headline", "", form is gettext),
        ("12", "need", "", form is gettext),
        ("13", "headline", "c", True),
    ]


def test_a_po_marks_what_a_person_must_still_look_at():
    out = gettext.write([portion(unit("A", "a", "translated"), unit("B", "b", "reviewed", key="need"))])
    assert out.count(b"#, fuzzy") == 1
    assert [(each.unfinished, each.holds) for each in read(out).texts] == [(True, False), (False, True)]


def test_xliff_says_states_labels_and_languages():
    out = xliff.write([portion(unit("A", "a", "translated"))]).decode()
    assert 'version="2.1" srcLang="fr" trgLang="it"' in out
    assert '<file id="practice:12" original="practice/12">' in out
    assert '<unit id="headline" name="headline">' in out
    assert '<note category="label">Titre</note>' in out
    assert '<segment state="translated"><source>A</source><target>a</target></segment>' in out


def test_originals_in_two_languages_leave_in_a_zip_and_come_back_together():
    made = file_of([portion(unit()), portion(unit("Un lloc", "Un posto"), pk="13", original="ca")], "xlf", "queue-it")
    assert made.name == "queue-it.zip"
    parcel = read_upload(upload(made.content))
    assert (parcel.language, [each.pk for each in parcel.texts]) == ("it", ["12", "13"])


def test_a_tool_may_cut_a_unit_into_segments_and_leave_ids_only():
    content = """<?xml version="1.0" encoding="utf-16"?>
    <xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="fr" trgLang="it-IT">
      <file id="practice:12"><group id="g"><unit id="steps:a:title">
        <segment state="final"><source>Un. </source><target>Uno. </target></segment>
        <ignorable><source>  </source></ignorable>
        <segment state="final"><source><pc id="1">Deux</pc></source><target><mrk id="m">Due</mrk><cp hex="0007"/></target></segment>
      </unit><unit id="need"><segment><source>A</source><target>a</target></segment>
        <segment><source>B</source></segment></unit></group></file></xliff>"""
    first, second = read(content.encode("utf-16")).texts
    assert (first.key, first.source, first.text, first.holds) == ("steps/a/title", "Un.   Deux", "Uno.   Due\x07", True)
    assert (second.key, second.text, second.mark) == ("need", "", "")


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]><xliff>&b;</xliff>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xliff>&a;</xliff>'
HEAD = b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" trgLang="it"><file id="practice:1"><unit id="a"><segment>'
TAIL = b"</segment></unit></file></xliff>"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"nothing of ours",
        b"/etc/passwd",
        b"\x00\x01\x02",
        b"<",
        b"<xliff>",
        b"<html></html>",
        b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"></xliff>',
        BOMB,
        OUTSIDE,
        b'<?xml version="1.0" encoding="klingon"?><xliff/>',
        b'<?xml version="1.0"?><xliff>\xff</xliff>',
        HEAD + b'<source>a</source><target><cp hex="0000"/></target>' + TAIL,
        HEAD + b'<source>a</source><target><cp hex="D800"/></target>' + TAIL,
        HEAD + b'<source>a</source><target><cp hex="what"/></target>' + TAIL,
        HEAD + b'<source>a</source><target><cp hex="110000"/></target>' + TAIL,
        b'msgid ""\nmsgstr "Content-Type: text/plain; charset=klingon\\n"\n',
        b'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\nmsgid "\xe9"\nmsgstr ""\n',
        b'msgctxt "practice/1/a"\nmsgid "a"\nmsgstr "a\x00"\n',
        b'msgid "a\n',
        b'msgid "a" "b"\nmsgstr "\n"\n',
        b"msgstr[x] a\n",
        b'#| x "y"\n',
        b"PK\x03\x04 no archive",
        zipped(readme__txt=b"a"),
        zipped(one__xlf=xliff.write([portion(unit())]), two__xlf=b"<"),
        zipped(**{f"n{number}__po": b"" for number in range(60)}),
        zipped(big__po=b"a" * (LARGEST + 1)),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(content):
    with pytest.raises(FileRefused) as refusal:
        read_upload(upload(content))
    assert len(refusal.value.sentence) > 20


def test_a_file_too_large_or_with_too_many_texts_is_refused():
    with pytest.raises(FileRefused):
        read_upload(upload(b"a", size=LARGEST + 1))
    many = gettext.write([portion(*(unit(key=f"steps/{number}/title") for number in range(MOST_TEXTS + 1)))])
    with pytest.raises(FileRefused):
        read_upload(upload(many))


def test_files_for_two_languages_do_not_come_in_together():
    french = xliff.write([portion(unit())]).replace(b'trgLang="it"', b'trgLang="es"')
    with pytest.raises(FileRefused):
        read_upload(upload(zipped(one__xlf=french, two__xlf=xliff.write([portion(unit())]))))


def test_a_po_may_be_in_another_encoding_and_begin_with_a_mark():
    head = 'msgid ""\nmsgstr ""\n"Language: it\\n"\n"Content-Type: text/plain; charset={}\\n"\n\n'
    text = head + 'msgctxt "practice/1/a"\nmsgid "été"\nmsgstr "età"\n'
    for charset, codec in (("ISO-8859-1", "latin-1"), ("UTF-8", "utf-8-sig")):
        (found,) = read(text.format(charset).encode(codec)).texts
        assert (found.source, found.text, found.mark) == ("été", "età", "")


@given(st.binary(max_size=200) | st.text(alphabet=string.printable, max_size=200).map(str.encode))
@pytest.mark.parametrize("start", [b"", b"<", b"msgid ", b"PK\x03\x04", b"<?xml version='1.0'?><xliff>"])
def test_noise_is_read_or_refused_and_never_breaks(start, noise):
    with suppress(FileRefused):
        assert isinstance(read_upload(upload(start + noise)), Parcel)
