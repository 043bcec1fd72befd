"""A member's drafts, the bin, and how a draft will look."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from directory.models import Place
from directory.people import places_of
from directory.permissions import is_member
from editorial.translating.originals import make_original

from ..actions import agree_to_cosign, put_in_bin, take_back, take_out_of_bin
from ..models import Practice
from ..permissions import can_agree_to_cosign, can_bin, can_change_original, can_edit, can_read_draft
from ..review import reviews_of
from ..versions import latest_draft
from .doors import for_practice
from .reading import sheet_context

PUBLISHED_SHOWN = 50
"""Published sheets the page offers to change; older ones are reached from the sheet itself."""


@login_required
@never_cache
@require_safe
def my_drafts(request: HttpRequest) -> HttpResponse:
    """List the drafts of one's places, and what lies in their bin."""
    if not is_member(request.user):
        raise Http404
    places = places_of(request.user)
    sheets = Practice.objects.signed_at(places).select_related("place", "owner").order_by("-latest_revision_created_at")
    drafts = list(sheets.in_work())
    reviews = reviews_of(drafts)
    context = {
        "drafts": [(draft, reviews.get(draft.pk)) for draft in drafts],
        "binned": [draft for draft in sheets.never_published().binned() if can_bin(request.user, draft)],
        "withdrawn": list(sheets.withdrawn()),
        "published": sheets.published().filter(has_unpublished_changes=False).newest_first()[:PUBLISHED_SHOWN],
        "may_start": bool(places),
    }
    return render(request, "practices/drafts.html", context)


@for_practice(can_read_draft)
@require_safe
def preview(request: HttpRequest, practice: Practice) -> HttpResponse:
    """Show the draft as readers will see it, in its original language."""
    draft = latest_draft(practice)
    answered = set(practice.cosignatures.values_list("place_id", flat=True))
    asked = [place for place in draft.cosigning.all() if place.pk not in answered]
    context = sheet_context(request, draft) | {
        "preview": True,
        "practice": draft,
        "may_edit": can_edit(request.user, practice),
        "asked": [place for place in asked if can_agree_to_cosign(request.user, draft, place)],
    }
    return render(request, "practices/preview.html", context)


@for_practice(can_bin)
@require_POST
def bin_practice(request: HttpRequest, practice: Practice) -> HttpResponse:
    """Put a draft in the bin."""
    put_in_bin(practice=practice, by=request.user)
    messages.info(request, _("The draft is in the bin. You can take it out for 30 days."))
    return redirect("my_drafts")


@for_practice(can_bin)
@require_POST
def restore_practice(request: HttpRequest, practice: Practice) -> HttpResponse:
    """Take a draft out of the bin."""
    take_out_of_bin(practice=practice, by=request.user)
    return redirect("write_practice", pk=practice.pk)


@for_practice(can_edit)
@require_POST
def take_back_practice(request: HttpRequest, practice: Practice) -> HttpResponse:
    """End the review so that the draft can be changed."""
    take_back(practice=practice, by=request.user)
    return redirect("write_practice", pk=practice.pk)


@for_practice(can_change_original)
@require_POST
def change_original(request: HttpRequest, practice: Practice) -> HttpResponse:
    """Make another language the original of a published sheet; where that cannot be, say why."""
    make_original(request, practice, request.POST.get("language", ""))
    return redirect("write_practice", pk=practice.pk)


@for_practice(can_read_draft)
@require_POST
def cosign_practice(request: HttpRequest, practice: Practice, place: int) -> HttpResponse:
    """Agree, for a co-signing place, to be named on the sheet."""
    cosigner = Place.objects.filter(pk=place).first()
    if cosigner is None or not can_agree_to_cosign(request.user, latest_draft(practice), cosigner):
        raise Http404
    agree_to_cosign(practice=practice, place=cosigner, by=request.user)
    messages.info(request, _("Your place will be named on the sheet."))
    return redirect("desk")
