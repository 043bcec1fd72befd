"""Why a translation is not taken."""

from ..models import WorkingTranslation


class TranslationRefused(Exception):
    """A translation that cannot be saved or published.

    `reason` is "language" (the original's own, or none of the six), "unpublished" (the original was never published),
    "draft" (a draft or a review of the original is open), "headline" (the language would have none), "machine" (a
    suggestion nobody has read is left; `keys` names them), or "stale" (the language that should become the original is
    not current; `keys` names where).
    """

    def __init__(self, reason: str, keys: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.keys = keys


class StaleTranslation(Exception):
    """Somebody saved a newer translation into this language than the one the form was made from; `working` is theirs."""

    def __init__(self, working: WorkingTranslation | None) -> None:
        super().__init__("stale")
        self.working = working
