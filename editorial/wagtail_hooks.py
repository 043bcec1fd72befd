"""The vocabularies in the editors' admin, and what they lack; what is saved there passes by our action."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from multilingual.languages import CODES, OWN_NAMES, column

from .actions import save_term
from .models import Term
from .reports import UntranslatedTerms, urlpatterns


class SavesTerm:
    """Saves a term by our action."""

    def save_instance(self) -> Term:
        """Save what the form describes."""
        return save_term(term=self.form.save(commit=False), by=self.request.user)


class AddTerm(SavesTerm, CreateView):
    """A new term."""


class EditTerm(SavesTerm, EditView):
    """A term worded again."""


def in_one_language(code: str) -> MultiFieldPanel:
    """Give the panel of one language, headed by its own name; a label is required in each."""
    texts = [FieldPanel(column("text", code)), FieldPanel(column("reverse", code))]
    return MultiFieldPanel([FieldPanel(column("label", code)), *texts], heading=OWN_NAMES[code])


@register_snippet
class TermViewSet(SnippetViewSet):
    """The vocabularies: terms by vocabulary, in their order; nobody deletes one, for sheets and addresses use it."""

    model = Term
    icon = "tag"
    menu_label = _("Vocabularies")
    menu_name = "vocabularies"
    menu_order = 240
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["label", "vocabulary", "key", "position"]
    list_filter = ["vocabulary"]
    list_per_page = 100
    ordering = ["vocabulary", "position"]
    add_view_class = AddTerm
    edit_view_class = EditTerm
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("vocabulary"), FieldPanel("key"), FieldPanel("position")]),
            *(in_one_language(code) for code in CODES),
        ]
    )


class UntranslatedItem(MenuItem):
    """The way to the terms that lack a word, for who may write it."""

    def is_shown(self, request: Any) -> bool:
        """Say whether the person may change terms."""
        return UntranslatedTerms.permission_policy.user_has_any_permission(
            request.user, UntranslatedTerms.any_permission_required
        )


@hooks.register("register_reports_menu_item")
def offer_untranslated_terms() -> MenuItem:
    """Put the terms that lack a word among the reports."""
    address = reverse("untranslated_terms")
    return UntranslatedItem(_("Terms without a translation"), address, name="untranslated", icon_name="tag", order=300)


@hooks.register("register_admin_urls")
def untranslated_addresses() -> list[Any]:
    """Give the addresses of our reports in the admin."""
    return urlpatterns
