"""The front page, the standing pages and the figures of the network."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.models import Page

from editorial.models import Vocabulary
from editorial.vocabularies import terms
from multilingual.languages import CODES, OWN_NAMES, column, reader_language, writing_in
from multilingual.models import ORIGINAL, TranslatedPage

from .blocks import Body, StreamField
from .forms import StandingPageForm


class FrontPage(Page):
    """The root of the site; readers get the front page at its address from our own view."""

    subpage_types = ["home.StandingPage"]
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1
    content_panels = [HelpPanel(content=_("This page makes itself. Its figures are among the snippets."))]
    promote_panels: list[Any] = []
    settings_panels: list[Any] = []

    class Meta:
        verbose_name = _("front page")

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str]:
        """Give the address of the front page in the reader's language."""
        return (0, settings.SITE_ADDRESS, reverse("front"))


class Special(models.TextChoices):
    """What a standing page shows besides its own text."""

    NOTHING = "", _("nothing more")
    CHARTER = "charter", _("the five principles of the Charter")


class StandingPage(TranslatedPage):
    """A page that stays: the Charter, the association, accessibility, privacy, legal notice."""

    headline = models.CharField(_("headline"), max_length=200)
    intro = models.TextField(_("introduction"), blank=True)
    body = StreamField(Body(), verbose_name=_("body"), blank=True)
    special = models.CharField(_("also shows"), max_length=12, choices=Special.choices, blank=True, default="")

    translate_view = "translate_page"
    parent_page_types = ["home.FrontPage"]
    subpage_types: list[str] = []
    base_form_class = StandingPageForm
    content_panels = [
        HelpPanel(template="home/admin/original_only.html"),
        *(FieldPanel(column(name, code)) for name in ("headline", "intro", "body") for code in CODES),
        FieldPanel("special"),
        FieldPanel(
            "slug", help_text=_("The foot of every page leads to: charter, association, accessibility, privacy, legal.")
        ),
    ]
    promote_panels: list[Any] = []
    settings_panels: list[Any] = []

    class Meta:
        verbose_name = _("standing page")
        verbose_name_plural = _("standing pages")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Check the page, its title and its first slug taken from the original headline."""
        self.title = self.get_original_title()
        super().full_clean(*args, **kwargs)

    @classmethod
    def translatable(cls) -> models.QuerySet:
        """Give the published pages, with what a queue of translations is sorted and narrowed by."""
        return cls.objects.live().annotate(
            waits_from=models.F("first_published_at"),
            changed_at=models.F("last_published_at"),
            at_place=models.Value(None, output_field=models.BigIntegerField()),
        )

    def url_in(self, language: str) -> str:
        """Give the page's address in `language`."""
        with writing_in(language):
            return reverse("standing", kwargs={"slug": self.slug})

    @property
    def translating_doors(self) -> list[tuple[str, str, str]]:
        """Give each language the page may be translated into, with its own name and the address of its translating page."""
        return [
            (code, OWN_NAMES[code], reverse("translate_page", kwargs={"pk": self.pk, "code": code}))
            for code, state in self.language_states()
            if state != ORIGINAL
        ]

    def get_absolute_url(self) -> str:
        """Give the page's address in the reader's language."""
        return self.url_in(reader_language())

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str]:
        """Give Wagtail's admin the address readers use."""
        return (0, settings.SITE_ADDRESS, self.get_absolute_url())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Give the template the texts as they are shown, the page's languages and the Charter's principles."""
        context = super().get_context(request, *args, **kwargs)
        context |= {name: self.shown(name) for name in ("headline", "intro", "body")}
        context["readable"] = self.readable_languages()
        if self.special == Special.CHARTER:
            context["principles"] = terms(Vocabulary.PRINCIPLE)
        return context


class NetworkFigureQuerySet(models.QuerySet):
    """Which figures."""

    def in_order(self) -> "NetworkFigureQuerySet":
        """Order them as editors placed them."""
        return self.order_by("position", "pk")


class NetworkFigure(models.Model):
    """A figure of the network, never shown without its year and its source."""

    value = models.PositiveIntegerField(_("value"))
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1993), MaxValueValidator(2100)], help_text=_("The year it was true.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    when = models.CharField(_("year in words"), max_length=60, help_text=_("“2012”, “about 2010”."))
    label = models.CharField(_("what it counts"), max_length=200, help_text=_("Continues the number: lower case."))
    source = models.CharField(_("source"), max_length=200)

    objects = NetworkFigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure of the network")
        verbose_name_plural = _("figures of the network")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.value} {self.label}"
