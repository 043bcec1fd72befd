"""The two groups of Wagtail's admin: roles say who is in them, nobody edits them by hand."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from accounts.models import User

from ..models import RoleKind

EDITORS = "Editors"
ADMINISTRATORS = "Network administrators"
GROUP_OF = {RoleKind.EDITOR: EDITORS, RoleKind.ADMINISTRATOR: ADMINISTRATORS}
SHARED = {
    "wagtailadmin": ["access_admin"],
    "editorial": ["add_term", "change_term", "view_term"],
    "wagtailredirects": ["add_redirect", "change_redirect", "delete_redirect", "view_redirect"],
}
FILES = {
    "editorial": ["add_picture", "change_picture", "choose_picture"],
    "wagtaildocs": ["add_document", "change_document", "choose_document"],
}


def permissions(named: dict[str, list[str]]) -> list[Permission]:
    """Give the permissions named by app and codename, those that exist."""
    wanted = Q(pk__in=[])
    for app, codenames in named.items():
        wanted |= Q(content_type__app_label=app, codename__in=codenames)
    return list(Permission.objects.filter(wanted))


@transaction.atomic
def prepare_groups() -> dict[str, Group]:
    """Make the two groups and give them their rights in the admin; give them by name. Doing it twice changes nothing.

    On which pages they write is said by `home`, which has the standing pages; nobody has the whole tree, where members'
    sheets are: what Wagtail's own migration gave there is taken back. Their pictures and documents have a collection of
    their own: those of published sheets lie beside it, out of their reach.
    """
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in (EDITORS, ADMINISTRATORS)}
    shared, files = permissions(SHARED), permissions(FILES)
    root = Collection.get_first_root_node()
    GroupCollectionPermission.objects.filter(group__in=groups.values(), collection=root).delete()
    collection = root.get_children().filter(name=EDITORS).first() or root.add_child(name=EDITORS)
    for group in groups.values():
        group.permissions.add(*shared)
        for permission in files:
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
    GroupPagePermission.objects.filter(group__in=groups.values(), page=Page.get_first_root_node()).delete()
    return groups


def sync_groups(person: User, kinds: frozenset[str]) -> None:
    """Put `person` in the groups of the kinds they hold, and take them out of the others."""
    wanted = {name for kind, name in GROUP_OF.items() if kind in kinds}
    present = set(person.groups.filter(name__in=GROUP_OF.values()).values_list("name", flat=True))
    if wanted - present:
        groups = prepare_groups()
        person.groups.add(*(groups[name] for name in wanted - present))
    if present - wanted:
        person.groups.remove(*Group.objects.filter(name__in=present - wanted))
