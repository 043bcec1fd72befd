"""Markdown as a reader sees it, and what it never becomes."""

import re
from html.parser import HTMLParser

import pytest

from editorial.markdown import plain, render_markdown
from tests.xss import PAYLOADS

SAFE_TAGS = {
    *(
        "p",
        "br",
        "hr",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "ul",
        "ol",
        "li",
        "em",
        "strong",
        "s",
        "code",
    ),
    *("a", "table", "thead", "tbody", "tr", "th", "td"),
}


class Elements(HTMLParser):
    """Collects every element of a piece of HTML with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def scheme(address: str) -> str:
    """Give the scheme a browser sees in an address: it strips controls and spaces first."""
    found = re.match(r"([a-z][a-z0-9+.-]*):", re.sub(r"[\x00-\x20]", "", address), re.IGNORECASE)
    return found[1].lower() if found else ""


def test_the_corpus_is_large_and_has_no_double():
    assert len(PAYLOADS) >= 60
    assert len(set(PAYLOADS)) == len(PAYLOADS)


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("around", ["{}", "before {} after", "- {}", "> {}", "[link]({})"])
def test_nothing_runs(payload, around):
    for tag, attributes in Elements(render_markdown(around.format(payload))).found:
        assert tag in SAFE_TAGS
        assert attributes.keys() <= {"href", "title", "rel", "start"}
        assert scheme(attributes.get("href") or "") in {"", "http", "https", "mailto", "tel"}


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*un* **mot**", "<p><em>un</em> <strong>mot</strong></p>"),
        ("~~non~~", "<p><s>non</s></p>"),
        ("1 < 2 & <b>x</b>", "<p>1 &lt; 2 &amp; &lt;b&gt;x&lt;/b&gt;</p>"),
        ("3. x\n4. y", '<ol start="3">\n<li>x</li>\n<li>y</li>\n</ol>'),
        ("[la Charte](/fr/charter/#p1)", '<p><a href="/fr/charter/#p1">la Charte</a></p>'),
        (
            "voir www.cites.example/a.",
            '<p>voir <a href="https://www.cites.example/a" rel="nofollow noopener">www.cites.example/a</a>.</p>',
        ),
        ("c'est la fin.Il reprend", "<p>c'est la fin.Il reprend</p>"),
        (
            "![plan](https://evil.example/x.png)",
            '<p>!<a href="https://evil.example/x.png" rel="nofollow noopener">plan</a></p>',
        ),
    ],
)
def test_what_is_written_is_what_is_read(text, html):
    assert render_markdown(text).strip() == html


def test_links_to_ourselves_are_not_marked(settings):
    settings.SITE_ADDRESS = "https://pratiques.example"
    assert "rel=" not in render_markdown("[ici](https://pratiques.example/fr/practices/)")
    assert "rel=" in render_markdown("[là](//elsewhere.example/)")


@pytest.mark.parametrize(
    ("text", "level", "tags"),
    [("# a\n## b", 3, ["h3", "h4"]), ("### a\n# b", 2, ["h4", "h2"]), ("## a\n###### b", 4, ["h4", "h6"])],
)
def test_the_highest_heading_takes_the_level_asked_for(text, level, tags):
    assert [tag for tag, _attributes in Elements(render_markdown(text, level)).found] == tags


@pytest.mark.parametrize("text", ["\ud800 seul", "nul \x00", "🙂 emoji", "\u202eשלום", "[" * 200_000, "mot " * 50_000])
def test_hard_texts_come_through(text):
    render_markdown(text).encode("utf-8")


def test_plain_gives_the_words_alone():
    text = "# Le *club*\n\nUn [lien](https://x.example), du `code`.\nSuite\n\n- l\n- m\n\n<b>x</b>"
    assert plain(text) == "Le club Un lien, du code. Suite l m <b>x</b>"
