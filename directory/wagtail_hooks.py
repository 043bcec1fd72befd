"""Places and roles in the editors' admin, for network administrators; everything saved there passes by our actions."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet, SnippetViewSetGroup

from accounts.permissions import keeper

from .actions import end_role, grant_role, keep_place
from .forms import PlaceForm, RoleForm
from .models import Place, Role
from .permissions import is_administrator, still_edits

keeper(still_edits)


class ForAdministrators(ModelPermissionPolicy):
    """Network administrators add and change; nobody deletes: a place is no longer listed, a role ends."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Say whether `user` may do `action` in the admin."""
        return action in {"add", "change", "view"} and is_administrator(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Say whether `user` may do one of `actions`."""
        return any(self.user_has_permission(user, action) for action in actions)


for model in (Place, Role):
    register_permission_policy(model, ForAdministrators(model))


class KeepsPlace:
    """Saves a place by our action."""

    def save_instance(self) -> Place:
        """Save what the form describes."""
        return keep_place(place=self.form.save(commit=False), by=self.request.user)


class AddPlace(KeepsPlace, CreateView):
    """A new place."""


class EditPlace(KeepsPlace, EditView):
    """A place described again."""


class GiveRole(CreateView):
    """A role given."""

    def save_instance(self) -> Role:
        """Give the role the form describes."""
        facts = {name: self.form.cleaned_data[name] for name in ("kind", "place", "language", "begins", "ends")}
        return grant_role(person=self.form.person, by=self.request.user, **facts)


class EndRole(EditView):
    """A role ended."""

    def save_instance(self) -> Role:
        """End the role on the day the form names; who ends it here is one of those who are told of places without manager."""
        return end_role(role=self.object, on=self.form.cleaned_data["ends"], by=self.request.user, knowing=True)


class PlaceViewSet(SnippetViewSet):
    """Places with their mailboxes and local pôles."""

    model = Place
    icon = "site"
    menu_label = _("Places")
    list_display = ["__str__", "form", "life", "country", "zone"]
    list_filter = ["form", "life", "country"]
    ordering = ["country", "zone"]
    copy_view_enabled = False
    add_view_class = AddPlace
    edit_view_class = EditPlace
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("original_language"), FieldPanel("slug")]),
            FieldRowPanel([FieldPanel("form"), FieldPanel("life")]),
            FieldPanel("zone"),
            FieldRowPanel([FieldPanel("country"), FieldPanel("time_zone")]),
            FieldRowPanel([FieldPanel("mother"), FieldPanel("holder")]),
            InlinePanel(
                "mailboxes", heading=_("Function mailboxes"), panels=[FieldPanel("function"), FieldPanel("address")]
            ),
            InlinePanel(
                "local_poles",
                heading=_("Local pôles"),
                panels=[FieldPanel("pole"), FieldPanel("name"), FieldPanel("language"), FieldPanel("position")],
            ),
        ],
        base_form_class=PlaceForm,
    )


class RoleViewSet(SnippetViewSet):
    """Roles, given and ended."""

    model = Role
    icon = "key"
    menu_label = _("Roles")
    list_display = [
        Column("address", label=_("person"), accessor="person.email"),
        "kind",
        "place",
        "language",
        "begins",
        "ends",
    ]
    list_filter = ["kind", "place", "language"]
    ordering = ["-begins", "-pk"]
    copy_view_enabled = False
    add_view_class = GiveRole
    edit_view_class = EndRole
    edit_handler = ObjectList(
        [
            FieldPanel("address"),
            FieldPanel("kind"),
            FieldRowPanel([FieldPanel("place"), FieldPanel("language")]),
            FieldRowPanel([FieldPanel("begins"), FieldPanel("ends")]),
        ],
        base_form_class=RoleForm,
    )


@register_snippet
class DirectoryGroup(SnippetViewSetGroup):
    """The directory's entry in the menu of the admin."""

    items = (PlaceViewSet, RoleViewSet)
    menu_label = _("Directory")
    menu_icon = "group"
    menu_order = 250


@hooks.register("construct_settings_menu")
def hide_people(request: Any, items: list[Any]) -> None:
    """Take Wagtail's users and groups out of the menu: they do not exist here."""
    items[:] = [item for item in items if item.name not in {"users", "groups"}]
