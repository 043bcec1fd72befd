"""Which language a text is in, in which others it can be read, and how each is spelled on the page."""

import re
from functools import cache
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.defaultfilters import stringfilter
from django.urls import reverse
from django.utils.encoding import escape_uri_path, iri_to_uri
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from multilingual.languages import CODES, OWN_NAMES, reader_language
from multilingual.models import MISSING, Shown

from .library import register

STATES = {
    "original": (pgettext_lazy("language strip", "original"), pgettext_lazy("language tab", "original")),
    "current": (pgettext_lazy("language strip", "translation up to date"), pgettext_lazy("language tab", "up to date")),
    "outdated": (pgettext_lazy("language strip", "translation to review"), pgettext_lazy("language tab", "to review")),
    "missing": (pgettext_lazy("language strip", "not translated yet"), pgettext_lazy("language tab", "to translate")),
}
TERRITORIES = {"fr": "fr_FR", "it": "it_IT", "es": "es_ES", "pt": "pt_PT", "en": "en_GB", "ca": "ca_ES"}
LANGUAGE_NAMES = dict(settings.LANGUAGES)
HIGH_MARKS = re.compile("[ \u00a0\u202f]+([;!?])")
THOUSANDS = re.compile(r"(?<=[0-9])[ \u00a0](?=[0-9]{3}(?![0-9]))")
UNITS = re.compile("(?<=[0-9])[ \u00a0\u202f](?=[%€])")
COLONS = re.compile("[ \u00a0\u202f]+:")
OPENING = re.compile("«[ \u00a0\u202f]*")
CLOSING = re.compile("[ \u00a0\u202f]*»")


def in_language(path: str, code: str) -> str:
    """Give the address of the same page in language `code`; the front page where the path has no language in front."""
    first, _slash, rest = path.lstrip("/").partition("/")
    return f"/{code}/{rest}" if first in CODES else f"/{code}/"


@cache
def small_tab(reader: str, code: str, state: str) -> tuple[str, str]:
    """Give what stands before and after the address of one tab of a compact strip, for somebody who reads `reader`.

    A missing language is no link: nothing stands after.
    """
    words = format_html(
        '<span aria-hidden="true">{}</span><span class="sr">{}</span>',
        code,
        _("%(language)s: %(state)s") % {"language": LANGUAGE_NAMES[code], "state": STATES[state][0]},
    )
    if state == MISSING:
        return format_html('<li><span data-state="missing">{}</span></li>', words), ""
    return '<li><a href="', format_html('" hreflang="{}" data-state="{}">{}</a></li>', code, state, words)


@cache
def full_tab(reader: str, code: str, state: str) -> tuple[str, str]:
    """Give the same for the strip over a sheet; each tab leads to a page, which says so when it shows the original."""
    return '<li><a href="', format_html(
        '" hreflang="{}" data-state="{}"{}><span lang="{}">{}</span><span class="langs-note">{}</span></a></li>',
        code,
        state,
        SafeString(' aria-current="page"') if code == reader else "",
        code,
        OWN_NAMES[code],
        STATES[state][1],
    )


@register.simple_tag
def languages_strip(thing: Any, url_name: str = "", full: bool = False) -> SafeString:
    """`{% languages_strip thing "practice" %}`: six tabs that say in which languages a thing can be read, and how well.

    Reads `language_states()`. Links come from the address `url_name` of its slug, one reverse for the six languages, or
    without a name from `thing.url_in(code)`. `full=True` is the strip over the thing itself, with names of languages.
    """
    reader = reader_language()
    here = reverse(url_name, kwargs={"slug": thing.slug}) if url_name else ""
    tab = full_tab if full else small_tab
    pieces = []
    for code, state in thing.language_states():
        before, after = tab(reader, code, state)
        address = escape(in_language(here, code) if here else thing.url_in(code)) if after else ""
        pieces += [before, address, after]
    tabs = mark_safe("".join(pieces))  # noqa: S308  halves come from format_html, addresses are escaped
    if not full:
        return format_html('<ul class="langs" aria-label="{}">{}</ul>', _("Languages"), tabs)
    name = _("Languages of this page")
    return format_html('<nav aria-label="{}"><ul class="langs langs-full">{}</ul></nav>', name, tabs)


