"""What Wagtail's choosers may offer: a page somebody may not look at in the admin is not chosen there either."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.permission_policies.pages import PagePermissionPolicy


@hooks.register("construct_page_chooser_queryset")
def offer_what_may_be_seen(pages: Any, request: HttpRequest) -> Any:
    """Leave out of a chooser the pages outside of what the person may look at: members' sheets, above all."""
    return pages.filter(pk__in=PagePermissionPolicy().explorable_instances(request.user).values("pk"))
