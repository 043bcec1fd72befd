"""What every member's view of a sheet begins with: signed in, the sheet there, the right held; else nothing is there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from ..models import Practice

Predicate = Callable[[Any, Practice], bool]


def for_practice(allowed: Predicate) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Give the view the sheet `pk` names, if `allowed(user, practice)`; readers go to sign in, others find nothing."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @login_required
        @never_cache
        @wraps(view)
        def asked(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
            # by `id`: a number no column can hold finds nothing there, and breaks the query by `pk`, a relation
            practice = Practice.objects.select_related("latest_revision", "place", "owner").filter(id=pk).first()
            if practice is None or not allowed(request.user, practice):
                raise Http404
            return view(request, practice, **kwargs)

        return asked

    return decorate
