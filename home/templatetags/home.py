"""Words the pages of this app need."""

from django import template
from django.conf import settings
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def language_name(code: str) -> str:
    """`{% language_name "it" as language %}`: the name of a language as the reader calls it."""
    return _(dict(settings.LANGUAGES)[code])
