"""A remark in its place, with its answers, and what one may do about it: on the reviewing page and on the writing page."""

from datetime import datetime
from functools import cache
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from editorial.templatetags.editorial.drawings import icon
from multilingual.languages import OWN_NAMES, reader_language
from practices.remarks import Told

register = template.Library()


def csrf(context: Context) -> SafeString:
    """Give the hidden field every form of ours carries."""
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', context.get("csrf_token", ""))


def language_choice() -> SafeString:
    """Give the small choice of the language one writes in: the reader's, to begin with."""
    return language_choice_in(reader_language(), _("Written in"))


@cache
def language_choice_in(writes_in: str, label: str) -> SafeString:
    """Give the choice with one language chosen; a page shows it beside every field."""
    options = format_html_join(
        "",
        '<option value="{0}" lang="{0}"{2}>{1}</option>',
        ((code, own, SafeString(" selected") if code == writes_in else "") for code, own in OWN_NAMES.items()),
    )
    return format_html(
        '<label class="remark-language"><span>{}</span> <select class="input" name="language">{}</select></label>',
        label,
        options,
    )


def day(at: datetime) -> str:
    """Give a day in the reader's hours."""
    return date_format(timezone.localtime(at), "DATE_FORMAT")


def words(text: str, language: str) -> SafeString:
    """Give what somebody wrote, line by line, in its language."""
    shown = mark_safe(linebreaks(text, autoescape=True))  # noqa: S308  linebreaks() escapes
    return format_html('<div class="remark-words" lang="{}" dir="auto">{}</div>', language, shown)


@register.simple_tag(takes_context=True)
def remark(context: Context, told: Told, label: str = "") -> SafeString:
    """`{% remark told label %}`: a remark with its answers; one that is done is folded."""
    one = told.remark
    body = format_html(
        "{}{}{}",
        words(one.text, one.language),
        format_html_join("", "{}", ((answer(each),) for each in told.answers)),
        tools(context, told),
    )
    name = _("Remark on: %(what)s") % {"what": label} if label else _("Remark")
    if one.done_at is not None:
        return format_html(
            '<details class="remark remark-done" id="{}"><summary><b>{}</b> <span>{}</span></summary>{}</details>',
            told.anchor,
            told.by,
            _("settled on %(day)s by: %(who)s") % {"day": day(one.done_at), "who": told.done_by},
            body,
        )
    return format_html(
        '<article class="remark" id="{}" aria-label="{}" tabindex="-1"><header><b>{}</b><span>{}</span></header>{}</article>',
        told.anchor,
        name,
        told.by,
        day(one.made_at),
        body,
    )


def answer(told: Any) -> SafeString:
    """Give an answer in its place."""
    return format_html(
        '<div class="remark-answer"><p><b>{}</b> <span class="label">{}</span></p>{}</div>',
        told.by,
        day(told.answer.made_at),
        words(told.answer.text, told.answer.language),
    )


def tools(context: Context, told: Told) -> SafeString | str:
    """Give what one may do about a remark; on the writing page its buttons belong to the form that saves the draft."""
    if context.get("writes"):
        return writing_tools(context, told) if context.get("may_answer") else ""
    is_done = told.remark.done_at is not None
    pieces = []
    if context.get("may_answer") and not is_done:
        pieces.append(answer_form(context, told))
    if context.get("may_settle"):
        verb = "reopen_remark" if is_done else "settle_remark"
        icon_name, said = ("back", _("Open it again")) if is_done else ("check", _("It is settled"))
        pieces.append(one_button(context, told, verb, icon_name, said))
    if told.may_change and not is_done:
        pieces += [change_form(context, told), one_button(context, told, "remove_remark", "trash", _("Remove it"))]
    return format_html('<div class="remark-tools">{}</div>', format_html_join("", "{}", ((it,) for it in pieces)))


def address(told: Told, name: str) -> str:
    """Give the address of an act on a remark."""
    return reverse(name, kwargs={"pk": told.remark.practice_id, "remark": told.remark.pk})


def one_button(context: Context, told: Told, name: str, icon_name: str, said: str) -> SafeString:
    """Give a form that is one button."""
    return format_html(
        '<form method="post" action="{}">{}<button class="button button-quiet button-small">{}{}</button></form>',
        address(told, name),
        csrf(context),
        icon(icon_name),
        said,
    )


def answer_form(context: Context, told: Told) -> SafeString:
    """Give the form of an answer, folded; it settles the remark too for who may."""
    settles = [("settle", _("Answer and settle"))] if context.get("may_settle") else []
    return folded(
        context, told, "answer_remark", summary=(icon("reply"), _("Answer")), label=_("Your answer"), text="",
        buttons=[("", _("Send the answer")), *settles],
    )  # fmt: skip


def change_form(context: Context, told: Told) -> SafeString:
    """Give the form that says one's own remark in other words, folded."""
    return folded(
        context, told, "change_remark", summary=(icon("pen"), _("Change it")), label=_("Your remark"),
        text=told.remark.text, buttons=[("", _("Keep this remark"))],
    )  # fmt: skip


def folded(
    context: Context,
    told: Told,
    name: str,
    *,
    summary: tuple[SafeString, str],
    label: str,
    text: str,
    buttons: list[tuple[str, str]],
) -> SafeString:
    """Give a form of one text that opens on demand."""
    field = f"{name}-{told.remark.pk}"
    return format_html(
        '<details><summary class="button button-quiet button-small">{}{}</summary>'
        '<form class="stack stack-s" method="post" action="{}">{}<div class="field"><label for="{}">{}</label>'
        '<textarea class="input" id="{}" name="text" rows="3">{}</textarea></div><p class="row">{}{}</p></form></details>',
        *summary,
        address(told, name),
        csrf(context),
        field,
        label,
        field,
        text,
        language_choice(),
        format_html_join(
            " ", '<button class="button button-plain button-small" name="do" value="{}">{}</button>', buttons
        ),
    )


def writing_tools(context: Context, told: Told) -> SafeString:
    """Give an answer's text and its buttons as fields of the writing form: they save the draft with it, so nothing is lost."""
    pk = told.remark.pk
    if told.remark.done_at is not None:
        again = save_and(f"reopen:{pk}", "quiet", icon("back"), _("Open it again"))
        return format_html('<p class="remark-tools">{}</p>', again)
    return format_html(
        '<div class="field"><label for="answer-{0}">{1}</label><textarea class="input" id="answer-{0}" name="answer-{0}" '
        'rows="2" lang="{2}" dir="auto">{3}</textarea></div><p class="remark-tools">{4}{5}</p>',
        pk,
        _("Your answer"),
        reader_language(),
        (context.get("typed") or {}).get(f"answer-{pk}", ""),
        save_and(f"answer:{pk}", "plain", icon("reply"), _("Send the answer")),
        save_and(f"settle:{pk}", "plain", icon("check"), _("It is done")),
    )


def save_and(verb: str, look: str, drawing: SafeString, said: str) -> SafeString:
    """Give a button that saves the draft and then does what it says about a remark."""
    return format_html(
        '<button class="button button-{} button-small" name="do" value="{}">{}{}</button>',
        look,
        verb,
        drawing,
        said,
    )
