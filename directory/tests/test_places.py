"""Places described, and the bonds between them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from directory.actions import keep_place
from directory.models import Place
from editorial.models import Term
from multilingual.signals import content_changed

from .scenes import a_place

pytestmark = pytest.mark.django_db


def test_describing_a_place_twice_keeps_its_rows():
    described = {
        "original_language": "it",
        "names": {"it": "Città dei Mestieri di Milano", "fr": "Cité des métiers de Milan"},
        "mailboxes": [("contact", "contatto@milano.example"), ("documentation", "doc@milano.example")],
        "poles": [("choisir", "Scegliere"), ("emploi", "Trovare lavoro")],
    }
    Term.objects.get_or_create(vocabulary="pole", key="choisir")
    first = a_place("milano", **described)
    kept = [list(first.mailboxes.values_list("pk", flat=True)), list(first.local_poles.values_list("pk", flat=True))]
    again = a_place("milano", **described)
    assert again.pk == first.pk
    assert [
        list(again.mailboxes.values_list("pk", flat=True)),
        list(again.local_poles.values_list("pk", flat=True)),
    ] == kept
    assert again.headline_it == "Città dei Mestieri di Milano"
    assert again.headline_fr == "Cité des métiers de Milan"
    assert again.translation_states == {"fr": "current"}
    poles = [(pole.name, pole.language, pole.pole and pole.pole.key) for pole in again.local_poles.all()]
    assert poles[0] == ("Scegliere", "it", "choisir")


def test_a_mailbox_left_out_goes_and_the_others_stay():
    place = a_place(mailboxes=[("contact", "a@limoges.example"), ("ateliers", "b@limoges.example")])
    kept = place.mailboxes.get(address="b@limoges.example").pk
    place = a_place(mailboxes=[("workshops", "b@limoges.example")])
    assert list(Place.objects.get(pk=place.pk).mailboxes.values_list("pk", "function")) == [(kept, "workshops")]


def test_a_saved_place_is_told():
    heard = []

    def hear(sender, thing, kind, **_more):
        heard.append((thing.slug, kind))

    content_changed.connect(hear, sender=Place)
    a_place()
    content_changed.disconnect(hear, sender=Place)
    assert heard == [("limoges", "saved")]


def test_bonds_that_do_not_fit_are_refused_at_their_field():
    cite, holder = a_place("limoges"), a_place("nfc", "holder")
    centre = a_place("brive", "centre", mother=cite)
    for facts, field in (
        ({"form": "centre", "mother": centre}, "mother"),
        ({"form": "centre", "mother": holder}, "mother"),
        ({"form": "site", "holder": cite}, "holder"),
    ):
        with pytest.raises(ValidationError) as refusal:
            a_place("elsewhere", **facts)
        assert field in refusal.value.message_dict


def test_a_mother_does_not_become_her_centres_centre():
    cite = a_place("limoges")
    centre = a_place("brive", "centre", mother=cite)
    cite.form, cite.mother = "centre", a_place("paris")
    with pytest.raises(ValidationError):
        keep_place(place=cite, by=None)
    cite.mother = centre
    with pytest.raises(ValidationError):
        keep_place(place=cite, by=None)


def test_a_label_holder_with_sites_stays_one():
    holder = a_place("nfc", "holder")
    a_place("belfort", "site", holder=holder)
    holder.form = "cite"
    with pytest.raises(ValidationError):
        keep_place(place=holder, by=None)


def test_the_database_refuses_a_place_that_is_its_own_mother():
    place = a_place("limoges")
    for facts in ({"form": "centre", "mother": place.pk}, {"mother": a_place("paris").pk}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Place.objects.filter(pk=place.pk).update(**facts)


def test_a_time_zone_that_does_not_exist_is_refused():
    with pytest.raises(ValidationError):
        a_place(time_zone="Europe/Atlantis")
