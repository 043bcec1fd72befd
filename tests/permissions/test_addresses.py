"""Every address has a policy: ours one each, third parties' one for all of theirs, whose names are frozen."""

from pathlib import Path

from .addresses import DOORS, POLICIES, ours, theirs

FROZEN = Path(__file__).with_name("third_party_addresses.txt")


def test_every_address_of_ours_declares_its_policy() -> None:
    found = {address.name or address.route for address in ours()}
    assert found == {*POLICIES, *DOORS}


def test_no_upgrade_brings_an_address_nobody_judged() -> None:
    assert theirs() == FROZEN.read_text(encoding="utf-8").splitlines()


def test_third_parties_are_the_three_whose_policy_is_tested() -> None:
    assert {line.split(" | ")[0] for line in theirs()} == {"wagtail admin", "wagtail", "allauth"}
