"""What can happen to the tree of pages and to what stands in it."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import GroupPagePermission, Page, Site

from accounts.actions import settle_translation_letter
from accounts.emails import zone_of
from accounts.models import User
from directory.actions.groups import ADMINISTRATORS, EDITORS
from directory.models import Role, RoleKind
from multilingual.actions import publish_translation, refresh_states, save_translation
from multilingual.languages import CODES, column
from multilingual.signals import announce
from practices.models import PracticeIndex, Sequence

from .emails import tell_what_waits
from .models import FrontPage, NetworkFigure, StandingPage
from .translations import Queue

EDITING = ("change_page", "publish_page")
MONDAY, LETTERS_FROM = 0, 7
ADDING = ("add_page", "publish_page")
PORTS = {"http": 80, "https": 443}


@transaction.atomic
def plant_tree(*, by: Any) -> FrontPage:
    """Make the front page, the list of sheets beside it and the record of the site, unless they are there.

    Beside, not under: docs/decisions/0010-sheets-outside-the-admin.md. Wagtail's own welcome page goes away.
    """
    front = FrontPage.objects.first()
    if front is None:
        root = Page.get_first_root_node()
        front = root.add_child(instance=FrontPage(title="Pratiques partagées", slug="front", owner=by))
    point_site_at(front)
    plain = ContentType.objects.get_for_model(Page)
    for welcome in Page.objects.filter(depth=2, content_type=plain):
        welcome.delete(user=by)
    if not PracticeIndex.objects.exists():
        root = Page.get_first_root_node()  # read again: a page was added to it, another taken away
        root.add_child(instance=PracticeIndex(title="Pratiques", slug="practices", owner=by))
    Sequence.objects.get_or_create(name="practice")
    return front


def point_site_at(front: FrontPage) -> None:
    """Write the one record of the site: its address is that of the settings, its root the front page."""
    address = urlsplit(settings.SITE_ADDRESS)
    facts = {
        "hostname": address.hostname or "localhost",
        "port": address.port or PORTS[address.scheme],
        "site_name": settings.WAGTAIL_SITE_NAME,
        "root_page": front,
        "is_default_site": True,
    }
    site = Site.objects.filter(is_default_site=True).first() or Site()
    if any(getattr(site, name, None) != value for name, value in facts.items() if name != "root_page") or (
        site.root_page_id != front.pk
    ):
        for name, value in facts.items():
            setattr(site, name, value)
        site.save()


@transaction.atomic
def open_to_editors(*, pages: Iterable[StandingPage]) -> None:
    """Let editors and administrators change and publish standing pages, and the figures; administrators add pages.

    Page by page: a right to change given on the front page would reach the front page itself. Twice is as once.
    """
    groups = Group.objects.filter(name__in=[EDITORS, ADMINISTRATORS])
    of_pages = Permission.objects.filter(content_type__app_label="wagtailcore")
    for group in groups:
        group.permissions.add(*Permission.objects.filter(content_type=ContentType.objects.get_for_model(NetworkFigure)))
        for page, permission in product(pages, of_pages.filter(codename__in=EDITING)):
            GroupPagePermission.objects.get_or_create(group=group, page=page.page_ptr, permission=permission)
        fronts = FrontPage.objects.all() if group.name == ADMINISTRATORS else ()
        for front, permission in product(fronts, of_pages.filter(codename__in=ADDING)):
            GroupPagePermission.objects.get_or_create(group=group, page=front.page_ptr, permission=permission)


@transaction.atomic
def publish_standing_page(
    *, slug: str, language: str, texts: Mapping[str, Mapping[str, Any]], special: str = "", by: Any
) -> StandingPage:
    """Make and publish a standing page: `texts` are headline, intro and body (a list of blocks) by language.

    `language` is the original; the other languages are published as its translations. A known page is given as it is.
    """
    known = StandingPage.objects.filter(slug=slug).first()
    if known is not None:
        return known
    page = StandingPage(slug=slug, original_language=language, special=special, owner=by, title="—", live=False)
    for name, text in as_columns(texts[language]).items():
        setattr(page, column(name, language), text)
    FrontPage.objects.get().add_child(instance=page)
    page.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    for code, translated in texts.items():
        if code != language:
            working = save_translation(thing=page, language=code, texts=as_columns(translated), by=by)
            publish_translation(thing=page, working=working, by=by)
    return StandingPage.objects.get(pk=page.pk)


def as_columns(texts: Mapping[str, Any]) -> dict[str, str]:
    """Give the texts of one language as columns take them: a body is the JSON of its blocks."""
    return {
        name: text if isinstance(text, str) else json.dumps(text, ensure_ascii=False) for name, text in texts.items()
    }


@transaction.atomic
def renew_states(*, page: StandingPage) -> None:
    """Work out again how fresh each translation is, after the original changed, and say that content changed."""
    refresh_states(thing=StandingPage.objects.select_for_update(of=("self",)).get(pk=page.pk))
    announce(page, "published")


@transaction.atomic
def save_figure(*, figure: NetworkFigure, by: Any) -> NetworkFigure:
    """Write a figure of the network; raises ValidationError where a language lacks its words."""
    figure.full_clean()
    figure.save()
    return figure


def write_translation_letters(*, now: datetime) -> int:
    """Write the weekly letter to each translator who asked for it, once it is Monday, 7 o'clock, where they are; give how many.

    One who was not reached at 7 is on the same day. Nothing is written where nothing waits, and that too is settled for
    the week. Each letter and the note of its week are kept together or not at all.
    """
    people = [person for person in User.objects.wishing_translation_letter(latest_day(now)) if is_time(person, now)]
    roles = Role.objects.current().of_kind(RoleKind.TRANSLATOR).filter(person__in=people)
    languages: dict[int, set[str]] = {}
    for person_id, language in roles.values_list("person", "language"):
        languages.setdefault(person_id, set()).add(language)
    there_is = {language: waiting_in(language) for language in set().union(*languages.values())}
    written = 0
    for person in people:
        counts = {code: there_is[code] for code in CODES if code in languages.get(person.pk, ())}
        written += write_translation_letter(
            person, {code: found for code, found in counts.items() if any(found.values())}, now
        )
    return written


@transaction.atomic
def write_translation_letter(person: User, counts: Mapping[str, Mapping[str, int]], now: datetime) -> bool:
    """Settle one person's week, and write where anything waits; say whether a letter was written."""
    monday = now.astimezone(zone_of(person)).date()
    if not settle_translation_letter(person=person, monday=monday) or not counts:
        return False
    tell_what_waits(person, counts)
    return True


def is_time(person: User, now: datetime) -> bool:
    """Say whether it is Monday, 7 o'clock or later, where `person` is."""
    there = now.astimezone(zone_of(person))
    return there.weekday() == MONDAY and there.hour >= LETTERS_FROM


def latest_day(now: datetime) -> date:
    """Give the date of the place on earth where the day is the furthest."""
    return (now.astimezone(UTC) + timedelta(hours=14)).date()


def waiting_in(language: str) -> dict[str, int]:
    """Give how many things wait in `language` in each state, for somebody who publishes there."""
    return Queue(language, publishes=True, places=None, pole=None).counts
