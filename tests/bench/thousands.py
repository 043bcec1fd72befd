"""What grows with the network: the pages that count or queue every sheet, when there are ten thousand of them."""

import json
import random
from collections.abc import Iterator
from functools import partial

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.urls import reverse
from django.utils.translation import override

from multilingual.languages import CODES
from practices.models import Practice
from practices.tests.factories import many_practices

from .pages import Page, forget_all, forget_pages
from .scene import member
from .visits import Visitor

SHEETS = 10_000
SET = "UPDATE practices_practice SET translation_states = %s WHERE page_ptr_id = %s"


def grow() -> None:
    """Publish sheets until there are ten thousand, their translations in any mixture of states."""
    many_practices(SHEETS - Practice.objects.published().count())
    chance = random.Random(4)
    rows = []
    for pk, original in Practice.objects.values_list("pk", "original_language"):
        others = [code for code in CODES if code != original and chance.random() < 0.6]
        rows.append((json.dumps({code: chance.choice(("current", "outdated")) for code in others}), pk))
    with connection.cursor() as cursor:
        cursor.executemany(SET, rows)


def pages_of_many(handler: WSGIHandler) -> Iterator[Page]:
    """Give the public table of translations, and for information a translator's queue and desk."""
    reader, translator = Visitor(handler), Visitor(handler, member("traduttrice", "translator", language="it"))
    with override("fr"):
        table, desk = reverse("translations"), reverse("desk")
        queue = reverse("translation_queue", kwargs={"code": "it"})
    asked = partial(reader.request, table)
    yield Page("table of translations", reader.hand_over, asked, (12, None), (12, 5), forget_pages)
    yield Page("the same, first of a process", reader.hand_over, asked, (12, None), (12, 5), forget_all)
    yield Page("queue of a language", translator.hand_over, partial(translator.request, queue))
    yield Page("desk of a translator", translator.hand_over, partial(translator.request, desk))
