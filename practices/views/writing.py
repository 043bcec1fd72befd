"""Starting, writing and submitting a sheet."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from directory.people import places_of
from multilingual.languages import reader_language

from ..actions import Incomplete, Stale, UnderReview, save_draft, start_practice, submit_practice
from ..changes import changes_of
from ..completeness import missing_for_review
from ..forms import SheetForm, StartForm
from ..models import Practice, Remark
from ..permissions import can_declare_minor, can_edit, can_start
from ..review import review_of
from ..revising import anew_because
from ..versions import latest_draft, version
from .doors import for_practice
from .remarks import act_on_remark
from .writing_page import writing_context


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Ask the first question, then open the new draft."""
    places = places_of(request.user).signing()
    if not places:
        raise Http404
    initial = {"original_language": reader_language(), "place": places[0].pk, "form": request.GET.get("form", "full")}
    form = StartForm(request.POST or None, places=places, initial=initial)
    if request.method == "POST" and form.is_valid() and can_start(request.user, form.cleaned_data["place"]):
        given = form.cleaned_data
        practice = start_practice(
            place=given["place"],
            form=given["form"],
            language=given["original_language"],
            headline=given["headline"],
            by=request.user,
        )
        return redirect("write_practice", pk=practice.pk)
    return render(request, "practices/start.html", {"form": form}, status=422 if form.is_bound else 200)


@for_practice(can_edit)
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, practice: Practice) -> HttpResponse:
    """Show the writing form; save it, and submit it where that was asked."""
    if request.method == "POST":
        return autosave(request, practice) if is_autosave(request) else save(request, practice)
    draft = latest_draft(practice)
    form = sheet_form(request, practice, draft)
    context = writing_context(request, practice=practice, draft=draft, form=form, review=review_of(practice))
    return render(request, "practices/write.html", context)


def sheet_form(request: HttpRequest, practice: Practice, draft: Practice, **posted: Any) -> SheetForm:
    """Give the form of `draft` for who asks; of a published sheet it also asks which changes are minor, those who may say."""
    asked = practice.live and can_declare_minor(request.user, practice)
    changed = changes_of(practice, draft) if asked else []
    return SheetForm(practice=draft, places=list(places_of(request.user)), changed=changed, **posted)


def is_autosave(request: HttpRequest) -> bool:
    """Say whether a script saves behind the writer's back."""
    return request.headers.get("X-Autosave") == "1"


def posted_form(request: HttpRequest, practice: Practice) -> SheetForm:
    """Give the posted form, its rows moved as the pressed button says."""
    form = sheet_form(request, practice, latest_draft(practice), data=request.POST, files=request.FILES)
    relation, _sep, order = request.POST.get("rows", "").partition(":")
    verb, _sep, key = order.partition(":")
    if relation in form.rows:
        if verb in ("up", "down"):
            form.rows[relation].move(key, -1 if verb == "up" else 1)
        elif verb == "remove":
            form.rows[relation].remove(key)
    return form


def autosave(request: HttpRequest, practice: Practice) -> JsonResponse:
    """Save what is well formed and answer with the new version, or with why not (409 stale or in review)."""
    form = posted_form(request, practice)
    form.is_valid()
    try:
        draft = save_draft(
            practice=practice, changes=form.changes(), expected=request.POST.get("version", ""), by=request.user
        )
    except Stale:
        return JsonResponse(
            {"reason": "stale", "message": _("Somebody saved a newer version of this draft.")}, status=409
        )
    except UnderReview:
        return JsonResponse({"reason": "review", "message": _("This draft is being reviewed.")}, status=409)
    errors = {form.add_prefix(name): list(found) for name, found in form.errors.items()}
    for rows in form.rows.values():
        for row in rows.forms:
            errors |= {row.add_prefix(name): list(found) for name, found in row.errors.items()}
    return JsonResponse({"version": version(draft), "errors": errors, **saved_words(draft)})


def saved_words(draft: Practice) -> dict[str, Any]:
    """Give the sentences the page shows after a save, in the reader's language."""
    gaps = missing_for_review(draft)
    at = date_format(timezone.localtime(draft.latest_revision_created_at), "TIME_FORMAT")
    left = ngettext("%(count)d point before review", "%(count)d points before review", len(gaps)) % {"count": len(gaps)}
    return {
        "saved": _("Saved at %(time)s") % {"time": at},
        "left": left if gaps else _("Ready for review"),
        "parts": sorted({gap.part for gap in gaps}),
    }


def save(request: HttpRequest, practice: Practice) -> HttpResponse:
    """Save the form a person sent, and submit it where that was asked; refused, their text stays in front of them."""
    form = posted_form(request, practice)
    if not form.is_valid():
        return answer(request, practice, form, status=422)
    submitting = request.POST.get("do") == "submit"
    try:
        draft = save_draft(
            practice=practice,
            changes=form.changes(),
            expected=request.POST.get("version", ""),
            by=request.user,
            new_revision=submitting,
        )
    except Stale as stale:
        return answer(request, stale.practice, form, status=409, newer=latest_draft(stale.practice))
    except UnderReview:
        return answer(request, practice, form, status=409)
    if submitting:
        return submit(request, draft)
    remark = act_on_remark(request, draft)
    return after_save(request, draft) if remark is None else after_remark(draft, remark)


def after_remark(draft: Practice, remark: Remark) -> HttpResponse:
    """Come back to the remark that was answered or settled, the draft saved with it."""
    target = redirect("write_practice", pk=draft.pk)
    target["Location"] += f"#remark-{remark.pk}"
    return target


def after_save(request: HttpRequest, draft: Practice) -> HttpResponse:
    """Come back to the form where the person was."""
    relation = request.POST.get("rows", "").partition(":")[0]
    target = redirect("write_practice", pk=draft.pk)
    if request.POST.get("do") == "preview":
        return redirect("preview_practice", pk=draft.pk)
    if relation:
        target["Location"] += f"?more={relation}#{relation}"
    elif request.POST.get("do") == "save":
        messages.info(request, _("Your draft is saved. Nobody sees it but your place."))
    return target


def submit(request: HttpRequest, draft: Practice) -> HttpResponse:
    """Submit what was just saved; where something is missing, say what, field by field.

    Where it would begin its review again, that is said first, and the next press of the button submits it.
    """
    if "anew" not in request.POST and anew_because(draft, review_of(draft))[0]:
        fresh = Practice.objects.select_related("latest_revision", "place", "owner").get(pk=draft.pk)
        return answer(request, fresh, sheet_form(request, fresh, latest_draft(fresh)), status=409, asks_anew=True)
    try:
        submit_practice(practice=draft, expected=version(draft), by=request.user)
    except Incomplete as refusal:
        fresh = Practice.objects.select_related("latest_revision", "place", "owner").get(pk=draft.pk)
        current = latest_draft(fresh)
        form = sheet_form(request, fresh, current)
        return answer(request, fresh, form, status=422, missing=refusal.missing)
    except (Stale, UnderReview):
        return redirect("write_practice", pk=draft.pk)
    messages.info(request, _("Your sheet is with its reviewers. You will get a letter when they have decided."))
    return redirect("my_drafts")


def answer(request: HttpRequest, practice: Practice, form: SheetForm, *, status: int, **more: Any) -> HttpResponse:
    """Show the form again with what is wrong, the person's text kept."""
    context = writing_context(
        request, practice=practice, draft=form.practice, form=form, review=review_of(practice), **more
    )
    return render(request, "practices/write.html", context, status=status)
