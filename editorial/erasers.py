"""What the site's shared rows forget of a person: pages, revisions, translations, journals, jobs, the admin's memory."""

from collections.abc import Iterable

from multilingual.languages import CODES, column

from .actions.forgetting import forget_in_pages, forget_in_records, forget_own_rows
from .forgetting import Forgotten, eraser, own_words
from .models import Term


@eraser
def forget_shared_rows(forgotten: Forgotten) -> None:
    """Forget a person in what every app shares."""
    forget_in_pages(forgotten=forgotten)
    forget_in_records(forgotten=forgotten)
    forget_own_rows(forgotten=forgotten)


@own_words
def terms() -> Iterable[str]:
    """Give the words of the vocabularies, in every language."""
    for labels in Term.objects.order_by("pk").values_list(*(column("label", code) for code in CODES)):
        yield from (label for label in labels if label)
