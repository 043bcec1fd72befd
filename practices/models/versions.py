"""Published versions: each has a number and stays readable, in its original language only."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .grades import Grade


class Version(models.Model):
    """One publication of a sheet: its number, the revision that was published, when, by which place, what changed."""

    practice = models.ForeignKey("practices.Practice", on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    revision = models.ForeignKey("wagtailcore.Revision", null=True, on_delete=models.PROTECT, related_name="+")
    """Protected: tidying Wagtail's old revisions leaves published ones alone. None only for sheets made without one."""
    published_at = models.DateTimeField(_("published on"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    headline = models.CharField(_("headline"), max_length=200, blank=True)
    """As it was written, in `language`."""
    note = models.TextField(_("change note"), blank=True)
    """What its author says changed, in `language`; empty for the first."""
    place = models.ForeignKey("directory.Place", null=True, on_delete=models.SET_NULL, related_name="+")
    grade = models.CharField(_("evidence grade"), max_length=10, choices=Grade.choices, blank=True)
    licence = models.CharField(_("licence"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["practice", "number"], name="one_version_per_number")]

    def __str__(self) -> str:
        return f"{self.practice.code} v{self.number}"

    @property
    def grade_term(self) -> Any:
        """Give the term that says what the version rests on, None where no reviewer graded it; no query."""
        return Grade(self.grade).term if self.grade else None


class VersionFile(models.Model):
    """A picture or an attachment of a version: its private file, and the copy readers fetch while the sheet is published."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="files")
    row = models.CharField(max_length=36)
    """The key of the picture's or the attachment's row."""
    file = models.ForeignKey("editorial.PrivateFile", null=True, on_delete=models.SET_NULL, related_name="+")
    image = models.ForeignKey("editorial.Picture", null=True, on_delete=models.SET_NULL, related_name="+")
    document = models.ForeignKey("wagtaildocs.Document", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("file of a version")
        verbose_name_plural = _("files of versions")
        constraints = [models.UniqueConstraint(fields=["version", "row"], name="one_file_per_row_of_a_version")]

    def __str__(self) -> str:
        return f"{self.version_id} / {self.row}"

    @property
    def published(self) -> Any:
        """Give the copy readers fetch, None while there is none."""
        return self.image or self.document
