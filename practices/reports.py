"""What do editors look at in the admin? Published versions of sheets, and what changed between two; nothing is written here.

Drafts are absent here as everywhere in the admin (docs/decisions/0010-sheets-outside-the-admin.md).
"""

from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from directory.permissions import is_administrator
from multilingual.languages import CODES, column
from multilingual.models import Shown

from .models import READABLE, Life, Practice, Version
from .past import versions_of
from .permissions import can_look_at_versions, can_look_through_versions
from .views.history import compared, pair_asked

SHEETS = gettext_lazy("Practice sheets")
LISTED_FIELDS = (
    "code",
    "life",
    "original_language",
    "last_published_at",
    *(column("headline", code) for code in CODES),
)


class SheetsItem(MenuItem):
    """The way to the published sheets, for who may look at their versions."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether the person may look at them."""
        return can_look_through_versions(request.user)


class Words(Column):
    """A column of words that may be in another language than the page; its accessor gives them as `Shown`.

    `address` gives where they lead for a row.
    """

    cell_template_name = "practices/admin/words.html"

    def __init__(self, name: str, *, address: Any = None, **facts: Any) -> None:
        super().__init__(name, **facts)
        self.address = address

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Give what the cell shows."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"shown": context["raw_value"], "address": self.address(instance) if self.address else ""}


class ForEditors:
    """A page of the admin for editors and network administrators; for others it is not there."""

    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Ask who reads before anything is read."""
        if not can_look_through_versions(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    @cached_property
    def practice(self) -> Practice:
        """Give the sheet the address names, one whose versions the person may look at."""
        found = Practice.objects.filter(id=self.kwargs["pk"]).select_related("place").first()
        if found is None or not can_look_at_versions(self.request.user, found):
            raise Http404
        return found

    @cached_property
    def versions(self) -> list[Version]:
        """Give the versions of that sheet, the newest first."""
        return versions_of(self.practice)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Give the way here: the list, and the sheet where there is one."""
        trail = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
        trail.append({"url": reverse("admin_sheets"), "label": SHEETS})
        if "pk" in self.kwargs:
            trail.append({"url": reverse("admin_sheet", args=[self.practice.pk]), "label": self.practice.code})
        return trail


def day_of(moment: Any) -> str:
    """Give the day of a moment in the reader's zone."""
    return date_format(timezone.localtime(moment), "DATE_FORMAT")


def address_of_sheet(practice: Practice) -> str:
    """Give where a sheet's versions are listed."""
    return reverse("admin_sheet", args=[practice.pk])


class Sheets(ForEditors, BaseListingView):
    """The sheets that have published versions, the latest first, found by code or headline."""

    model = Practice
    page_title = SHEETS
    header_icon = "doc-full"
    index_url_name = "admin_sheets"
    index_results_url_name = "admin_sheets_results"
    verbose_name_plural = gettext_lazy("published practice sheets")
    paginate_by = 50
    is_searchable = True
    search_backend_name = None  # a few columns, not the index, which knows drafts too
    search_fields = ("code", *(column("headline", code) for code in CODES))
    columns = (
        Words(
            "headline",
            label=gettext_lazy("Headline"),
            accessor=lambda practice: practice.shown("headline"),
            address=address_of_sheet,
        ),
        Column("code", label=gettext_lazy("Code")),
        Column("life", label=gettext_lazy("Life"), accessor=lambda practice: capfirst(practice.get_life_display())),
        Column("number_of_versions", label=gettext_lazy("Versions")),
        Column(
            "last_published_at",
            label=gettext_lazy("Published on"),
            accessor=lambda practice: day_of(practice.last_published_at),
        ),
    )

    def get_base_queryset(self) -> Any:
        """Give the sheets readers have; network administrators find the withdrawn ones too."""
        seen = Q(life__in=READABLE)
        if is_administrator(self.request.user):
            seen |= Q(life=Life.WITHDRAWN)
        sheets = Practice.objects.filter(seen).rewrite(False).annotate(number_of_versions=Count("versions"))
        return sheets.filter(number_of_versions__gt=0).order_by("-last_published_at", "-pk").only(*LISTED_FIELDS)


def note_of(version: Version) -> Shown:
    """Give the change note of a version, in the language it is written in."""
    return Shown(version.note, version.language, True)


def address_of_version(version: Version) -> str:
    """Give the page that shows a version, the one readers have."""
    return reverse("practice_version", kwargs={"code": version.practice.code, "number": version.number})


class Versions(ForEditors, BaseListingView):
    """The published versions of one sheet, each with the way to what it said."""

    page_subtitle = gettext_lazy("Published versions")
    header_icon = "history"
    paginate_by = 50
    columns = (
        Words(
            "number",
            label=gettext_lazy("Version"),
            accessor=lambda version: Shown(_("Version %(number)d") % {"number": version.number}, "", False),
            address=address_of_version,
        ),
        Column(
            "published_at", label=gettext_lazy("Published on"), accessor=lambda version: day_of(version.published_at)
        ),
        Words("headline", label=gettext_lazy("Headline"), accessor=lambda v: Shown(v.headline, v.language, True)),
        Words("note", label=gettext_lazy("Change note"), accessor=note_of),
        Words(
            "place",
            label=gettext_lazy("Place"),
            accessor=lambda version: version.place.shown("headline") if version.place else Shown("", "", False),
        ),
        Column(
            "grade",
            label=gettext_lazy("Evidence grade"),
            accessor=lambda version: getattr(version.grade_term, "label", ""),
        ),
    )

    def get_base_queryset(self) -> list[Version]:
        """Give the versions, each knowing its sheet."""
        for version in self.versions:
            version.practice = self.practice
        return self.versions

    def get_page_title(self) -> str:
        """Give the sheet's code."""
        return str(self.practice.code)

    def get_index_url(self) -> str:
        """Give this page's own address, for the next pages of it."""
        return address_of_sheet(self.practice)

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """Offer to compare, where there are two."""
        if len(self.versions) < 2:
            return []
        address = reverse("admin_sheet_compare", args=[self.practice.pk])
        return [HeaderButton(label=_("Compare two versions"), url=address, icon_name="history")]


class Compare(ForEditors, WagtailAdminTemplateMixin, TemplateView):
    """What differs between two published versions, field by field and word by word."""

    template_name = "practices/admin/compare.html"
    page_subtitle = gettext_lazy("What changed")
    header_icon = "history"

    def get_page_title(self) -> str:
        """Give the sheet's code."""
        return str(self.practice.code)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Give the way here."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_subtitle}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the two versions the address names, else the last two, and what differs between them."""
        pair, refusal = pair_asked(self.request.GET, self.versions)
        found = {"practice": self.practice, "versions": self.versions, "refusal": refusal}
        return super().get_context_data(**kwargs) | found | compared(self.practice, pair)


urlpatterns = [
    path("practice-sheets/", Sheets.as_view(), name="admin_sheets"),
    path("practice-sheets/results/", Sheets.as_view(results_only=True), name="admin_sheets_results"),
    path("practice-sheets/<int:pk>/", Versions.as_view(), name="admin_sheet"),
    path("practice-sheets/<int:pk>/compare/", Compare.as_view(), name="admin_sheet_compare"),
]
