"""A person's data: a copy of all of it, and having oneself forgotten."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from editorial.forgetting import CannotBeForgotten, concerns_of

from ..actions import ask_export, erase_person
from ..forms.data import EraseForm
from ..limits import fresh
from ..models import DataExport, User
from ..permissions import has_data


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_data(request: HttpRequest) -> HttpResponse:
    """Show where the copy of the data of who is signed in stands, and have one made."""
    if not has_data(request.user):
        raise Http404
    if request.method == "POST":
        return asked(request)
    export = DataExport.objects.filter(person=request.user).select_related("file").first()
    return render(request, "account/data.html", {"export": export})


@fresh
def asked(request: HttpRequest) -> HttpResponse:
    """Have a copy made for somebody who proved who they are a moment ago."""
    ask_export(person=request.user, by=request.user)
    return redirect("my_data")


@never_cache
@login_required
@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def erase_account(request: HttpRequest) -> HttpResponse:
    """Say what having oneself forgotten means, and do it once the main address is typed."""
    if not has_data(request.user):
        raise Http404
    person = User.objects.get(pk=request.user.pk)
    form = EraseForm(request.POST if request.method == "POST" else None, person=person)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            erase_person(person=person, names=form.cleaned_data["names"], by=person)
        except CannotBeForgotten:
            status = 409  # a colleague's role ended meanwhile: the page says what stands against it
        else:
            logout(request)
            return redirect("account_erased")
    return render(request, "account/erase.html", {"form": form, **concerns(person)}, status=status)


def concerns(person: User) -> dict[str, list[str]]:
    """Give what stands against it, and what happens to what the person leaves."""
    known = concerns_of(person)
    return {
        "against": [each.sentence for each in known if each.stops],
        "leaving": [each.sentence for each in known if not each.stops],
    }


@never_cache
@require_safe
def account_erased(request: HttpRequest) -> HttpResponse:
    """Say that an account is no more, to whom it was and to anybody: it names nobody."""
    return render(request, "account/erased.html")
