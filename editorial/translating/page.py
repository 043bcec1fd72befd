"""What the translating page shows around its cells: where one is, how far the work is, who else is at it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial.machine import engine
from editorial.wording import LANGUAGES
from multilingual.languages import OWN_NAMES
from multilingual.models import CURRENT, ORIGINAL, Translated

from .cells import Cell, Spread

WATCHED_MINUTES = 10
"""How long after a colleague's save the page says that somebody else is translating."""


@dataclass(frozen=True)
class Mount:
    """How an app mounts the page: the name of its address, how it finds its things, who may write and publish."""

    name: str
    load: Callable[[int], Translated | None]
    may_write: Callable[[Any, Any], bool]
    may_publish: Callable[[Any, Any, str], bool]
    may_swap: Callable[[Any, Any], bool] = lambda user, thing: False
    """Whether somebody may make another language the original of the thing."""


class Tab(NamedTuple):
    """One language of the strip over the page."""

    code: str
    name: str
    state: str
    address: str


def translating_context(
    request: HttpRequest,
    mount: Mount,
    spread: Spread,
    *,
    stale: bool = False,
    wrong: list[Cell] | None = None,
    **more: Any,
) -> dict[str, Any]:
    """Give what the template needs; `stale` after a colleague's newer save, `wrong` after a refused publication."""
    thing, language, cells = spread.thing, spread.language, spread.cells
    may_publish = mount.may_publish(request.user, thing, language)
    working = spread.working
    return {
        "thing": thing,
        "spread": spread,
        "groups": spread.groups,
        "source": thing.original_language,
        "target": language,
        "source_name": LANGUAGES[thing.original_language],
        "target_name": LANGUAGES[language],
        "headline": thing.text_in("headline", thing.original_language),
        "name": getattr(thing, "code", None) or thing.text_in("headline", thing.original_language),
        "address": thing.get_absolute_url() if hasattr(thing, "get_absolute_url") else "",
        "here": address_in(mount, thing, language),
        "tabs": tabs_of(mount, thing, language),
        "cells": cells,
        "todo": [cell for cell in cells if cell.is_todo],
        "count": count_words(cells),
        "version": spread.version,
        "working": working,
        "may_publish": may_publish,
        "may_discard": working is not None and (may_publish or working.by_id == request.user.pk),
        "may_swap": mount.may_swap(request.user, thing) and thing.translation_states.get(language) == CURRENT,
        "watched_by": colleague_at_work(request.user, spread),
        "suggests": engine().available and any(not cell.known for cell in cells),
        "stale": stale,
        "wrong": wrong or [],
        "leftovers": [],
    } | more


def address_in(mount: Mount, thing: Translated, language: str) -> str:
    """Give the address of the page for one language."""
    return reverse(mount.name, kwargs={"pk": thing.pk, "code": language})


def tabs_of(mount: Mount, thing: Translated, here: str) -> list[Tab]:
    """Give the six languages: the original leads to what readers see, the others to their translating pages."""
    public = thing.url_in(thing.original_language) if hasattr(thing, "url_in") else ""
    return [
        Tab(code, OWN_NAMES[code], state, public if state == ORIGINAL else address_in(mount, thing, code))
        for code, state in thing.language_states()
    ]


def count_words(cells: list[Cell]) -> str:
    """Give how far the work is, in one sentence."""
    done = sum(cell.state == "done" for cell in cells)
    empty = sum(cell.state == "empty" for cell in cells)
    again = len(cells) - done - empty
    words = [
        ngettext("%(done)d text of %(all)d up to date", "%(done)d texts of %(all)d up to date", done)
        % {"done": done, "all": len(cells)}
    ]
    if again:
        words.append(ngettext("%(count)d to look at again", "%(count)d to look at again", again) % {"count": again})
    if empty:
        words.append(ngettext("%(count)d empty", "%(count)d empty", empty) % {"count": empty})
    return ", ".join(words)


def saved_words(spread: Spread) -> str:
    """Give when the work was saved last."""
    at = date_format(timezone.localtime(spread.working.at if spread.working else None), "TIME_FORMAT")
    return _("Saved at %(time)s") % {"time": at}


def colleague_at_work(user: Any, spread: Spread) -> bool:
    """Say whether a colleague saved this translation in the last minutes."""
    working = spread.working
    if working is None or working.by_id in (None, user.pk):
        return False
    return timezone.now() - working.at < timedelta(minutes=WATCHED_MINUTES)
