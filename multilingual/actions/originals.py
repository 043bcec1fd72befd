"""Another language becomes the original of a published object."""

from typing import Any

from django.db import transaction

from ..freshness import field_states, original_of
from ..languages import CODES
from ..models import CURRENT, Translated, TranslatedPage, TranslationSource, WorkingTranslation
from ..signals import announce
from .locks import locked
from .refusals import TranslationRefused
from .states import read_sources, refresh_states, remember_source


@transaction.atomic
def swap_original(*, thing: Translated, language: str, by: Any) -> Translated:
    """Let `language` and the original of a published object swap their roles; every text stays where it is.

    The new original must be current in every text, else `TranslationRefused("stale")` names what is not. The old
    original is a current translation of the new one; what other languages were made from is carried over.
    """
    live = locked(thing)
    if language == live.original_language or language not in CODES:
        raise TranslationRefused("language")
    sources = read_sources(live)
    mine = {row.key: row.source for row in sources if row.language == language}
    late = tuple(key for key, state in field_states(live, language, mine).items() if state != CURRENT)
    if late:
        raise TranslationRefused("stale", late)
    old, places = live.original_language, {place.key: place for place in live.text_places()}
    originals = {key: original_of(live, place) for key, place in places.items()}
    live.original_language = language
    renewed = {key: original_of(live, place) for key, place in places.items()}
    for row in sources:
        if row.source == originals.get(row.key):
            row.source = renewed[row.key]
    TranslationSource.objects.bulk_update(sources, ["source"])
    TranslationSource.objects.about(live).into(language).delete()
    WorkingTranslation.objects.about(live).into(language).delete()
    for key in places:
        remember_source(live, old, key, renewed[key], by=by)
    type(live)._base_manager.filter(pk=live.pk).update(original_language=language)
    refresh_states(thing=live)
    return live


@transaction.atomic
def change_original_language(*, page: TranslatedPage, language: str, by: Any) -> TranslatedPage:
    """Make `language` the original of a published page, and publish a fresh revision of it, so that no older one brings
    the old language back.

    Raises `TranslationRefused`: "draft" while a draft or a review is open, "stale" where the language is not current in
    every text, "language" for the original's own.
    """
    live = locked(page)
    assert isinstance(live, TranslatedPage)
    if not live.live or live.has_unpublished_changes or live.current_workflow_state is not None:
        raise TranslationRefused("draft")
    swap_original(thing=live, language=language, by=by)
    fresh: TranslatedPage = type(page)._base_manager.get(pk=page.pk)
    fresh.save_revision(user=by, clean=False, log_action=True).publish(user=by, skip_permission_checks=True)
    announce(fresh, "published")
    return type(page)._base_manager.get(pk=page.pk)
