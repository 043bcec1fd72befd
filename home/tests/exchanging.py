"""Files of translations as a member's browser takes them out and brings them in."""

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from multilingual.pairs import working_on

STEP = "11111111-1111-4111-8111-111111111111"


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def place_of(sheet: Any, what: str, kind: str = "practices", code: str = "it") -> str:
    return f"/fr/desk/{kind}/{sheet.pk}/translate/{code}/{what}"


def taken_out(person: User, address: str) -> str:
    answer = browser(person).get(address)
    assert answer.status_code == 200, address
    assert "attachment" in answer["Content-Disposition"]
    return answer.content.decode()


def brought(person: User, address: str, content: str | bytes) -> Any:
    """Give the preview of a file."""
    held = SimpleUploadedFile("translated.xlf", content.encode() if isinstance(content, str) else content)
    return browser(person).post(address, {"file": held})


def confirmed(person: User, address: str, preview: Any) -> Any:
    return browser(person).post(address, {"promise": preview.context["promise"]})


def outcomes(preview: Any) -> dict[str, str]:
    """Give what becomes of each text that is to be looked at."""
    return {
        result.given.key: str(result.outcome.value)
        for each in preview.context["judgement"].things
        for _part, result in each.shown
    }


def put(xliff: str, key: str, target: str, state: str = "translated") -> str:
    """Give the file with a translation filled in, as a tool would."""
    pattern = rf'(<unit id="[^"]+" name="{re.escape(key)}">.*?<segment state=")\w+("><source>.*?</source>)(?:<target>.*?</target>)?'
    filled, many = re.subn(pattern, rf"\g<1>{state}\g<2><target>{target}</target>", xliff, count=1, flags=re.S)
    assert many == 1, key
    return filled


def entries(thing: Any) -> dict[str, str]:
    working = working_on(thing, "it")
    return {key: entry["text"] for key, entry in working.entries.items()} if working else {}
