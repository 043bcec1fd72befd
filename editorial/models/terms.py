"""The network's own words: one row per term, in six languages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Vocabulary(models.TextChoices):
    """The lists of words the network classifies its practices with."""

    POLE = "pole", _("pôles")
    KIND = "kind", _("kinds of practice")
    PUBLIC = "public", _("publics")
    SERVICE = "service", _("service modes")
    TERRITORY = "territory", _("territories")
    BUDGET = "budget", _("budgets a year")
    PRINCIPLE = "principle", _("principles of the Charter")
    GRADE = "grade", _("evidence grades")
    GLOSSARY = "glossary", _("common glossary")


class TermQuerySet(models.QuerySet):
    """Which terms."""

    def of(self, vocabulary: str) -> "TermQuerySet":
        """Keep the terms of one vocabulary, in their order."""
        return self.filter(vocabulary=vocabulary).order_by("position")


class Term(models.Model):
    """A word of one of the network's vocabularies, named in all six languages."""

    vocabulary = models.CharField(_("vocabulary"), max_length=12, choices=Vocabulary.choices)
    key = models.SlugField(_("key"), max_length=40, help_text=_("Stays the same for ever: addresses and files use it."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    label = models.CharField(_("label"), max_length=120)
    text = models.TextField(_("explanation"), blank=True)
    reverse = models.TextField(_("what it excludes"), blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["vocabulary", "position"]
        constraints = [models.UniqueConstraint(fields=["vocabulary", "key"], name="one_term_per_key")]

    def __str__(self) -> str:
        return str(self.label)
