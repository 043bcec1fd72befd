"""What editors look through in the admin: the terms of the vocabularies that lack a word in some language."""

from django.db.models import Q, QuerySet
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from multilingual.languages import CODES, OWN_NAMES, column

from .models import Term

TEXTS = ("label", "text", "reverse")


def empty(field: str, code: str) -> Q:
    """Give the condition that a term has nothing in `field` in one language."""
    name = column(field, code)
    return Q(**{f"{name}__isnull": True}) | Q(**{name: ""})


def untranslated_terms() -> QuerySet:
    """Give the terms that lack a label in some language, or a text they have in another."""
    lacking = Q()
    for field in TEXTS:
        nowhere, somewhere_not = Q(), Q()
        for code in CODES:
            nowhere &= empty(field, code)
            somewhere_not |= empty(field, code)
        lacking |= somewhere_not if field == "label" else somewhere_not & ~nowhere
    return Term.objects.filter(lacking).order_by("vocabulary", "position", "pk")


def gaps(term: Term) -> str:
    """Say what a term lacks: each text with the languages it is missing in, by their own names."""
    lines = []
    for field in TEXTS:
        missing = [code for code in CODES if not getattr(term, column(field, code))]
        if missing and (field == "label" or len(missing) < len(CODES)):
            name = Term._meta.get_field(field).verbose_name
            lines.append(f"{name}: {', '.join(OWN_NAMES[code] for code in missing)}")
    return " · ".join(lines)


def edit_address(term: Term) -> str:
    """Give the address where a term is edited."""
    return reverse("wagtailsnippets_editorial_term:edit", args=[term.pk])


class UntranslatedTerms(ReportView):
    """The terms that lack a word in some language, each with what it lacks and the way to write it."""

    model = Term
    page_title = _("Terms without a translation")
    header_icon = "tag"
    index_url_name = "untranslated_terms"
    index_results_url_name = "untranslated_terms_results"
    results_template_name = "editorial/reports/untranslated_results.html"
    permission_policy = ModelPermissionPolicy(Term)
    any_permission_required = ["add", "change"]
    is_searchable = False
    columns = [
        TitleColumn("label", label=_("Term"), accessor=str, get_url=edit_address),
        Column("vocabulary", label=_("Vocabulary"), accessor="get_vocabulary_display"),
        Column("gaps", label=_("Missing in"), accessor=gaps),
    ]

    def get_queryset(self) -> QuerySet:
        """Give the terms that lack something."""
        return untranslated_terms()


urlpatterns = [
    path("reports/untranslated-terms/", UntranslatedTerms.as_view(), name="untranslated_terms"),
    path(
        "reports/untranslated-terms/results/",
        UntranslatedTerms.as_view(results_only=True),
        name="untranslated_terms_results",
    ),
]
