"""How readers ask what changed in a sheet: its versions, and the difference between any two."""

from itertools import zip_longest
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from editorial.caching import public_page

from ..comparing import differences
from ..models import Practice, Version
from ..past import texts_of
from .versions import sheet_with_versions


@require_safe
@public_page
def practice_history(request: HttpRequest, code: str) -> HttpResponse:
    """List the versions of a sheet and show what differs between two, the last two unless the address names others."""
    practice, versions = sheet_with_versions(request, code)
    if code != practice.code:
        return redirect("practice_history", permanent=True, code=practice.code)
    pair, refusal = pair_asked(request.GET, versions)
    context = {
        "practice": practice,
        "versions": versions,
        "lines": list(zip_longest(versions, versions[1:])),
        "headline": versions[0].headline,
        "refusal": refusal,
        "canonical": reverse("practice_history", kwargs={"code": practice.code}),
        "chosen": bool(request.GET),
    }
    return render(request, "practices/history.html", context | compared(practice, pair))


def pair_asked(asked: QueryDict, versions: list[Version]) -> tuple[tuple[Version, Version] | None, str]:
    """Give the two versions to compare, the older first, and a sentence where the address asks for what is not there."""
    last_two = (versions[1], versions[0]) if len(versions) > 1 else None
    if "old" not in asked and "new" not in asked:
        return last_two, ""
    known = {str(version.number): version for version in versions}
    chosen = [known.get(asked.get(name, "")) for name in ("old", "new")]
    if chosen[0] is None or chosen[1] is None:
        return last_two, _("This sheet has no such version. Choose two of the list.")
    if chosen[0] is chosen[1]:
        return last_two, _("These are the same version. Choose two different ones.")
    older, newer = sorted((chosen[0], chosen[1]), key=lambda version: version.number)
    return (older, newer), ""


def compared(practice: Practice, pair: tuple[Version, Version] | None) -> dict[str, Any]:
    """Give the two versions and what differs between them; nothing where there is only one."""
    if pair is None:
        return {"old": None, "new": None, "differences": []}
    before, after = texts_of(practice, pair)
    return {"old": pair[0], "new": pair[1], "differences": differences(before, after)}
