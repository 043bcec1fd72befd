from pathlib import Path

import pytest

from jobs.catalogues import check_all, compile_all, faults_of, is_compiled
from jobs.gathering import can_gather, gather, strings_of_code

HEADER = (
    'msgid ""\nmsgstr ""\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
)


def catalogue(root: Path, entries: str, language: str = "fr", header: str = HEADER) -> Path:
    path = root / "locale" / language / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(header + entries, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ('msgid "Read"\nmsgstr ""\n', "missing"),
        ('#, fuzzy\nmsgid "Read"\nmsgstr "Lire"\n', "fuzzy"),
        ('#, python-format\nmsgid "By %(name)s"\nmsgstr "Par %(nom)s"\n', "placeholders"),
        ('#, python-format\nmsgid "%(n)d of 10"\nmsgstr "sur 10"\n', "placeholders"),
        ('#, python-brace-format\nmsgid "By {name}"\nmsgstr "Par"\n', "placeholders"),
        ('msgid "<a href=\\"/\\">Home</a>"\nmsgstr "<a href=\\"/\\">Accueil"\n', "placeholders"),
        ('msgid "one"\nmsgid_plural "many"\nmsgstr[0] "un"\nmsgstr[1] ""\n', "1 plural forms of 2"),
        ('msgid "one"\nmsgid_plural "many"\nmsgstr[0] "un"\n', "1 plural forms of 2"),
        ('msgid "Read"\nmsgstr "Lire"\n\nmsgid "Read"\nmsgstr "Lire"\n', "twice"),
    ],
)
def test_a_fault_is_found_with_its_file_and_line(tmp_path, entries, reason):
    (fault,) = faults_of(catalogue(tmp_path, entries), "fr.po")
    assert reason in fault.reason
    assert str(fault).startswith("fr.po:")
    assert fault.line >= 6


@pytest.mark.parametrize(
    "entries",
    [
        'msgid "Read"\nmsgstr "Lire"\n',
        '#~ msgid "Old"\n#~ msgstr ""\n',
        '#, python-format\nmsgid "%(n)s at 100%%"\nmsgstr "100 %% pour %(n)s"\n',
        (
            '#, python-format\nmsgid "one sheet"\nmsgid_plural "%(n)s sheets"\n'
            'msgstr[0] "%(n)s fiche"\nmsgstr[1] "%(n)s fiches"\n'
        ),
    ],
)
def test_what_is_whole_passes(tmp_path, entries):
    assert list(faults_of(catalogue(tmp_path, entries), "fr.po")) == []


def test_a_catalogue_without_plural_rule_a_missing_language_and_a_string_only_one_language_has(tmp_path):
    catalogue(tmp_path, 'msgid "Read"\nmsgstr "Lire"\n')
    catalogue(tmp_path, "", language="it")
    catalogue(tmp_path, 'msgid "Read"\nmsgstr "Leer"\n', language="es", header="")
    reasons = {(fault.path.split("/")[1], fault.reason) for fault in check_all(tmp_path, ["fr", "it", "es", "ca"])}
    assert reasons == {("it", "not in this catalogue"), ("es", "no Plural-Forms in its header"), ("ca", "no catalogue")}


def test_compiled_catalogues_are_there_until_their_source_changes(tmp_path):
    path = catalogue(tmp_path, 'msgid "Read"\nmsgstr "Lire"\n')
    assert not is_compiled(tmp_path)
    (twin,) = compile_all(tmp_path)
    assert twin.read_bytes()[:4] == b"\xde\x12\x04\x95"
    assert is_compiled(tmp_path)
    path.unlink()


@pytest.mark.skipif(not can_gather(), reason="no GNU gettext here: apt install gettext")
def test_strings_are_gathered_once_english_filled_and_nothing_changes_the_second_time(tmp_path):
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "views.py").write_text(
        "from django.utils.translation import ngettext, pgettext\n"
        'pgettext("verb", "Open")\nngettext("%(n)s sheet", "%(n)s sheets", 2)\n'
    )
    gather(tmp_path, ["fr", "en"])
    paths = [tmp_path / "locale" / code / "LC_MESSAGES" / "django.po" for code in ("fr", "en")]
    first = [path.read_bytes() for path in paths]
    gather(tmp_path, ["fr", "en"])
    assert [path.read_bytes() for path in paths] == first
    assert list(faults_of(paths[1], "en.po")) == []
    assert len(list(faults_of(paths[0], "fr.po"))) == 2
    assert strings_of_code(tmp_path).keys() == {("verb", "Open"), (None, "%(n)s sheet")}
