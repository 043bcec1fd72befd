"""Tags of the writing page: a field with its guidance, its gap, and a colleague's newer text beside one's own."""

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from editorial.templatetags.editorial.drawings import icon
from editorial.templatetags.editorial.forms import GROUPS, group, help_line, optional_mark
from practices.forms.sheet import TEXTS
from practices.templatetags.remarks import remark

register = template.Library()

OPTIONAL = {"territory", "period", "principles", "partners", "cosigning", "budget", "minor_changes"}
ROW_OPTIONAL = {"credit", "method", "body"}
ROW_TEXTS = {"title", "body", "indicator", "method", "alt"}


@register.simple_tag(takes_context=True)
def sheet_field(context: Context, bound: BoundField, **attributes: Any) -> SafeString:
    """`{% sheet_field form.context %}`: one field of the writing form in the order of the design.

    Reads `gap`, `newer`, `first_gap` and `language` of the page: what is missing, what a colleague wrote meanwhile,
    which field takes the focus, and the language its text is in.
    """
    gaps = context["gap"]
    wrong = list(bound.errors) or ([gaps[bound.html_name]] if bound.html_name in gaps else [])
    attributes = {name.replace("_", "-"): value for name, value in attributes.items()}
    attributes |= control_attributes(context, bound, bool(wrong))
    label = format_html("{}{}", bound.label, optional_mark(bound, is_optional(bound)))
    before = format_html("{}{}", hint(bound), mistake(bound, wrong))
    after = format_html("{}{}", newer_text(context, bound), remarks_at(context, bound.html_name, bound.label))
    if isinstance(bound.field.widget, GROUPS):
        return format_html("{}{}", group(bound, label, before, attributes), after)
    control = bound.as_widget(attrs={"class": "input"} | attributes)
    if "data-markdown" in bound.field.widget.attrs:
        control = format_html('<div class="editor">{}</div>', control)
    return format_html(
        '<div class="field"><label for="{}">{}</label>{}{}{}</div>', bound.id_for_label, label, before, control, after
    )


def is_optional(bound: BoundField) -> bool:
    """Say whether a complete full sheet may leave the field empty."""
    return bound.name in (ROW_OPTIONAL if bound.form.prefix else OPTIONAL)


def control_attributes(context: Context, bound: BoundField, wrong: bool) -> dict[str, Any]:
    """Give the attributes that tell the language of a text, what describes it, and where the focus goes."""
    attributes: dict[str, Any] = {}
    if bound.name in TEXTS or bound.name in ROW_TEXTS:
        attributes |= {"lang": context["language"], "dir": "auto"}
    if wrong:
        described = [f"{bound.auto_id}_helptext"] * bool(bound.help_text) + [f"{bound.auto_id}_error"]
        attributes |= {"aria-invalid": "true", "aria-describedby": " ".join(described)}
    if context["first_gap"] == bound.html_name:
        attributes["autofocus"] = True
    return attributes


def mistake(bound: BoundField, wrong: list[Any]) -> SafeString | str:
    """Give what is wrong with the field, under the id its control is described by."""
    if not wrong:
        return ""
    words = " ".join(map(str, wrong))
    return format_html('<p class="error" id="{}_error">{}<span>{}</span></p>', bound.auto_id, icon("warning"), words)


def hint(bound: BoundField) -> SafeString | str:
    """Give the help of a field and its example, side by side."""
    pieces = format_html("{}{}", help_line(bound), example(bound))
    return format_html('<div class="hint">{}</div>', pieces) if pieces else ""


def example(bound: BoundField) -> SafeString | str:
    """Give the example that opens on demand."""
    words = getattr(bound.field, "example", "")
    if not words:
        return ""
    return format_html(
        '<details class="example"><summary>{}<span class="sr"> : {}</span></summary><p>{}</p></details>',
        _("Example"),
        bound.label,
        words,
    )


def newer_text(context: Context, bound: BoundField) -> SafeString | str:
    """Give the text a colleague saved meanwhile, where it differs from what the person typed."""
    text = context["newer"].get(bound.html_name)
    if text is None:
        return ""
    return format_html(
        '<div class="notice notice-fresh newer"><p class="notice-title">{}</p><p class="newer-text" lang="{}" dir="auto">{}</p></div>',
        _("Saved meanwhile by somebody else"),
        context["language"],
        text,
    )


@register.simple_tag(takes_context=True)
def remarks_at(context: Context, name: str, label: Any = "") -> SafeString | str:
    """`{% remarks_at "steps" %}`: the remarks on a field, a row or a list of rows, to answer in place."""
    found = context["board"].about(name) if "board" in context else ()
    return format_html_join("", "{}", ((remark(context, told, str(label)),) for told in found))


@register.simple_tag(takes_context=True)
def row_remarks(context: Context, name: str, key: str, label: Any = "") -> SafeString | str:
    """`{% row_remarks "steps" row.key noun %}`: the remarks on one row."""
    return remarks_at(context, f"{name}/{key}", label)


@register.filter
def is_file_row(row: forms.Form) -> bool:
    """Say whether a row carries a file."""
    return "upload" in row.fields


@register.filter
def has_gap(gaps: dict[str, Any], name: str) -> bool:
    """Say whether something is missing under exactly this name."""
    return name in gaps


@register.filter
def gap_at(gaps: dict[str, Any], name: str) -> str:
    """Give what is missing under exactly this name."""
    return str(gaps.get(name, ""))
