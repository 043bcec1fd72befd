"""What the directory puts into other templates: a person's name, and the doors to one's roles and to the people of one's place."""

from typing import Any

from django.template.context import BaseContext
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.translation import gettext as _

from editorial.registry import slot

from .names import shown_name
from .permissions import can_see_people


@slot("person")
def name(person: Any, _context: BaseContext) -> str:
    """Give the name of a person as members see it, by one query at most; for a list, see `names.Names`."""
    return conditional_escape(shown_name(person))


@slot("desk-door")
def doors(user: Any, _context: BaseContext) -> str:
    """Give a member's ways to their own roles and, for who looks after people, to them (no query of its own)."""
    line = '<li><a href="{}">{}</a></li>'
    mine = format_html(line, reverse("my_roles"), _("My roles"))
    return mine + format_html(line, reverse("people"), _("Who does what")) if can_see_people(user) else mine
