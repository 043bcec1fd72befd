"""The addresses of a person: one more, confirmed by a mailed code; the main one; one less."""

from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ..actions import AT_MOST, AddressTaken, add_address, make_primary, remove_address, write_to_nobody
from ..codes import is_right, new_code, waiting
from ..emails import send_letter
from ..forms import AddressForm, MailedCodeForm
from ..limits import fresh
from ..models import User
from .equal_work import blank

PURPOSE = "one more address"
CODE_LETTER, TAKEN_LETTER = "accounts/letters/address_code", "accounts/letters/address_taken"


@never_cache
@login_required
@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def addresses(request: HttpRequest) -> HttpResponse:
    """Show the addresses of who is signed in, and change them: `do` is add, primary or remove."""
    do = request.POST.get("do", "")
    if do in ("primary", "remove"):
        return change_address(request, do, request.POST.get("address", ""))
    form = AddressForm(request.POST if do else None)
    if do and form.is_valid() and may_add(request, form):
        return ask_to_confirm(request, User.objects.tidy(form.cleaned_data["email"]))
    return listed(request, form)


def listed(request: HttpRequest, form: AddressForm) -> HttpResponse:
    """Show the addresses with the form for one more."""
    known = list(EmailAddress.objects.filter(user=request.user, verified=True).order_by("-primary", "email"))
    return render(request, "account/addresses.html", {"addresses": known, "form": form, "full": len(known) >= AT_MOST})


def may_add(request: HttpRequest, form: AddressForm) -> bool:
    """Say whether one more address may be asked for now; what stands against it is said at the field."""
    address = User.objects.tidy(form.cleaned_data["email"])
    known = set(EmailAddress.objects.filter(user=request.user, verified=True).values_list("email", flat=True))
    if address in known:
        form.add_error("email", _("This address is yours already."))
    elif len(known) >= AT_MOST:
        form.add_error("email", _("You have %(count)s addresses. Remove one first.") % {"count": len(known)})
    elif not ratelimit.consume(request, action="manage_email"):
        form.add_error("email", _("Too many requests. Wait a few minutes, then try again."))
    return not form.errors


def ask_to_confirm(request: HttpRequest, address: str) -> HttpResponse:
    """Mail a code to an address; one that opens an account is told so itself, and nobody else is."""
    code = new_code(request.session, PURPOSE, address)
    owner = User.objects.known_by(address)
    letter = TAKEN_LETTER if owner else CODE_LETTER
    if not send_letter(to=owner or request.user, template=letter, context={"code": code}, address=address):
        subject, body = blank(letter)
        write_to_nobody(subject=subject, body=body)
    return redirect("confirm_address")


@never_cache
@login_required
@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_address(request: HttpRequest) -> HttpResponse:
    """Keep the address whose code came back; without a code that is waited for, back to the list."""
    code = waiting(request.session, PURPOSE)
    if code is None:
        return redirect("addresses")
    form = MailedCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if is_right(request.session, PURPOSE, form.cleaned_data["code"]) and kept(request, code.address):
            return redirect("addresses")
        if waiting(request.session, PURPOSE) is None:
            messages.error(request, _("This code is worth nothing any more. Ask for another one."))
            return redirect("addresses")
        form.add_error("code", _("This is not the code of the last letter. Copy it as it is written there."))
    return render(request, "account/confirm_address.html", {"form": form, "address": code.address})


def kept(request: HttpRequest, address: str) -> bool:
    """Keep a confirmed address and say so; False where it became another account's meanwhile."""
    try:
        add_address(person=request.user, address=address, by=request.user)
    except AddressTaken:
        return False
    messages.success(request, _("%(address)s is yours from now on.") % {"address": address})
    return True


def change_address(request: HttpRequest, do: str, row: str) -> HttpResponse:
    """Make an address the main one, or remove it, and say which."""
    number = int(row) if row.isdecimal() and len(row) < 16 else 0
    known = EmailAddress.objects.filter(user=request.user, pk=number).first()
    action = make_primary if do == "primary" else remove_address
    if known is None or not action(person=request.user, row=number, by=request.user):
        messages.error(request, _("This address stays as it is: it is the main one, or is not yours any more."))
    elif do == "primary":
        messages.success(request, _("You are written to at %(address)s from now on.") % {"address": known.email})
    else:
        messages.success(request, _("%(address)s was removed.") % {"address": known.email})
    return redirect("addresses")
