"""The figures of the network in the editors' admin; what is saved there passes by our action."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from multilingual.languages import CODES, OWN_NAMES, column

from .actions import save_figure
from .models import NetworkFigure


class SavesFigure:
    """Saves a figure by our action."""

    def save_instance(self) -> NetworkFigure:
        """Save what the form describes."""
        return save_figure(figure=self.form.save(commit=False), by=self.request.user)


class AddFigure(SavesFigure, CreateView):
    """A new figure."""


class EditFigure(SavesFigure, EditView):
    """A figure said again, or of a later year."""


def in_one_language(code: str) -> MultiFieldPanel:
    """Give the panel of one language, headed by its own name; every field is required in each."""
    return MultiFieldPanel(
        [FieldPanel(column(name, code)) for name in ("label", "when", "source")], heading=OWN_NAMES[code]
    )


@register_snippet
class NetworkFigureViewSet(SnippetViewSet):
    """The figures of the front page, in their order."""

    model = NetworkFigure
    icon = "order"
    menu_label = _("Figures of the network")
    menu_name = "figures"
    menu_order = 245
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["value", "label", "year", "position"]
    ordering = ["position", "pk"]
    add_view_class = AddFigure
    edit_view_class = EditFigure
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("value"), FieldPanel("year"), FieldPanel("position")]),
            *(in_one_language(code) for code in CODES),
        ]
    )
