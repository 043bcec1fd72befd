"""What allauth asks of the house: who may come in, where they go next, in which language they are written to."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from .emails import password_link, send_letter
from .limits import counted_as, is_fresh
from .models import User
from .permissions import can_sign_in

LETTERS = {
    "account/email/login_code": "accounts/letters/sign_in_code",
    "account/email/password_reset_key": "accounts/letters/new_password",
}
"""The letters allauth may send, by the name it knows them under; it has no other to send here."""
CHANGES = {
    "account/email/password_changed": _("The password of your account was changed."),
    "account/email/password_set": _("Your account was given a password."),
    "account/email/password_reset": _("A new password was chosen for your account by the link of a letter."),
    "mfa/email/totp_activated": _("A code from an app is now asked when you sign in."),
    "mfa/email/totp_deactivated": _("The app whose codes were asked when you sign in was taken off your account."),
    "mfa/email/webauthn_added": _("A passkey was added to your account."),
    "mfa/email/webauthn_removed": _("A passkey was taken off your account."),
    "mfa/email/recovery_codes_generated": _(
        "Your account was given new recovery codes; the old ones are worth nothing."
    ),
}
"""What the owner of an account is told of by letter, so that nobody changes it unseen."""


class AccountAdapter(DefaultAccountAdapter):
    """The house's answers: no sign-up, letters and desk in the person's language, only our own addresses next."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "This address and this password do not go together. Check both, or ask for a code by mail."
        ),
        "too_many_login_attempts": _("Too many attempts. Wait a few minutes, then try again."),
        "email_taken": _("This address cannot be added."),
        "rate_limited": _("Too many requests. Wait a few minutes, then try again."),
        "incorrect_code": _("This is not the code of the last letter. Copy it as it is written there."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your present password."),
        "invalid_password_reset": _("This link was used already, or is too old."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: people come in by invitation."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Give the person of these credentials; somebody who may not sign in gets the answer a wrong password gets."""
        user = super().authenticate(request, **credentials)
        return user if user is not None and can_sign_in(user, request) else None

    def pre_login(self, request: HttpRequest, user: User, **hook: Any) -> HttpResponse | None:
        """Stop, whatever way they came (code, link), those who may not sign in by this request."""
        if can_sign_in(user, request):
            return None
        clear_login(request)
        messages.error(request, _("You cannot sign in to this account from here. Ask those who invited you."))
        return redirect("account_login")

    def get_login_stages(self) -> list[str]:
        """Give the steps of signing in, ours for the mailed code."""
        ours = {"allauth.account.stages.LoginByCodeStage": "accounts.stages.CodeStage"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Give the person's desk, in the language they chose."""
        with override(request.user.language):
            return reverse("desk")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Give the front page in the language that was being read."""
        return reverse("front")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Give the person's own page."""
        return reverse("account")

    def is_safe_url(self, url: str | None) -> bool:
        """Say whether `url` may follow a sign-in: a path of this site, without a host."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write one of the letters of signing in, to the address asked for, in its owner's language."""
        person = (
            context.get("user") or self.request.letter_for
        )  # the form found them, by the one lookup a stranger costs too
        if person is None:
            return
        facts = {"code": context.get("code", "")}
        if "uid" in context:
            facts["link"] = password_link(person)
        self.request.letter_written = send_letter(
            to=person, template=LETTERS[template_prefix], context=facts, address=email
        )

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell the owner of an account by letter that it changed; nothing of where from is kept or told."""
        if what := CHANGES.get(template_prefix):
            send_letter(to=user, template="accounts/letters/account_changed", context={"what": what})

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Give nothing: the letter makes the link, from the settings and not from what a request says its host is."""
        return ""

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count tries by account, whichever of its addresses is typed."""
        return counted_as(credentials.get("email", ""))

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Say whether who is signed in proves it again before the account changes: not a moment after they did."""
        return not is_fresh(self.request)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """Give the ways to prove it again, in our words; somebody with neither password nor app is mailed a code."""
        words = {
            "reauthenticate": _("Use your password"),
            "mfa_reauthenticate": _("Use a code of your app, or a recovery code"),
            "mfa_reauthenticate:webauthn": _("Use your passkey"),
        }
        known = [{**way, "description": words[way["id"]]} for way in super().get_reauthentication_methods(user)]
        by_mail = {"id": "code", "description": _("Have a code mailed to you"), "url": reverse("prove_by_code")}
        return known or ([by_mail] if user.is_authenticated else [])
