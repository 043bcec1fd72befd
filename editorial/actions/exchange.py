"""What a file brings becomes translations in work, all of it or nothing."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from multilingual.actions import save_translation
from multilingual.models import Translated


@transaction.atomic
def take_in_translations(*, brought: Iterable[tuple[Translated, Any, int]], language: str, by: Any) -> None:
    """Save what a file brings into `language`: for each thing its changes (as the translating page makes them) and the
    version of the work they were seen beside. Nothing is published.

    Raises `StaleTranslation` when somebody saved one of them meanwhile, `TranslationRefused` for what may not be
    translated; then nothing of the file is saved.
    """
    for thing, changes, expected in sorted(brought, key=lambda each: (each[0]._meta.label, each[0].pk)):
        save_translation(
            thing=thing,
            language=language,
            texts=changes.texts,
            read=changes.read,
            confirmed=changes.confirmed,
            machine=changes.machine,
            sources=changes.sources,
            expected=expected,
            by=by,
        )