@register.simple_tag
def shown(thing: Any, field: str) -> Shown:
    """`{% shown practice "headline" as headline %}`: the text a reader sees: `text`, `lang`, `foreign`."""
    return thing.shown(field)


@register.simple_tag
def lang_of(text: Shown | str) -> SafeString | str:
    """`<p{% lang_of headline %}>`: a `lang` attribute for a shown text or a code; in the reader's language, nothing."""
    code = text.lang if isinstance(text, Shown) else str(text)
    return "" if code == reader_language() else format_html(' lang="{}"', code)


@register.filter(name="markdown")
def markdown(text: str | None, level: int = 3) -> SafeString:
    """`{{ text|markdown:3 }}`: a member's Markdown as clean HTML whose highest heading is of `level`."""
    from editorial.markdown import render_markdown

    return render_markdown(text or "", level)


@register.filter(is_safe=True)
@stringfilter
def typo(text: str, language: str = "") -> str:
    """`{{ text|typo:code }}`: French spaces that do not break, narrow before ; ! ? and in 1 280, full before : % and in « ».

    Text in another language is left as it is.
    """
    if (language or reader_language()) != "fr":
        return text
    text = COLONS.sub("\u00a0:", HIGH_MARKS.sub("\u202f\\1", text))
    text = UNITS.sub("\u00a0", THOUSANDS.sub("\u202f", text))
    return CLOSING.sub("\u00a0»", OPENING.sub("«\u00a0", text))


def addresses(context: Context) -> list[tuple[str, str]]:
    """Give the address of this page in each language: the view's `alternates`, else the same path under each prefix."""
    if given := context.get("alternates"):
        return list(given)
    path = escape_uri_path(context["request"].path)
    return [(code, in_language(path, code)) for code in CODES]


@register.simple_tag(takes_context=True)
def language_switcher(context: Context) -> SafeString | str:
    """`{% language_switcher %}`: links to this page in the six languages, its query string kept."""
    request = context.get("request")
    if request is None:
        return ""
    query = iri_to_uri(request.META.get("QUERY_STRING", ""))
    reader = reader_language()
    links = format_html_join(
        "",
        '<a href="{}{}" lang="{}" hreflang="{}"{}><b>{}</b><span aria-hidden="true">{}</span></a>',
        (
            (
                address,
                f"?{query}" if query else "",
                code,
                code,
                SafeString(' aria-current="true"') if code == reader else "",
                OWN_NAMES[code],
                code,
            )
            for code, address in addresses(context)
        ),
    )
    return format_html('<nav class="top-langs" aria-label="{}">{}</nav>', _("Language of the site"), links)


@register.simple_tag(takes_context=True)
def head_links(context: Context) -> SafeString | str:
    """`{% head_links %}`: canonical address, the languages this page can be read in, and what a shared link shows.

    A view may give `canonical` (a path), `alternates`, and `readable`: the codes hreflang may name, all six without it.
    """
    request = context.get("request")
    if request is None:
        return ""
    canonical = settings.SITE_ADDRESS + (context.get("canonical") or escape_uri_path(request.path))
    readable = context.get("readable") or CODES
    others = format_html_join(
        "",
        '<link rel="alternate" hreflang="{}" href="{}{}">',
        ((code, settings.SITE_ADDRESS, address) for code, address in addresses(context) if code in readable),
    )
    return format_html(
        '<link rel="canonical" href="{0}">{1}'
        '<meta property="og:url" content="{0}"><meta property="og:locale" content="{2}">',
        canonical,
        others,
        TERRITORIES[reader_language()],
    )
