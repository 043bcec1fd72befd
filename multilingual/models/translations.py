"""A translation in work, and what each published text was made from."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class AboutObject(models.Model):
    """A row about one translated object of any kind."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=40)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)

    class Meta:
        abstract = True


class AboutObjectQuerySet(models.QuerySet):
    """Rows about translated objects."""

    def about(self, thing: models.Model) -> "AboutObjectQuerySet":
        """Keep the rows about `thing`."""
        return self.filter(content_type=ContentType.objects.get_for_model(thing), object_id=str(thing.pk))

    def into(self, language: str) -> "AboutObjectQuerySet":
        """Keep the rows of one language."""
        return self.filter(language=language)


class WorkingTranslation(AboutObject):
    """A translation being written: its texts, and the original as it was read; no reader sees it before it is published."""

    entries = models.JSONField(_("texts"), default=dict)
    """Key of a text → its `text`, the original (`source`) it was written beside, whether an engine suggested it and nobody
    has read it (`machine`), and whether a translator said that it still holds (`confirmed`)."""
    version = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("at"))

    objects = AboutObjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("translation in work")
        verbose_name_plural = _("translations in work")
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "language"], name="one_working_translation")
        ]

    def __str__(self) -> str:
        return f"{self.object_id} → {self.language}"


class TranslationSource(AboutObject):
    """The original text that the published translation of one text was made from, or confirmed against."""

    key = models.CharField(max_length=120)
    source = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("at"))
    confirmed = models.BooleanField(_("confirmed without change"), default=False)
    outdated_since = models.DateTimeField(_("outdated since"), null=True)

    objects = AboutObjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("original of a translation")
        verbose_name_plural = _("originals of translations")
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "language", "key"], name="one_source_per_text")
        ]

    def __str__(self) -> str:
        return f"{self.object_id} → {self.language}: {self.key}"
