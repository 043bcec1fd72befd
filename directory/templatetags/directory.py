"""The door from a page to its translating page."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from directory.permissions import can_write_translation
from editorial.templatetags.editorial.drawings import icon
from editorial.templatetags.editorial.frame import has_session
from editorial.wording import LANGUAGES
from multilingual.languages import reader_language
from multilingual.models import MISSING

register = template.Library()


@register.simple_tag(takes_context=True)
def translate_door(context: Context, thing: Any, name: str) -> SafeString | str:
    """`{% translate_door practice "translate_practice" %}`: for a member, the way to translate into the reader's language.

    Nothing for a browser without a session, which no public page may ask for its person, nor in the original's own language.
    """
    language = reader_language()
    if not has_session(context) or language == thing.original_language:
        return ""
    if not can_write_translation(context["request"].user, thing):
        return ""
    missing = dict(thing.language_states()).get(language) == MISSING
    words = _("Translate into %(language)s") if missing else _("Work on the translation into %(language)s")
    return format_html(
        '<p class="no-print"><a class="more" href="{}">{}{}</a></p>',
        reverse(name, kwargs={"pk": thing.pk, "code": language}),
        icon("translate"),
        words % {"language": LANGUAGES[language]},
    )
