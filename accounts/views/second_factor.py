"""Taking a passkey away: whoever decides for others keeps a second proof, as they keep the last app."""

from collections.abc import Callable
from functools import wraps

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def keeps_one(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Say why, and change nothing, where the passkey to take away is the last second proof of who must have one."""

    @wraps(view)
    def asked(request: HttpRequest, pk: int) -> HttpResponse:
        adapter = get_adapter()
        passkey = Authenticator.objects.filter(user_id=request.user.pk, type="webauthn", pk=pk).first()
        if passkey is None or adapter.can_delete_authenticator(passkey):
            return view(request, pk=pk)
        messages.error(request, adapter.error_messages["cannot_delete_authenticator"])
        return redirect("mfa_index")

    return asked
