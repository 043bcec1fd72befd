"""The places of the network and the demo accounts, one per function."""

import datetime
from typing import Any

from django.contrib.auth.hashers import make_password

from accounts.actions import open_account
from accounts.models import User
from directory.actions import grant_role, save_place
from directory.models import Place

from . import PASSWORD, read

BEGINS = datetime.date(2023, 9, 1)


def load_places() -> int:
    """Describe the places that do not exist yet; give how many. What an existing one says of itself is its own."""
    entries = read("places.toml")["place"]
    known = {place.slug: place for place in Place.objects.all()}
    made = 0
    for entry in sorted(entries, key=lambda entry: "mother" in entry or "holder" in entry):  # parents first
        if entry["slug"] not in known:
            known[entry["slug"]] = save_place(by=None, **described(entry, known))
            made += 1
    return made


def described(entry: dict[str, Any], known: dict[str, Place]) -> dict[str, Any]:
    """Give one place as the action takes it."""
    language = entry["original_language"]
    poles = [
        (pole["pole"], pole["names"].get(language) or next(iter(pole["names"].values())))
        for pole in entry.get("poles", ())
    ]
    return {
        "slug": entry["slug"],
        "names": entry["names"],
        "form": entry["form"],
        "life": entry["status"],
        "country": entry["country"],
        "zone": entry["zone"],
        "original_language": language,
        "time_zone": entry["time_zone"],
        "mother": known[entry["mother"]] if "mother" in entry else None,
        "holder": known[entry["holder"]] if "holder" in entry else None,
        "mailboxes": [(box["function"], box["address"]) for box in entry.get("mailboxes", ())],
        "poles": poles,
    }


def load_members() -> int:
    """Open the demo accounts that do not exist yet, all with one password, and give them their roles; give how many."""
    entries = read("members.toml")["member"]
    known = set(User.objects.values_list("email", flat=True))
    new = [entry for entry in entries if entry["address"] not in known]
    if not new:
        return 0
    places = {place.slug: place for place in Place.objects.all()}
    password = make_password(PASSWORD)  # once: hashing is slow on purpose
    for entry in new:
        person = open_account(
            email=entry["address"], language=entry["language"], time_zone=entry["time_zone"], is_demo=True, by=None
        )
        person.password = password
        person.save(update_fields=["password"])
        for role in entry["roles"]:
            grant_role(
                person=person,
                kind=role["role"],
                place=places[role["place"]] if "place" in role else None,
                language=role.get("language", ""),
                begins=BEGINS,
                ends=role.get("ended"),
                by=None,
            )
    return len(new)
