"""Places that sign a sheet with its author's place."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


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
