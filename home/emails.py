"""The weekly letter to translators who asked for it: how many things wait in each language, and nothing of their texts."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.emails import address_of, send_letter
from accounts.unsubscribing import LETTER, TRANSLATIONS, unsubscribe_address
from multilingual.languages import writing_in


def tell_what_waits(person: Any, counts: Mapping[str, Mapping[str, int]]) -> None:
    """Write to `person`, in their language, how many things wait in each state; `counts` is language → state → number."""
    names = dict(settings.LANGUAGES)
    with writing_in(person.language):
        waiting = [
            (_(names[code]), by_state, address_of(reverse("translation_queue", kwargs={"code": code})))
            for code, by_state in counts.items()
        ]
        context = {"waiting": waiting, "letters": address_of(reverse("letters"))}
        stop = unsubscribe_address(person, LETTER, TRANSLATIONS)
    send_letter(to=person, template="home/mail/translations", context=context, unsubscribe=stop)
