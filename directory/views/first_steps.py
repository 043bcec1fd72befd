"""The three small pages of the first visit, each of which may be skipped and taken up again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions import choose_rhythms, go_to_step, save_settings
from accounts.models import FirstStep, User
from editorial.notices import notices

from ..first_steps import STEPS, acts_of, functions_of, step_after
from ..forms import LanguageStepForm, PlaceStepForm
from ..permissions import can_take_first_steps


@login_required
@never_cache
@require_safe
def first_steps(request: HttpRequest) -> HttpResponse:
    """Lead to the step that comes next, to the first one for who has taken them all."""
    if not can_take_first_steps(request.user):
        raise Http404
    step = request.user.first_steps
    return redirect("first_step", step=step if step in STEPS else STEPS[0])


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def first_step(request: HttpRequest, step: str) -> HttpResponse:
    """Show one step; keep what was chosen (`do` is keep), skip it (skip), or leave the rest out (end)."""
    if step not in STEPS or not can_take_first_steps(request.user):
        raise Http404
    do = request.POST.get("do", "")
    form = form_of(request, step, sent=do == "keep")
    if request.method != "POST" or (do == "keep" and form is not None and not form.is_valid()):
        return show(request, step, form)
    person = User.objects.get(pk=request.user.pk)
    if do == "keep" and isinstance(form, LanguageStepForm):
        keep_language(person, **form.cleaned_data)
    elif do == "keep" and isinstance(form, PlaceStepForm):
        keep_settings(person, shown_name=form.cleaned_data["shown_name"])
    onward = FirstStep.DONE if do == "end" else step_after(step)
    go_to_step(person=person, step=onward, by=request.user)
    with override(person.language):
        if onward in STEPS:
            return redirect("first_step", step=onward)
        messages.success(request, _("Welcome. This is your desk: what waits for you stands here."))
        return redirect("desk")


def form_of(request: HttpRequest, step: str, *, sent: bool) -> LanguageStepForm | PlaceStepForm | None:
    """Give the form of a step, filled in where it was sent; None for the step that asks nothing."""
    data = request.POST if sent else None
    if step == FirstStep.LANGUAGE:
        return LanguageStepForm(data, person=request.user)
    if step == FirstStep.PLACE:
        return PlaceStepForm(data, initial={"shown_name": request.user.shown_name})
    return None


def show(request: HttpRequest, step: str, form: LanguageStepForm | PlaceStepForm | None) -> HttpResponse:
    """Give the page of a step."""
    context = {
        "step": step,
        "number": STEPS.index(FirstStep(step)) + 1,
        "last": len(STEPS),
        "form": form,
        "functions": functions_of(request.user) if step == FirstStep.PLACE else [],
        "acts": acts_of(request.user) if step == FirstStep.ACTS else [],
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, f"directory/first_steps/{step}.html", context, status=status)


def keep_language(person: User, *, language: str, time_zone: str, rhythm: str) -> None:
    """Keep the language and the hours of a person; and one rhythm for every kind of event, where they chose one."""
    keep_settings(person, language=language, time_zone=time_zone)
    if rhythm:
        choose_rhythms(person=person, rhythms=dict.fromkeys(notices(), rhythm), by=person)


def keep_settings(person: User, **changes: str) -> None:
    """Keep some of a person's settings, the others as they are."""
    names = ("language", "time_zone", "shown_name")
    known = {name: getattr(person, name) for name in names}
    save_settings(person=person, by=person, **(known | changes))
