"""Tags of the reviewing page, as plain functions: a field or row with its change, the door to a remark, the decision's cards."""

from typing import Any

from django import template
from django.forms.boundfield import BoundField
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from editorial.templatetags.editorial.drawings import icon
from editorial.templatetags.editorial.forms import error_line
from editorial.templatetags.editorial.languages import typo
from practices.comparing import ADDED
from practices.models import Check, Verdict
from practices.reviewed import Item
from practices.templatetags.remarks import csrf, language_choice, remark

register = template.Library()
register.simple_tag(remark, takes_context=True)


@register.simple_tag(takes_context=True)
def review_item(context: Context, item: Item) -> SafeString:
    """`{% review_item item %}`: a field or row as it will be, what changed in it, its remarks, the door to a new one."""
    remarks = format_html_join("", "{}", ((remark(context, told, item.label),) for told in item.remarks))
    door = remark_door(context, item) if context["may_remark"] else ""
    return format_html(
        '<section class="review-item{}" id="{}"><h3{}>{}</h3>{}{}{}{}</section>',
        " review-fact" if item.is_fact else "",
        item.anchor,
        SafeString(' class="sr"') if context.get("part") and item.label == str(context["part"].heading) else "",
        item.label,
        words_of_item(item),
        change(item),
        remarks,
        door,
    )


def words_of_item(item: Item) -> SafeString | str:
    """Give what the field or row says."""
    if not item.words:
        return ""
    if item.is_fact:
        return format_html('<p class="review-words">{}</p>', item.words)
    return format_html(
        '<div class="prose review-words" lang="{}" dir="auto">{}</div>', item.language, typo(item.words, item.language)
    )


def change(item: Item) -> SafeString | str:
    """Give what changed since the published version, word by word."""
    found = item.change
    if found is None:
        return ""
    language = format_html(' lang="{}"', found.language) if found.language else ""
    if found.verb == ADDED:
        return format_html(
            '<p class="review-new"><span class="tag">{}</span></p>', _("New since the published version")
        )
    file = format_html("<p>{}</p>", _("The file is another one.")) if found.new_file else ""
    return format_html(
        '<details class="review-change" open><summary>{} <span class="label">{}</span></summary>'
        '<div class="review-marked"{} dir="auto">{}</div>{}</details>',
        _("What changed"),
        found.verb_label,
        language,
        found.marked,
        file,
    )


@register.simple_tag(takes_context=True)
def remark_door(context: Context, item: Item, whole: bool = False) -> SafeString:
    """`{% remark_door item %}`: the small form that adds a remark; what was refused stays in it.

    `whole=True` says what it is about in its own words, where no heading does.
    """
    refused = context.get("refused")
    is_refused = refused is not None and refused.data.get("about") == item.name
    text = refused.data.get("text", "") if is_refused else ""
    wrong = error_line(refused["text"]) if is_refused else ""
    field = f"new-{item.anchor}"
    return format_html(
        '<details class="remark-door"{}><summary>{}{}<span{}> : {}</span></summary>'
        '<form class="stack stack-s" method="post" action="{}">{}'
        '<input type="hidden" name="about" value="{}"><input type="hidden" name="round" value="{}">'
        '<div class="field"><label for="{}">{}</label>{}'
        '<textarea class="input" id="{}" name="text" rows="3"{}>{}</textarea></div>'
        '<p class="row">{}<button class="button button-plain button-small">{}</button></p></form></details>',
        SafeString(" open") if is_refused else "",
        icon("bubble"),
        pgettext("write one", "Remark"),
        "" if whole else SafeString(' class="sr"'),
        item.label,
        context["remark_address"],
        csrf(context),
        item.name,
        context["review"].state.pk,
        field,
        _("Your remark on: %(what)s") % {"what": item.label},
        wrong,
        field,
        SafeString(' aria-invalid="true" aria-describedby="id_text_error" autofocus') if is_refused else "",
        text,
        language_choice(),
        _("Keep this remark"),
    )


@register.filter
def holds(items: list[Item], refused: Any) -> bool:
    """`{% if part.empty|holds:refused %}`: whether a refused remark is about one of `items`."""
    return refused is not None and refused.data.get("about") in {item.name for item in items}


# --- the decision -----------------------------------------------------------------------------------


@register.simple_tag
def error_of(bound: BoundField) -> SafeString | str:
    """`{% error_of form.verdict %}`: what is wrong with a group of boxes or dots."""
    return error_line(bound)


def chosen(bound: BoundField) -> set[str]:
    """Give the values that are ticked."""
    value = bound.value()
    return {str(value)} if isinstance(value, str) else {str(one) for one in value or ()}


@register.simple_tag
def check_box(bound: BoundField, check: Check) -> SafeString:
    """`{% check_box form.checklist check %}`: a point of the checklist; those that block say so."""
    blocks = format_html("<small>{}</small>", _("Blocks publication until it is ticked")) if check.blocks else ""
    return format_html(
        '<label class="check{}"><input type="checkbox" name="{}" value="{}"{}><span>{}</span>{}</label>',
        " check-blocks" if check.blocks else "",
        bound.html_name,
        check.key,
        SafeString(" checked") if check.key in chosen(bound) else "",
        check.label,
        blocks,
    )


@register.simple_tag
def choice_card(bound: BoundField, value: str, label: Any, small: Any = "") -> SafeString:
    """`{% choice_card form.grade value label %}`: one of several, with a line that says what it does."""
    return format_html(
        '<label><input type="radio" name="{}" value="{}"{}><span>{}</span>{}</label>',
        bound.html_name,
        value,
        SafeString(" checked") if value in chosen(bound) else "",
        label,
        format_html("<small>{}</small>", small) if small else "",
    )


@register.simple_tag
def verdict_card(bound: BoundField, value: str) -> SafeString:
    """`{% verdict_card form.verdict value %}`: a verdict, and what happens then."""
    words = {
        Verdict.SENT_ON: (_("Send it on"), _("A reviewer of another place reads it next.")),
        Verdict.PUBLISHED: (
            pgettext("a sheet", "Publish"),
            _("Anyone reads it as you read it now; the three points that block are ticked."),
        ),
        Verdict.TO_REVISE: (
            _("Ask for changes"),
            _("The author gets your remarks, at least one, and sends it back to you."),
        ),
        Verdict.DECLINED: (
            pgettext("a sheet", "Decline"),
            _("The review ends; your word says why. The draft stays with its author."),
        ),
    }
    label, small = words[Verdict(value)]
    return choice_card(bound, value, capfirst(label), small)
