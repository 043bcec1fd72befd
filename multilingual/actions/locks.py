"""The lock under which a translation is read and written."""

from django.db.models import prefetch_related_objects

from ..models import Translated


def locked(thing: Translated) -> Translated:
    """Give `thing` with its rows as they are in the database now, locked until the transaction ends."""
    live: Translated = type(thing)._base_manager.select_for_update(of=("self",)).get(pk=thing.pk)
    prefetch_related_objects([live], *live.translated_relations)
    return live
