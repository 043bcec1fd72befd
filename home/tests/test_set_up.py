"""`manage.py set_up`, once and twice."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from wagtail.models import GroupPagePermission, Page, Site, Workflow

from accounts.models import User
from editorial.models import Term
from home.models import FrontPage
from practices.models import PracticeIndex, Sequence


def state() -> list[object]:
    models = (Page, Site, Workflow, Term, Group, GroupPagePermission, Sequence)
    return [sorted(model.objects.values_list()) if model is not Page else tree() for model in models]


def tree() -> list[tuple[object, ...]]:
    return list(Page.objects.order_by("path").values_list("path", "slug", "live", "latest_revision"))


def test_tree_is_planted_and_the_welcome_page_gone(site):
    front = FrontPage.objects.get()
    assert [page.specific_class for page in Page.objects.filter(depth=2)] == [FrontPage, PracticeIndex]
    assert Site.objects.get().root_page_id == front.pk
    assert PracticeIndex.objects.get().slug == "practices"
    assert not PracticeIndex.objects.get().is_descendant_of(front)
    assert PracticeIndex.objects.get().get_workflow() is not None


def test_twice_changes_nothing(site):
    before = state()
    call_command("set_up", verbosity=0)
    assert state() == before


def test_editors_reach_standing_pages_and_nothing_else_of_the_tree(site, association, person):
    editor = person("editor")
    call_command("set_up", verbosity=0)
    assert association.permissions_for_user(editor).can_publish()
    for page in (PracticeIndex.objects.get(), FrontPage.objects.get()):
        rights = page.permissions_for_user(editor)
        for right in (rights.can_edit, rights.can_add_subpage, rights.can_delete, rights.can_unpublish):
            assert not right()


def test_the_demo_is_refused_where_there_is_no_place_for_one(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("load_demo", verbosity=0)
    assert not User.objects.exists()
