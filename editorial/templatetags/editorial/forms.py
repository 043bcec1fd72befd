"""Form fields and error summaries in the order of the design: label, help, error, control."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from .drawings import POLES, icon
from .library import register

GROUPS = (forms.CheckboxSelectMultiple, forms.RadioSelect)


@register.simple_tag
def field(bound: BoundField, optional: bool | None = None, **attributes: Any) -> SafeString:
    """`{% field form.name %}`: label, help, error and control of one field, tied together by ids.

    Further arguments become attributes of the control (`lang="it"`, `rows=4`, `data_counter=400`). A field that is not
    required says "(optional)" unless `optional=False`. The first wrong field of a sent form takes the focus.
    """
    if bound.is_hidden:
        return bound.as_widget()
    attributes = {name.replace("_", "-"): value for name, value in attributes.items()}
    if first_wrong(bound.form) == bound.name:
        attributes["autofocus"] = True
    label = format_html("{}{}", bound.label, optional_mark(bound, optional))
    before = format_html("{}{}", help_line(bound), error_line(bound))
    if isinstance(bound.field.widget, GROUPS):
        return group(bound, label, before, attributes)
    if isinstance(bound.field.widget, forms.CheckboxInput):
        box = format_html(
            '<label class="choice">{} <span>{}</span></label>', bound.as_widget(attrs=attributes), bound.label
        )
        return format_html('<div class="field">{}{}</div>', before, box)
    attributes["class"] = " ".join(filter(None, ["input", bound.field.widget.attrs.get("class")]))
    return format_html(
        '<div class="field"><label for="{}">{}</label>{}{}</div>',
        bound.id_for_label,
        label,
        before,
        bound.as_widget(attrs=attributes),
    )


def group(bound: BoundField, label: str, before: str, attributes: dict[str, Any]) -> SafeString:
    """Give a set of boxes or dots under its legend; the five questions of the public keep their icons."""
    for choice in bound.subwidgets[:1]:
        choice.data["attrs"].update(attributes)
    described = bound.aria_describedby
    return format_html(
        '<fieldset class="field" id="{}"{}><legend>{}</legend>{}<div class="row">{}</div></fieldset>',
        bound.auto_id,
        format_html(' aria-describedby="{}"', described) if described else "",
        label,
        before,
        format_html_join("", "{}", ((choice_label(choice),) for choice in bound.subwidgets)),
    )


def choice_label(choice: Any) -> SafeString:
    """Give one box or dot with its words."""
    value = choice.data["value"]
    key = getattr(getattr(value, "instance", None), "key", str(value))
    if key in POLES:
        look = format_html('class="pole" data-pole="{}"', key)
        return format_html("<label {}>{} {}{}</label>", look, choice.tag(), icon(key), choice.choice_label)
    return format_html('<label class="choice">{} <span>{}</span></label>', choice.tag(), choice.choice_label)


def optional_mark(bound: BoundField, optional: bool | None) -> SafeString | str:
    """Give the words "(optional)", where the field is."""
    if not (optional if optional is not None else not bound.field.required):
        return ""
    return format_html(' <span class="optional">{}</span>', pgettext("field", "(optional)"))


def help_line(bound: BoundField) -> SafeString | str:
    """Give the help of a field, under the id Django announces it by."""
    if not bound.help_text:
        return ""
    return format_html('<p class="help" id="{}_helptext">{}</p>', bound.auto_id, bound.help_text)


def error_line(bound: BoundField) -> SafeString | str:
    """Give what is wrong with a field, under the id Django announces it by."""
    if not bound.errors:
        return ""
    return format_html(
        '<p class="error" id="{}_error">{}<span><span class="sr">{} </span>{}</span></p>',
        bound.auto_id,
        icon("warning"),
        _("To correct:"),
        " ".join(map(str, bound.errors)),
    )


def first_wrong(form: forms.BaseForm) -> str | None:
    """Give the name of the first field with an error, in the order of the form."""
    if not form.is_bound or not form.errors:
        return None
    return next((name for name in form.fields if name in form.errors), None)


def mistakes(form: Any) -> Iterator[tuple[str, str]]:
    """Give (id of the control or "", sentence) for each error of a form or of a formset and its forms."""
    if hasattr(form, "forms"):
        yield from (("", str(error)) for error in form.non_form_errors())
        for row in form.forms:
            yield from mistakes(row)
        return
    yield from (("", str(error)) for error in form.non_field_errors())
    for bound in form:
        target = f"{bound.auto_id}_0" if isinstance(bound.field.widget, GROUPS) else bound.id_for_label
        for error in bound.errors:
            yield target, _("%(field)s: %(error)s") % {"field": bound.label, "error": error}


@register.simple_tag
def error_summary(*sent: Any) -> SafeString | str:
    """`{% error_summary form steps %}`: every mistake of the forms and formsets given, a link to each field.

    Gives nothing where there is no mistake.
    """
    found = [mistake for form in sent if form is not None and form.is_bound for mistake in mistakes(form)]
    if not found:
        return ""
    title = ngettext("One thing to correct", "%(count)s things to correct", len(found)) % {"count": len(found)}
    lines = format_html_join(
        "",
        "<li>{}</li>",
        ((format_html('<a href="#{}">{}</a>', target, words) if target else words,) for target, words in found),
    )
    return format_html(
        '<section class="errors" id="errors" role="alert" aria-labelledby="errors-title" tabindex="-1">'
        '<h2 id="errors-title">{}</h2><ul>{}</ul><p class="help">{}</p></section>',
        title,
        lines,
        _("Your text is kept."),
    )
