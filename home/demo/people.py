"""The places of the network and the demo accounts, one per function."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.hashers import make_password

from accounts.actions import accept_conditions, open_account
from accounts.models import Notification, User
from directory.actions import grant_role, invite, save_place, suspend_account
from directory.models import VALID_FOR, Invitation, Place
from directory.people import administrators

from . import PASSWORD, read
from .dates import ago, noon

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
        Notification.objects.filter(person=person).update(made_at=noon(BEGINS))
        if entry.get("settling_in"):
            accept_conditions(person=person, by=person)
    keep_out(entry["address"] for entry in new if entry.get("suspended"))
    return len(new)


def keep_out(addresses: Iterable[str]) -> None:
    """Suspend the accounts of some addresses, by an administrator of the demo."""
    administrator = administrators()[0]
    for person in User.objects.filter(email__in=addresses):
        suspend_account(person=person, by=administrator)


def load_invitations() -> int:
    """Ask in whoever the demo waits for and was never asked; give how many."""
    entries = read("invitations.toml")["invitation"]
    asked = set(Invitation.objects.values_list("address", flat=True))
    members = {person.email: person for person in User.objects.filter(is_demo=True)}
    places = {place.slug: place for place in Place.objects.all()}
    new = [entry for entry in entries if entry["address"] not in asked]
    for entry in new:
        invitation = invite(
            address=entry["address"],
            kind=entry["role"],
            place=places[entry["place"]] if "place" in entry else None,
            written_in=entry["written_in"],
            word=entry["word"],
            by=members[entry["by"]],
        )
        move(invitation, ago(entry["days"]))
    return len(new)


def move(invitation: Invitation, day: datetime.datetime) -> None:
    """Tell an invitation as sent on an earlier day."""
    Invitation.objects.filter(pk=invitation.pk).update(made_at=day, sent_at=day, expires_at=day + VALID_FOR)
