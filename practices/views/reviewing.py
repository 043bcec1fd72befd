"""The place review: read the sheet as it will be, publish it or send it back with a word."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..actions import AlreadyDecided, Stale, decide_place_review
from ..forms import DecisionForm
from ..models import Practice
from ..permissions import can_decide_place_review
from ..review import review_of
from ..versions import latest_draft, version
from .doors import for_practice
from .reading import sheet_context


@for_practice(can_decide_place_review)
@require_http_methods(["GET", "POST"])
def review_practice(request: HttpRequest, practice: Practice) -> HttpResponse:
    """Show the sheet with the decision below it; take the decision."""
    review = review_of(practice)
    if not review.is_open or review.state is None:
        messages.info(request, _("This review is over: somebody decided, or the author took the sheet back."))
        return redirect("desk")
    initial = {"version": version(practice), "round": review.state.pk}
    form = DecisionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return decide(request, practice, form)
    draft = latest_draft(practice)
    context = sheet_context(request, draft) | {"form": form, "review": review, "practice": practice, "preview": True}
    return render(request, "practices/review.html", context, status=422 if form.is_bound else 200)


def decide(request: HttpRequest, practice: Practice, form: DecisionForm) -> HttpResponse:
    """Take the decision the form asks for; where somebody was faster, say so and keep the word."""
    given = form.cleaned_data
    try:
        decided = decide_place_review(
            practice=practice,
            round_id=given["round"],
            expected=given["version"],
            publish=given["decision"] == "publish",
            word=given["word"],
            by=request.user,
        )
    except AlreadyDecided:
        messages.info(request, _("This review is over: somebody decided, or the author took the sheet back."))
        return redirect("desk")
    except Stale:
        messages.info(request, _("The draft changed since you opened it. Read it again, then decide."))
        return redirect("review_practice", pk=practice.pk)
    if given["decision"] == "publish":
        return redirect("practice", slug=decided.slug)
    messages.info(request, _("The sheet is back with its author, with your word."))
    return redirect("desk")
