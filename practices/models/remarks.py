"""Remarks of a review: rows of ours, since Wagtail's comments cannot point into a row and are copied with every draft."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RemarkQuerySet(models.QuerySet["Remark"]):
    """Which remarks."""

    def open(self) -> "RemarkQuerySet":
        """Keep the remarks nobody marked as done."""
        return self.filter(done_at__isnull=True)

    def done(self) -> "RemarkQuerySet":
        """Keep the remarks somebody marked as done."""
        return self.filter(done_at__isnull=False)

    def about(self, practice: Any) -> "RemarkQuerySet":
        """Keep the remarks on one sheet, the oldest first."""
        return self.filter(practice=practice).order_by("made_at", "pk")

    def on_draft(self, practice: Any) -> "RemarkQuerySet":
        """Keep the remarks on what is in work: those made since the sheet was last published, the oldest first."""
        found = self.about(practice)
        published = practice.last_published_at
        return found.filter(made_at__gt=published) if published is not None else found


class Remark(models.Model):
    """What a reviewer asks about one field or row of a draft; open until somebody marks it as done."""

    practice = models.ForeignKey("practices.Practice", on_delete=models.CASCADE, related_name="remarks")
    round = models.ForeignKey("practices.ReviewState", null=True, on_delete=models.SET_NULL, related_name="remarks")
    about = models.CharField(_("field or row"), max_length=80)
    """The name of what it is about: a field ("need", "kind") or a row ("steps/<key>"), as `practices.comparing` names it."""
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    text = models.TextField(_("remark"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    done_at = models.DateTimeField(null=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        indexes = [models.Index(fields=["practice", "about"], name="remarks_on_a_field")]

    def __str__(self) -> str:
        return f"{self.practice_id} / {self.about}"


class RemarkAnswer(models.Model):
    """What somebody answers to a remark, in its place."""

    remark = models.ForeignKey(Remark, on_delete=models.CASCADE, related_name="answers")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    text = models.TextField(_("answer"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("answer to a remark")
        verbose_name_plural = _("answers to remarks")
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.remark_id} / {self.pk}"
