"""What is known of an invitation: which one a token opens, whose account its address is, who asks."""

from dataclasses import dataclass
from hashlib import sha256
from secrets import token_urlsafe

from django.db.models import Q
from django.utils import timezone

from accounts.models import User

from .models import Invitation, Place, Role, RoleKind
from .people import above

TOKEN_BYTES = 32


def new_token() -> str:
    """Give a token nobody guesses, fit for an address."""
    return token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """Give what the database holds of a token."""
    return sha256(token.encode(errors="replace")).hexdigest()


def opened_by(token_hash: str) -> Invitation | None:
    """Give the invitation a token opens today (one query); None for one that is used, withdrawn, too old or unknown."""
    found = Invitation.objects.valid(timezone.now()).filter(token_hash=token_hash, sent_at__isnull=False)
    return found.select_related("place", "made_by").first()


def owner_of(address: str) -> User | None:
    """Give whose account opens with this address, one of the confirmed ones or the main one; None where it is nobody's."""
    return User.objects.known_by(address) or User.objects.filter(email=User.objects.tidy(address)).first()


@dataclass(frozen=True)
class Inviter:
    """In which function somebody asks, and where: no name."""

    function: str
    place: Place | None


def inviter_of(invitation: Invitation) -> Inviter | None:
    """Give in which function who made `invitation` may ask (one query); None where they hold none any more."""
    if invitation.made_by is None or not invitation.made_by.is_active:
        return None
    asking = Q(kind=RoleKind.ADMINISTRATOR)
    if invitation.place is not None:
        asking |= Q(kind=RoleKind.MANAGER, place__in=above(invitation.place))
    roles = Role.objects.current().filter(asking, person=invitation.made_by).select_related("place")
    role = roles.order_by("-kind").first()  # a manager of the place before an administrator of the network
    return Inviter(str(role.get_kind_display()), role.place) if role is not None else None


def holds_already(person: User | None, invitation: Invitation) -> bool:
    """Say whether `person` holds the role an invitation offers, or will: to come in would change none of its days."""
    if person is None:
        return False
    scope = {"kind": invitation.kind, "place": invitation.place, "language": invitation.language}
    return Role.objects.lasting().filter(person=person, **scope).exists()
