"""Tags of the translating page, as plain functions: a page of forty texts calls each forty times."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from editorial.markdown import render_markdown
from editorial.templatetags.editorial.drawings import icon, state_mark
from editorial.templatetags.editorial.languages import STATES, typo
from editorial.translating.cells import TODO, Cell
from editorial.translating.difference import difference
from editorial.translating.glossary import terms_in, underlined, underlined_text
from editorial.translating.page import Tab

register = template.Library()

HIGHEST_HEADING = 4
"""Level of the highest heading inside a shown original: those of the page are above it."""
LETTERS_A_LINE = 58


@register.simple_tag
def translating_tab(tab: Tab, here: str) -> SafeString:
    """`{% translating_tab tab target %}`: a language of the strip, and where it leads."""
    words = format_html(
        '<span lang="{}">{}</span><span class="langs-note">{}</span>', tab.code, tab.name, STATES[tab.state][1]
    )
    if not tab.address:
        return format_html('<li><span data-state="{}">{}</span></li>', tab.state, words)
    current = SafeString(' aria-current="page"') if tab.code == here else ""
    return format_html('<li><a href="{}" data-state="{}"{}>{}</a></li>', tab.address, tab.state, current, words)


@register.simple_tag
def text_state(cell: Cell) -> SafeString:
    """`{% text_state cell %}`: where the translation of one text stands."""
    return format_html('<span class="text-state">{}</span>', state_mark(f"text-{cell.state}"))


@register.simple_tag
def text_states() -> SafeString:
    """`{% text_states %}`: every such mark, for the script to choose from."""
    marks = ((state, state_mark(f"text-{state}")) for state in ("done", *TODO))
    return format_html_join("", '<span data-state="{}">{}</span>', marks)


@register.simple_tag
def ways(cell: Cell) -> SafeString:
    """`{% ways cell %}`: links to the texts before and after that have something to do."""
    before = way(cell.before, "up", _("Previous to do")) if cell.before else ""
    after = way(cell.after, "down", _("Next to do")) if cell.after else ""
    return format_html("{}{}", before, after)


def way(target: str, drawn: str, words: str) -> SafeString:
    """Give one of these links."""
    return format_html('<a class="more" href="#{}">{}{}</a>', target, icon(drawn), words)


@register.simple_tag
def source_text(cell: Cell, source: str, target: str) -> SafeString:
    """`{% source_text cell source target %}`: the original as a reader sees it; changed, as it is typed, with what changed marked."""
    if cell.changed:
        shown, look = underlined(difference(cell.earlier, cell.source), source, target), "changes"
    elif cell.is_long:
        shown, look = underlined(render_markdown(cell.source, HIGHEST_HEADING), source, target), "prose"
    else:
        shown, look = underlined_text(cell.source, source, target), "line"
    return format_html('<div class="pair-text {}" lang="{}" dir="auto">{}</div>', look, source, typo(shown, source))


@register.simple_tag
def spoken_words(cell: Cell, source: str, target: str) -> SafeString | str:
    """`{% spoken_words cell source target %}`: how the network says the terms underlined above."""
    said = terms_in(cell.source, source, target)
    if not said:
        return ""
    words = format_html_join(
        "",
        '<li><span lang="{}">{}</span> <span aria-hidden="true">→</span><span class="sr">{}</span> <b lang="{}">{}</b></li>',
        ((source, term.here, pgettext("a word in another language", "is said"), target, term.there) for term in said),
    )
    return format_html(
        '<div class="pair-terms"><p class="label">{}</p><ul>{}</ul></div>', _("In the common vocabulary"), words
    )


@register.simple_tag
def text_control(cell: Cell, target: str) -> SafeString:
    """`{% text_control cell target %}`: where the translation is written, its mistake before it, what leaving it empty means."""
    described = [f"e-{cell.html_id}"] * bool(cell.error) + [f"n-{cell.html_id}"] * (not cell.text)
    facts: list[tuple[str, Any]] = [("id", f"text-{cell.html_id}"), ("name", f"text:{cell.name}"), ("lang", target)]
    facts += [("dir", "auto"), ("class", "input"), ("aria-describedby", " ".join(described))]
    facts += [("aria-invalid", "true")] * bool(cell.error) + [("autofocus", "")] * cell.focus
    given = format_html_join("", ' {}="{}"', ((name, value) for name, value in facts if value or name == "autofocus"))
    return format_html(
        '{}<input type="hidden" name="read:{}" value="{}">{}{}',
        mistake(cell),
        cell.name,
        cell.mark,
        control(cell, given),
        note(cell),
    )


def control(cell: Cell, given: SafeString) -> SafeString:
    """Give a text area with the Markdown tools, or one line."""
    if not cell.is_long:
        return format_html('<input type="text" autocomplete="off"{} value="{}">', given, cell.text)
    lines = (
        max(cell.source.count("\n"), cell.text.count("\n")) + max(len(cell.source), len(cell.text)) // LETTERS_A_LINE
    )
    rows = min(max(2, lines + 1), 18)
    return format_html(
        '<div class="editor"><textarea rows="{}" data-markdown{}>\n{}</textarea></div>', rows, given, cell.text
    )


def mistake(cell: Cell) -> SafeString | str:
    """Give what is wrong with the text."""
    if not cell.error:
        return ""
    return format_html('<p class="error" id="e-{}">{}<span>{}</span></p>', cell.html_id, icon("warning"), cell.error)


def note(cell: Cell) -> SafeString | str:
    """Give what readers see where a text is left empty."""
    if cell.text:
        return ""
    words = (
        _("A translation always has its headline.")
        if cell.key == "headline"
        else _("Left empty, readers see the original here, and are told so.")
    )
    return format_html('<p class="help" id="n-{}">{}</p>', cell.html_id, words)
