"""What can happen to a term of a vocabulary: written, or brought with the house."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from multilingual.languages import CODES, column
from multilingual.signals import announce

from ..models import Term


@transaction.atomic
def save_term(*, term: Term, by: Any) -> Term:
    """Write a term of a vocabulary, new or changed; raises ValidationError where a language has no label or the key is taken."""
    term.full_clean()
    is_new = term._state.adding
    term.save()
    if by is not None:
        log(instance=term, action="wagtail.create" if is_new else "wagtail.edit", user=by, content_changed=True)
    announce(term, "saved")
    return term


@transaction.atomic
def load_terms(*, vocabularies: Mapping[str, Iterable[Mapping[str, str]]], by: Any) -> int:
    """Create the terms that do not exist yet, in the order given, and leave the others as people made them; give how many."""
    known = set(Term.objects.values_list("vocabulary", "key"))
    new = [
        term_of(vocabulary, position, entry)
        for vocabulary, entries in vocabularies.items()
        for position, entry in enumerate(entries, start=1)
        if (vocabulary, entry["key"]) not in known
    ]
    for term in new:
        term.full_clean(validate_unique=False, validate_constraints=False)  # the keys that are taken were read above
    for term in Term.objects.bulk_create(new):
        if by is not None:
            log(instance=term, action="wagtail.create", user=by, content_changed=True)
        announce(term, "saved")
    return len(new)


def term_of(vocabulary: str, position: int, entry: Mapping[str, str]) -> Term:
    """Make a term of what a file of the house says of it."""
    term = Term(vocabulary=vocabulary, key=entry["key"], position=position)
    for language in CODES:
        setattr(term, column("label", language), entry[language])
        for field in ("text", "reverse"):
            setattr(term, column(field, language), entry.get(f"{field}_{language}", ""))
    return term
