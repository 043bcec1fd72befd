"""Places that sign a sheet with its author's place."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models import Place


class CosignatureQuerySet(models.QuerySet):
    """Which agreements."""

    def standing(self) -> "CosignatureQuerySet":
        """Keep those of places the published sheet still asks to co-sign, each with its place."""
        return self.filter(place__cosigned_practices=models.F("practice")).select_related("place").order_by("agreed_at")


class Cosignature(models.Model):
    """A co-signing place's agreement: until a manager of it gives one, no reader sees the place named."""

    practice = models.ForeignKey("practices.Practice", on_delete=models.CASCADE, related_name="cosignatures")
    place = models.ForeignKey("directory.Place", on_delete=models.CASCADE, related_name="+")
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    agreed_at = models.DateTimeField()

    objects = CosignatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("co-signature")
        verbose_name_plural = _("co-signatures")
        constraints = [models.UniqueConstraint(fields=["practice", "place"], name="one_cosignature_per_place")]

    def __str__(self) -> str:
        return f"{self.practice_id} / {self.place_id}"


class DraftCosigner(models.Model):
    """A place the latest revision of a sheet names as co-signer, written with it: its JSON is nothing to join with.

    What it says holds while the draft of a published sheet differs from it; of the others their own table is asked.
    """

    practice = models.ForeignKey("practices.Practice", on_delete=models.CASCADE, related_name="draft_cosigners")
    place = models.ForeignKey("directory.Place", on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("co-signing place of a draft")
        verbose_name_plural = _("co-signing places of a draft")
        constraints = [models.UniqueConstraint(fields=["practice", "place"], name="draft_names_a_place_once")]

    def __str__(self) -> str:
        return f"{self.practice_id} / {self.place_id}"

    @classmethod
    def write(cls, practice: Any, named: Collection[int]) -> None:
        """Let the rows of a sheet be the places its latest revision names (one query, unless they change)."""
        rows = cls.objects.filter(practice=practice)
        known = set(rows.values_list("place", flat=True))
        if gone := known - set(named):
            rows.filter(place__in=gone).delete()
        if new := set(named) - known:
            there = Place.objects.filter(pk__in=new).values_list("pk", flat=True)
            cls.objects.bulk_create(cls(practice=practice, place_id=key) for key in there)
