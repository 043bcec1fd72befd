"""Icons, place badges, evidence grades, states, notices: what is drawn from the sprite `editorial/icons.svg`."""

from functools import cache
from typing import Any

from django.templatetags.static import static
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from .library import register

POLES = frozenset({"choisir", "former", "emploi", "evoluer", "creer"})
PLACE_FORMS = frozenset({"cite", "site", "centre", "reseau", "holder"})
PLACE_MENTIONS = {
    "project": pgettext_lazy("life of a place", "in project"),
    "preparing": pgettext_lazy("life of a place", "in prefiguration"),
    "dormant": pgettext_lazy("life of a place", "dormant"),
    "unlisted": pgettext_lazy("life of a place", "no longer listed"),
}
GRADE_KEYS = ("testimony", "monitored", "internal", "external")
GRADES = {
    1: pgettext_lazy("evidence", "Testimony"),
    2: pgettext_lazy("evidence", "Monitored figures"),
    3: pgettext_lazy("evidence", "Internal evaluation"),
    4: pgettext_lazy("evidence", "External evaluation"),
}
STATES = {
    "draft": ("draft", pgettext_lazy("state", "Draft")),
    "unpublished": ("draft", pgettext_lazy("state", "Not published")),
    "bin": ("withdrawn", pgettext_lazy("state", "In the bin")),
    "review": ("review", pgettext_lazy("state", "In review")),
    "place-review": ("review", pgettext_lazy("state", "In review at the place")),
    "network-review": ("review", pgettext_lazy("state", "In review by the network")),
    "to-revise": ("to-update", pgettext_lazy("state", "To revise")),
    "declined": ("archived", pgettext_lazy("state", "Declined")),
    "published": ("published", pgettext_lazy("state", "Published")),
    "to-update": ("to-update", pgettext_lazy("state", "To update")),
    "archived": ("archived", pgettext_lazy("state", "Archived")),
    "withdrawn": ("withdrawn", pgettext_lazy("state", "Withdrawn")),
    "outdated": ("outdated", pgettext_lazy("state", "Translation to review")),
    "text-done": ("published", pgettext_lazy("state of a text", "Up to date")),
    "text-again": ("outdated", pgettext_lazy("state of a text", "To look at again")),
    "text-empty": ("draft", pgettext_lazy("state of a text", "Empty")),
    "text-suggested": ("review", pgettext_lazy("state of a text", "Suggested, to read")),
}
NOTICES = {"language": "translate", "fresh": "clock", "ok": "done", "stop": "warning", "new": "flag", "info": "info"}
PLAIN_NOTICES = frozenset({"language", "info"})


@cache
def sprite() -> str:
    """Give the address of the sprite; it cannot change while a process lives."""
    return static("editorial/icons.svg")


@cache
def drawing(symbol: str, side: int) -> SafeString:
    """Give the symbol of the sprite on a square of `side` units, hidden from screen readers: words stand beside it."""
    return format_html(
        '<svg viewBox="0 0 {0} {0}" aria-hidden="true"><use href="{1}#{2}"/></svg>', side, sprite(), symbol
    )


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """`{% icon "mail" %}`: the icon `#i-mail`, hidden from screen readers; never use it without words."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#i-{}"/></svg>', sprite(), name)


@register.simple_tag
def badge(place: Any, large: bool = False) -> SafeString:
    """`{% badge place %}`: the place drawn by its form and its life, its form's name in its own language, its zone.

    Reads `form`, `life`, `form_label`, `local_language` and `zone`.
    """
    with translation.override(place.local_language):
        form_name = str(place.form_label)
    mention = PLACE_MENTIONS.get(place.life, "")
    return format_html(
        '<span class="badge{}" data-form="{}" data-life="{}">{}'
        '<span><span class="badge-name" lang="{}">{}</span> <span class="badge-zone">{}</span>{}</span></span>',
        " badge-large" if large else "",
        place.form,
        place.life,
        drawing(f"place-{place.form if place.form in PLACE_FORMS else 'holder'}", 36),
        place.local_language,
        form_name,
        place.zone,
        format_html(' <span class="badge-note">{}</span>', mention) if mention else "",
    )


@register.simple_tag
def pole(term: Any) -> SafeString:
    """`{% pole term %}`: one of the five questions of the public, icon and words. Reads `key` and `label`."""
    return pole_of(term.key, str(term.label))


@cache
def pole_of(key: str, label: str) -> SafeString:
    """Give a question of the public under one of its labels."""
    return format_html('<span class="pole" data-pole="{}">{}{}</span>', key, icon(key) if key in POLES else "", label)


@register.simple_tag
def grade(evidence: Any) -> SafeString | str:
    """`{% grade term %}` or `{% grade 2 %}`: what a sheet rests on, in stones and words; without a grade, nothing.

    Takes a term of the vocabulary of grades (`key`, `label`), its key, or its level from 1 to 4.
    """
    key = getattr(evidence, "key", evidence)
    level = GRADE_KEYS.index(key) + 1 if key in GRADE_KEYS else key
    if level not in GRADES:
        return ""
    return grade_of(
        level, str(getattr(evidence, "label", GRADES[level])), _(", level %(level)s of 4") % {"level": level}
    )


@cache
def grade_of(level: int, label: str, spoken: str) -> SafeString:
    """Give a grade under one of its labels, with what a screen reader adds."""
    return format_html(
        '<span class="grade">{}<span>{}<span class="sr">{}</span></span></span>',
        drawing(f"grade-{level}", 28),
        label,
        spoken,
    )


@register.simple_tag
def state_mark(state: str) -> SafeString:
    """`{% state_mark "to-update" %}`: where a text stands, shape first, then words.

    A state that is not in the list shows its own name.
    """
    key = str(state).replace("_", "-")
    look, label = STATES.get(key, ("draft", state))
    return format_html('<span class="state state-{}">{}</span>', look, label)


@register.simple_block_tag
def notice(content: str, kind: str = "info", title: str = "") -> SafeString:
    """`{% notice "fresh" title=sentence %}<p>…</p>{% endnotice %}`: something to know before reading on.

    Kinds: language (shown in another one), fresh (dated), ok, stop, new, info.
    """
    return format_html(
        '<div class="notice{}" role="note">{}{}{}</div>',
        "" if kind in PLAIN_NOTICES else f" notice-{kind}",
        icon(NOTICES.get(kind, "info")),
        format_html('<p class="notice-title">{}</p>', title) if title else "",
        content,
    )
