"""Members' Markdown: rendered without HTML, then cleaned by an allow-list, so that two locks stand before a reader."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import nh3
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markdown_it.token import Token

LONGEST_REMEMBERED = 20_000
SCHEMES = {"http", "https", "mailto", "tel"}
TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "li"),
    *("em", "strong", "s", "code", "a", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href", "title", "rel"}, "ol": {"start"}}
BLOCKS = {"inline", "fence", "code_block"}


ADDRESS = re.compile(r"[^\s<>\"'()\[\]]{0,300}[^\s<>\"'()\[\].,;:!?»…]")


def www_at(matcher: LinkifyIt, text: str, position: int) -> int:
    """Give how many characters of an address follow "www." at `position`."""
    found = ADDRESS.match(text, position)
    return found.end() - position if found else 0


def complete(matcher: LinkifyIt, match: Any) -> None:
    """Give an address that begins with "www." the scheme it leaves out."""
    match.url = f"https://{match.url}"


def renderer() -> MarkdownIt:
    """Give the parser: CommonMark without HTML or pictures, with tables, struck words and bare addresses."""
    md = MarkdownIt("commonmark", {"html": False, "linkify": True, "typographer": False})
    md.enable(["table", "strikethrough", "linkify"]).disable(["image"])
    # "fin.Il" is a missing space, not an address: only what says it is one becomes a link
    md.linkify.set({"fuzzy_link": False, "fuzzy_email": True, "fuzzy_ip": False})
    md.linkify.add("ftp:", None)
    md.linkify.add("www.", {"validate": www_at, "normalize": complete})
    return md


MARKDOWN = renderer()


def render_markdown(text: str, level: int = 3) -> SafeString:
    """Give a member's Markdown as clean HTML whose highest heading is of `level`; HTML in it is shown as text."""
    render = remembered if len(text) <= LONGEST_REMEMBERED else rendered
    return render(text, level)


def rendered(text: str, level: int) -> SafeString:
    """Parse, shift the headings, mark the links that leave, write, clean."""
    tokens = MARKDOWN.parse(storable(text))
    shift_headings(tokens, level)
    mark_links(tokens)
    html = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
    return mark_safe(clean)  # noqa: S308  cleaned on the line above


remembered = lru_cache(maxsize=4096)(rendered)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Give a member's Markdown as one line of words without marks, for summaries and feeds."""
    return " ".join(" ".join(words(MARKDOWN.parse(storable(text)))).split())


def storable(text: str) -> str:
    """Give a text without the lone surrogates no encoding can write."""
    return text.encode("utf-8", "replace").decode("utf-8")


def words(tokens: Iterable[Token]) -> Iterator[str]:
    """Give the words of each block in turn."""
    for token in tokens:
        if token.type == "inline":
            yield "".join(
                " " if child.type in ("softbreak", "hardbreak") else child.content for child in token.children or ()
            )
        elif token.type in BLOCKS:
            yield token.content


def shift_headings(tokens: Sequence[Token], level: int) -> None:
    """Make the highest heading one of `level`, the others following, none below the sixth."""
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    highest = min((int(token.tag[1]) for token in headings), default=1)
    for token in headings:
        token.tag = f"h{min(6, max(2, int(token.tag[1]) - highest + level))}"


def mark_links(tokens: Iterable[Token]) -> None:
    """Say of each link to another host that we neither recommend it nor hand over our window."""
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open" and is_foreign(str(child.attrGet("href") or "")):
                child.attrSet("rel", "nofollow noopener")


def is_foreign(address: str) -> bool:
    """Say whether an address leads to another host."""
    try:
        host = urlsplit(address).netloc
    except ValueError:
        return True
    return bool(host) and host != urlsplit(settings.SITE_ADDRESS).netloc
