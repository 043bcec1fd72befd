"""Every address of Wagtail's admin, filled in with the keys of the scene: what could be done there to a sheet in each state."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.contrib.auth.models import Group
from wagtail.documents.models import Document
from wagtail.models import Collection, Site, Task, TaskState, Workflow, WorkflowState

from directory.models import Role
from editorial.models import Picture, Term
from home.models import FrontPage, NetworkFigure
from practices.models import PracticeIndex

from .addresses import Address, addresses
from .scene import Scene
from .sheets import PATHS, Sheet

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
API_VERBS = "copy convert_alias create_alias delete publish unpublish move revert_to_page_revision copy_for_translation"
BULK_VERBS = "delete move publish unpublish"
OURS = {"admin_sheet", "admin_sheet_compare"}
"""Where editors look at the published versions of a sheet."""
OF_A_PAGE = {"page_id", "parent_page_id", "page_to_move_id", "page_pk", "object_id"}
POSTED = {
    "new_title": "copie",
    "new_slug": "copie",
    "new_headline": "copie",
    "confirm": "yes",
    "comment": "non",
    "action-publish": "1",
    "action-workflow-action": "approve",
    "next": "/cms/",
    "position": "0",
    "restriction_type": "none",
    "search": "corbeau",
}
"""What forms of the admin that change a page ask for; each takes what it knows."""


class Door(NamedTuple):
    """One address of the admin filled in: where, its name, and the sheet it is about, if any."""

    address: str
    name: str
    sheet: Sheet | None


def admin_addresses() -> list[Address]:
    """Give the addresses of Wagtail's admin."""
    return [each for each in addresses() if each.family == "wagtail admin" and each.name and not each.is_ours]


def doors(scene: Scene, states: Iterable[str] = PATHS) -> Iterator[Door]:
    """Give every address of the admin: those about a page for a sheet in each of `states`, the others once, with a search."""
    sheets = [scene.sheet(state) for state in states]
    for each in admin_addresses():
        for sheet in sheets if is_about_page(each) or each.name in OURS else sheets[:1]:
            for verb in verbs(each):
                address = filled(each, scene, sheet, verb)
                if is_about_page(each):
                    yield Door(address, each.name, sheet)
                else:
                    yield Door(f"{address}?{query(sheet)}", each.name, None)
    yield from lists()


def lists() -> Iterator[Door]:
    """Give the lists of pages again, asked for sheets in every way their addresses know, and bulk actions on all of them."""
    for asked in ("?page_type=practices.practice", "?page_type=practices.practiceindex", "?q=corbeau", "?p=2", ""):
        yield Door(f"/cms/choose-page/{asked}", "wagtailadmin_choose_page", None)
        yield Door(f"/cms/choose-page/search/{asked}", "wagtailadmin_choose_page_search", None)
    index = PracticeIndex.objects.get().pk
    for asked in ("type=practices.practice&fields=*", f"child_of={index}&fields=*", "for_explorer=1", "search=corbeau"):
        yield Door(f"/cms/api/main/pages/?{asked}", "wagtailadmin_api:pages:listing", None)
    for verb in BULK_VERBS.split():
        for asked in ("", f"&childOf={index}", "&childOf=1", "&childOf=1&q=corbeau"):
            yield Door(f"/cms/bulk/wagtailcore/page/{verb}/?id=all{asked}", "wagtail_bulk_action", None)
    yield Door(f"/cms/pages/{index}/", "wagtailadmin_explore", None)
    yield Door("/cms/pages/", "wagtailadmin_explore_root", None)


def is_about_page(each: Address) -> bool:
    """Say whether an address names one page."""
    names = names_in(each.route)
    return bool(OF_A_PAGE & names) or (
        "pk" in names and each.name.startswith(("wagtailadmin_pages", "wagtailadmin_api:pages"))
    )


def names_in(route: str) -> set[str]:
    """Give the names of the arguments of a route."""
    return {first or second for first, second in PARAMETER.findall(route)}


def verbs(each: Address) -> list[str]:
    """Give what an address can be asked to do."""
    if each.name == "wagtailadmin_api:pages:action":
        return API_VERBS.split()
    if each.name == "wagtail_bulk_action":
        return BULK_VERBS.split()
    return ["approve", "reject"] if "action_name" in names_in(each.route) else [""]


def filled(each: Address, scene: Scene, sheet: Sheet, verb: str) -> str:
    """Give the address with its arguments in place."""
    known = arguments(each, scene, sheet) | {"action_name": verb, "action": verb}
    path = PARAMETER.sub(lambda match: str(known.get(match[1] or match[2], 1)), each.route)
    return "/" + re.sub(r"[\^$]", "", path).replace("\\.", ".").replace(".*/", "nothing/")


def query(sheet: Sheet) -> str:
    """Give what lists and bulk actions of the admin read from the address."""
    return f"id={sheet.practice.pk}&q=corbeau&type=practices.practice&next=/cms/"


def arguments(each: Address, scene: Scene, sheet: Sheet) -> dict[str, Any]:
    """Give the arguments by name; `pk` is what the part of the admin is about."""
    page = sheet.practice.pk
    state = sheet.states[-1] if sheet.states else TaskState.objects.first()
    flow = state.workflow_state if state else WorkflowState.objects.first()
    picture, document = Picture.objects.first().pk, Document.objects.first().pk
    firsts = {
        "wagtailadmin_collections": Collection,
        "wagtailadmin_workflows": Workflow,
        "wagtailsites": Site,
        "wagtailusers_groups": Group,
        "wagtailsnippets_editorial_term": Term,
        "wagtailsnippets_home_networkfigure": NetworkFigure,
        "wagtailsnippets_directory_role": Role,
    }
    first = firsts.get(each.name.split(":")[0])
    found = first.objects.first() if first else None
    pk = found.pk if found else scene.places["brive"].pk if "place" in each.name else page
    bulk = each.name == "wagtail_bulk_action"
    return dict.fromkeys(OF_A_PAGE, page) | {
        "pk": picture if "images" in each.name else document if "documents" in each.name else pk,
        "destination_id": FrontPage.objects.get().pk,
        "revision_id": sheet.practice.latest_revision_id,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "task_state_id": state.pk,
        "workflow_state_id": flow.pk,
        "workflow_pk": flow.workflow_id,
        "task_id": Task.objects.first().pk,
        "content_type_app_name": "practices",
        "content_type_model_name": "practice",
        "app_label": "wagtailcore" if bulk else "practices",
        "model_name": "page" if bulk else "practice",
        "app_name": "wagtailcore",
        "image_id": picture,
        "document_id": document,
        "doc_id": document,
        "filter_spec": "max-100x100",
    }
