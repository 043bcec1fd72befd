"""Cards of sheets and texts of a sheet, as plain functions: a list of twenty calls them for every sheet."""

import re
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from editorial.templatetags.editorial.drawings import badge, grade, icon, notice, pole, state_mark
from editorial.templatetags.editorial.frame import has_session
from editorial.templatetags.editorial.languages import lang_of, languages_strip, markdown, typo
from multilingual.languages import reader_language
from multilingual.models import Shown
from practices.models import Form, Life
from practices.models.cards import Card
from practices.permissions import can_see_life
from practices.sheet import outcome_words
from practices.wording import LANGUAGES

register = template.Library()
MARKED = (Life.TO_UPDATE, Life.ARCHIVED)
"""States of a listed sheet that its card names."""


@register.simple_tag
def practice_card(card: Card, line: bool = False, level: int = 3) -> SafeString:
    """`{% practice_card card %}`: a sheet in a list, as an `<li>`; `line=True` lays it across the page.

    Takes what `Practice.objects.for_cards()` gives, and asks the database nothing more. `level` is that of its heading.
    """
    headline, summary = card.shown("headline"), card.shown("summary")
    text = format_html('<p class="card-text"{}>{}</p>', lang_of(summary), words(summary)) if summary.text else ""
    return format_html(
        '<li class="card{}"><p class="card-top"><span class="code">{}</span>{}</p>'
        '<h{} class="card-title"><a href="{}"{}>{}</a></h{}>{}{}<div class="card-foot">{}{}</div>{}</li>',
        " card-line" if line else "",
        card.code,
        card_top(card),
        level,
        card.get_absolute_url(),
        lang_of(headline),
        words(headline),
        level,
        text,
        card_poles(card),
        badge(card.place) if card.place else "",
        grade(card.grade_term) if card.grade else "",
        languages_strip(card, "practice"),
    )


def card_top(card: Card) -> SafeString:
    """Give what stands beside a card's code: kind, how it went, that it is a flash note, that it is to update or archived."""
    top = [card.kind.label if card.kind else "", outcome_words(card.outcome)]
    if card.form == Form.FLASH:
        top.append(pgettext("on a card", "Flash note"))
    mark = format_html(" <span>{}</span>", state_mark(card.life)) if card.life in MARKED else ""
    return format_html("{}{}", format_html_join("", " <span>{}</span>", ((line,) for line in top if line)), mark)


def card_poles(card: Card) -> SafeString | str:
    """Give the line of a card that names the questions of the public."""
    if not card.poles:
        return ""
    return format_html(
        '<p class="meta card-poles">{}</p>', format_html_join(" ", "{}", ((pole(term),) for term in card.poles))
    )


@register.simple_tag
def passage(shown: Shown, level: int = 3) -> SafeString:
    """`{% passage shown %}`: a member's Markdown as a reader meets it, with the language it is in."""
    return format_html('<div class="prose"{}>{}</div>', lang_of(shown), typo(markdown(shown.text, level), shown.lang))


@register.simple_tag
def words(shown: Shown) -> str:
    """`<h3{% lang_of title %}>{% words title %}</h3>`: a line of the sheet with the spaces of its language."""
    return typo(shown.text or "", shown.lang)


@register.simple_tag(takes_context=True)
def aged(context: Context, *texts: Shown) -> SafeString | str:
    """`{% aged title body %}`: says, after a translation, that its original changed since, and leads to it there."""
    since = max((text.outdated_since for text in texts if text.outdated_since), default=None)
    if since is None:
        return ""
    practice, part = context["practice"], context.get("part")
    original = practice.original_language
    return format_html(
        '<p class="aged">{}<span>{} <a href="{}{}" hreflang="{}">{}</a></span></p>',
        icon("clock"),
        _("The original changed on %(date)s.") % {"date": date_format(timezone.localtime(since), "DATE_FORMAT")},
        practice.url_in(original),
        f"#{part.key}" if part else "",
        original,
        _("Read it in %(language)s") % {"language": LANGUAGES[original]},
    )


@register.simple_tag(takes_context=True)
def life_door(context: Context, practice: Any) -> SafeString | str:
    """`{% life_door practice %}`: for who may act on the life of a sheet, the way to its page.

    Nothing for a browser without a session, which no public page may ask for its person.
    """
    if not has_session(context) or not can_see_life(context["request"].user, practice):
        return ""
    return format_html(
        '<p class="no-print"><a class="more" href="{}">{}{}</a></p>',
        reverse("practice_life", kwargs={"pk": practice.pk}),
        icon("clock"),
        _("Life of the sheet"),
    )


@register.filter
def breakable(address: str) -> SafeString:
    """`{{ practice.contact|breakable }}`: an address that may go to the next line after its @ and its dots only."""
    pieces = re.split(r"(?<=[@.])", address)
    return format_html_join(SafeString("<wbr>"), "{}", ((piece,) for piece in pieces))


@register.simple_tag
def foreign_notice(language: str) -> SafeString:
    """`{% foreign_notice "es" %}`: says, before a part, that what is not translated in it is shown as it was written."""
    reader = {"language": LANGUAGES[reader_language()]}
    return notice(
        format_html(
            "<p>{}</p>",
            _("You are reading it in %(language)s, the language it was written in.")
            % {"language": LANGUAGES[language]},
        ),
        "language",
        _("This part is not wholly translated into %(language)s yet.") % reader,
    )
