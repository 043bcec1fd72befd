from pathlib import Path

import pytest

from jobs.catalogues import check_all, compile_all, faults_of, is_compiled
from jobs.gathering import can_gather, gather, strings_of_code
from jobs.whereabouts import note_on

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
    catalogue(tmp_path, '#. A button.\nmsgid "Read"\nmsgstr "Lire"\n')
    catalogue(tmp_path, "", language="it")
    catalogue(tmp_path, '#. A button.\nmsgid "Read"\nmsgstr "Leer"\n', language="es", header="")
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


def test_a_string_that_does_not_say_where_it_stands_is_a_fault(tmp_path):
    catalogue(tmp_path, 'msgid "Read"\nmsgstr "Lire"\n')
    (fault,) = check_all(tmp_path, ["fr"])
    assert "where it stands" in fault.reason


@pytest.mark.parametrize(
    ("path", "text", "note"),
    [
        ("app/views.py", '"""How a reader asks.\n\nMore."""\n', "How a reader asks."),
        ("app/views.py", "", "The app."),
        ("app/templates/a.html", "{# The head of a letter. #}<p>", "The head of a letter."),
        ("app/templates/b.html", "{% comment %}A list\nof places.{% endcomment %}<p>", "A list of places."),
        (
            "app/templates/c.html",
            '{% extends "x" %}{% block title %}{% translate "My drafts" %}{% endblock %}',
            "On the page “My drafts”.",
        ),
        (
            "app/templates/d.html",
            "{% block title %}{% blocktranslate with a=b %}Into {{ a }}{% endblocktranslate %}{% endblock %}",
            "On the page “Into …”.",
        ),
        ("practices/templates/practices/write/x.html", "<p>", "On the form where a member writes a practice sheet."),
        ("app/templates/e.html", "<p>", "The app."),
        ("elsewhere/f.html", "<p>", ""),
    ],
)
def test_a_file_says_what_it_is(tmp_path, path, text, note):
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__init__.py").write_text('"""The app.\n\nMore. And more."""\n')
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text(text)
    assert note_on(tmp_path, path) == note


@pytest.mark.skipif(not can_gather(), reason="no GNU gettext here: apt install gettext")
def test_gathered_strings_say_where_they_stand_and_what_the_code_adds(tmp_path):
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "views.py").write_text(
        '"""How a reader asks."""\nfrom django.utils.translation import gettext as _\n'
        '# Translators: the button of a form\n_("Send")\n_("Read")\n'
    )
    (tmp_path / "app" / "forms.py").write_text('"""What a reader fills in."""\n_("Read")\n')
    for _time in range(2):
        gather(tmp_path, ["en"])
    text = (tmp_path / "locale" / "en" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    assert '#. Translators: the button of a form\n#. How a reader asks.\n#: app/views.py\nmsgid "Send"' in text
    assert '#. What a reader fills in.\n#. How a reader asks.\n#: app/forms.py app/views.py\nmsgid "Read"' in text
