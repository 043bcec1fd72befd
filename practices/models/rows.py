"""What a sheet holds several of: steps, results, pictures, attachments."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from multilingual.models import TranslatedRow


class SheetRow(TranslatedRow):
    """A row of a sheet, in the order its author chose."""

    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)

    parent_name = "practice"
    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
        ordering = ["sort_order"]


class Step(SheetRow):
    """One thing that was done, in order; it begins with a verb."""

    practice = ParentalKey("practices.Practice", on_delete=models.CASCADE, related_name="steps")
    title = models.CharField(_("step"), max_length=200, blank=True)
    body = models.TextField(_("how"), blank=True)

    class Meta(SheetRow.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self) -> str:
        return str(self.title)


class Result(SheetRow):
    """One thing that was counted or seen: the indicator, its value, the period, and how it was measured."""

    practice = ParentalKey("practices.Practice", on_delete=models.CASCADE, related_name="results")
    indicator = models.CharField(_("indicator"), max_length=200, blank=True)
    value = models.CharField(_("value"), max_length=60, blank=True)
    period = models.CharField(_("period"), max_length=60, blank=True)
    method = models.CharField(_("method"), max_length=300, blank=True)

    class Meta(SheetRow.Meta):
        verbose_name = _("result")
        verbose_name_plural = _("results")

    def __str__(self) -> str:
        return str(self.indicator)


class FileRow(SheetRow):
    """A row that carries a file: private while the sheet is a draft, copied for every reader at publication."""

    file = models.ForeignKey("editorial.PrivateFile", null=True, on_delete=models.SET_NULL, related_name="+")

    published_name = ""
    """Name of the field that leads to the published copy."""

    class Meta(SheetRow.Meta):
        abstract = True

    @property
    def published(self) -> Any:
        """Give the published copy, None in a draft."""
        return getattr(self, self.published_name)


READING_SIZE = "max-1200x1200"
"""The size in which readers get a picture, as Wagtail writes it."""


class Figure(FileRow):
    """A picture of a sheet, with the words that replace it and the name of who made it."""

    practice = ParentalKey("practices.Practice", on_delete=models.CASCADE, related_name="pictures")
    image = models.ForeignKey("editorial.Picture", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    alt = models.CharField(_("alternative text"), max_length=300, blank=True)
    credit = models.CharField(_("credit"), max_length=120, blank=True)

    published_name = "image"

    class Meta(FileRow.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return str(self.alt)


class Attachment(FileRow):
    """A file readers may download with a sheet: a form, a programme, a convention."""

    practice = ParentalKey("practices.Practice", on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey(
        "wagtaildocs.Document", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = models.CharField(_("title"), max_length=200, blank=True)

    published_name = "document"

    class Meta(FileRow.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return str(self.title)
