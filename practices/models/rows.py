"""What a sheet holds several of: steps, results, pictures, attachments."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import model_from_serializable_data

from multilingual.models import TranslatedRow, translated_names


class SheetRow(TranslatedRow):
    """A row of a sheet, in the order its author chose."""

    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)

    parent_name = "practice"
    wagtail_reference_index_ignore = True
    published_name = ""
    """Name of the field that leads to the published copy, in a row that carries a file."""
    stored: dict[str, Any] | None = None
    """What the database has of a row that was made from a revision."""

    class Meta:
        abstract = True
        ordering = ["sort_order"]

    @classmethod
    def from_serializable_data(cls, data: dict[str, Any], **checks: Any) -> "SheetRow | None":
        """Make the row of a revision; the library would ask of each row whether its sheet exists, which makes it.

        Nor does a revision say which published copy there is: the sheet hands it over.
        """
        own = {name: value for name, value in data.items() if name not in (cls.parent_name, cls.published_name)}
        row: SheetRow | None = model_from_serializable_data(cls, own, **checks)
        return row

    def values(self) -> dict[str, Any]:
        """Give what the row says and in which order: every column but its sheet and those that repeat the original language."""
        left_out = {*translated_names(type(self)), self.parent_name}
        return {
            field.attname: getattr(self, field.attname)
            for field in self._meta.concrete_fields
            if field.name not in left_out
        }

    def take_over(self, live: "SheetRow | None") -> None:
        """Take from the live row, if there is one, what no revision brings back."""
        self.stored = None if live is None else live.values()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, unless the row of a revision says what is stored: publishing does not write every row anew."""
        if self.stored is None or self.stored != self.values():
            super().save(*args, **kwargs)
            self.stored = None


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

    class Meta(SheetRow.Meta):
        abstract = True

    def take_over(self, live: SheetRow | None) -> None:
        """Keep the published copy of a file that is unchanged."""
        same = live if isinstance(live, FileRow) and live.file_id == self.file_id else None
        setattr(self, f"{self.published_name}_id", None if same is None else getattr(same, f"{self.published_name}_id"))
        super().take_over(live)

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
