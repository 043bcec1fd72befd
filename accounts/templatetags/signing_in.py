"""What the pages of signing in ask: is a second proof missing, is there another organisation's sign-in?"""

from django import template
from django.conf import settings

from ..models import User
from ..permissions import is_let_off, lacks_second_factor

register = template.Library()


@register.simple_tag
def second_factor_state(person: User) -> str:
    """`{% second_factor_state request.user as state %}`: "missing", "let off" for a demo account of such a role, or ""."""
    if lacks_second_factor(person):
        return "missing"
    return "let off" if person.needs_second_factor and is_let_off(person) else ""


@register.simple_tag
def elsewhere_name() -> str:
    """`{% elsewhere_name as organisation %}`: whose sign-in the settings name, or ""."""
    return settings.OIDC_NAME if settings.OIDC_ISSUER else ""
