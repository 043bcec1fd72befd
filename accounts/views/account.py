"""A person's own page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache

from ..actions import save_settings
from ..forms import SettingsForm
from ..models import User


@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Show and keep the settings of the person signed in; what was kept is said in the language just chosen."""
    person = User.objects.get(pk=request.user.pk)  # a refused form must not colour the rest of the page
    form = SettingsForm(request.POST or None, instance=person)
    if request.method != "POST" or not form.is_valid():
        return render(request, "account/account.html", {"form": form})
    save_settings(person=person, by=request.user, **form.cleaned_data)
    with override(person.language):
        messages.success(request, _("Your settings are kept."))
        return redirect("account")
