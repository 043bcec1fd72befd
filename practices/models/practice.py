"""The practice sheet and the page it hangs under."""

import re
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import Page, PageManager

from editorial.vocabularies import terms_by_id
from multilingual.languages import reader_language, writing_in
from multilingual.models import UNTITLED, TranslatedPage

from .grades import Grade
from .life import Life
from .queryset import PracticeQuerySet
from .sequence import Sequence


class Form(models.TextChoices):
    """How much a sheet tells."""

    FULL = "full", pgettext_lazy("form of a sheet", "full sheet")
    FLASH = "flash", pgettext_lazy("form of a sheet", "flash note")


class Outcome(models.TextChoices):
    """How it went."""

    WORKED = "worked", _("it worked")
    MIXED = "mixed", _("mixed")
    FAILED = "failed", _("it did not work")


class PracticeIndex(Page):
    """The page every sheet hangs under; readers get the list at its address from our own view."""

    subpage_types = ["practices.Practice"]
    max_count = 1

    class Meta:
        verbose_name = _("list of practices")

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str]:
        """Give the address of the list in the reader's language."""
        return (0, settings.SITE_ADDRESS, reverse("practices"))


def draft_slug() -> str:
    """Give the slug of a sheet that was never published; it says nothing and is replaced at the first publication."""
    return f"draft-{uuid4().hex[:12]}"


class Practice(TranslatedPage):
    """A practice sheet: what a Cité did, why, how, with what means and result, so that another can make it its own."""

    code = models.CharField(_("code"), max_length=12, null=True, unique=True, editable=False)
    form = models.CharField(pgettext_lazy("of a sheet", "form"), max_length=5, choices=Form.choices, default=Form.FULL)
    outcome = models.CharField(_("outcome"), max_length=6, choices=Outcome.choices, blank=True)
    kind = models.ForeignKey("editorial.Term", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    territory = models.ForeignKey("editorial.Term", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    budget = models.ForeignKey("editorial.Term", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    terms = ParentalManyToManyField("editorial.Term", blank=True, related_name="practices")
    place = models.ForeignKey(
        "directory.Place", null=True, blank=True, on_delete=models.SET_NULL, related_name="practices"
    )
    cosigning = ParentalManyToManyField("directory.Place", blank=True, related_name="cosigned_practices")
    contact = models.EmailField(_("contact"), blank=True)
    period = models.CharField(_("period"), max_length=60, blank=True)
    partners = models.TextField(_("partner organisations"), blank=True)
    look_again_on = models.DateField(_("date to look again"), null=True, blank=True)
    licence = models.CharField(_("licence"), max_length=40, default="CC BY-SA 4.0")

    headline = models.CharField(_("headline"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    context = models.TextField(_("context"), blank=True)
    need = models.TextField(_("need"), blank=True)
    solution = models.TextField(_("solution"), blank=True)
    success_conditions = models.TextField(_("success conditions"), blank=True)
    difficulties = models.TextField(_("difficulties and ways round"), blank=True)
    transferability = models.TextField(_("transferability"), blank=True)
    means_people = models.TextField(_("people"), blank=True)
    means_space = models.TextField(_("space"), blank=True)
    means_equipment = models.TextField(_("equipment"), blank=True)
    change_note = models.TextField(_("change note"), blank=True)

    minor_changes = models.JSONField(default=list, blank=True, editable=False)
    """Names of the fields and rows whose change, in this version, its author calls minor: their translations stay current."""

    life = models.CharField(_("life"), max_length=11, choices=Life.choices, default=Life.UNPUBLISHED, editable=False)
    grade = models.CharField(_("evidence grade"), max_length=10, choices=Grade.choices, blank=True, editable=False)
    looked_again_on = models.DateField(null=True, editable=False)
    """The date to look again for which its people were last told."""
    binned_at = models.DateTimeField(null=True, editable=False)

    objects = PageManager.from_queryset(PracticeQuerySet)()

    parent_page_types = ["practices.PracticeIndex"]
    subpage_types: list[str] = []
    translated_relations = ("steps", "results", "pictures", "attachments")
    translate_view = "translate_practice"
    whole_object_fields = (
        *TranslatedPage.whole_object_fields,
        "code",
        "slug",
        "place",
        "owner",
        "life",
        "grade",
        "looked_again_on",
        "binned_at",
        "live_revision",
        "last_published_at",
        "first_published_at",
    )
    template = "practices/practice.html"
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("practice sheet")
        verbose_name_plural = _("practice sheets")
        # what the list counts by, so that counting a thousand sheets does not walk over their texts
        indexes = [
            models.Index(
                fields=["kind", "outcome", "territory", "place", "original_language", "life"], name="practice_facets"
            ),
            # what the table of translations counts by, likewise
            models.Index(fields=["original_language", "translation_states", "life"], name="practice_freshness"),
            models.Index(fields=["look_again_on"], name="practice_look_again"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; the first publication gives the code, the slug and a life, whichever door it comes through."""
        if self.live and not self.code:
            self.code = f"FP-{Sequence.next('practice'):04d}"
            self.slug = self.public_slug()
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = [*kwargs["update_fields"], "code", "slug"]
        if self.live and self.life == Life.UNPUBLISHED:
            self.life = Life.PUBLISHED
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = [*kwargs["update_fields"], "life"]
        super().save(*args, **kwargs)

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Save a revision, and the co-signing places it names as the rows that queues ask."""
        from practices.actions.cosigning import write_draft_cosigners

        revision = super().save_revision(*args, **kwargs)
        write_draft_cosigners(self, revision.content.get("cosigning") or ())
        return revision

    def public_slug(self) -> str:
        """Give the sheet's address for ever, from its original headline; its code where no letter is left."""
        base = slugify((self.text_in("headline", self.original_language) or "").replace("’", " "))[:80].strip("-")
        if base == "feed" or re.fullmatch(r"fp-\d+", base):
            base = f"practice-{base}"  # these addresses are taken
        return self._get_autogenerated_slug(base or (self.code or "").lower())

    def take_over(self, live: TranslatedPage) -> None:
        """Take over the translations; a row whose file is unchanged keeps its published copy."""
        super().take_over(live)
        for relation in self.translated_relations:
            rows = {row.pk: row for row in getattr(live, relation).all()}
            for row in getattr(self, relation).all():
                row.take_over(rows.get(row.pk))

    def get_original_headline(self) -> str:
        """Give the headline as it was first written, empty in a draft that has none."""
        return self.text_in("headline", self.original_language) or ""

    @property
    def draft_headline(self) -> str:
        """Give the headline of the latest draft, which Wagtail keeps beside the page, empty where there is none yet."""
        return "" if self.draft_title == UNTITLED else self.draft_title

    # --- what readers ask -------------------------------------------------------------------

    def url_in(self, language: str) -> str:
        """Give the sheet's address in `language`."""
        with writing_in(language):
            return reverse("practice", kwargs={"slug": self.slug})

    def get_absolute_url(self) -> str:
        """Give the sheet's address in the reader's language."""
        return self.url_in(reader_language())

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str]:
        """Give Wagtail's admin the address readers use."""
        return (0, settings.SITE_ADDRESS, self.get_absolute_url())

    def terms_of(self, vocabulary: str) -> list[Any]:
        """Give the sheet's terms of one vocabulary, in the vocabulary's order; no query once `terms` is prefetched."""
        known = terms_by_id()
        found = [known[term.pk] for term in self.terms.all() if term.pk in known]
        return sorted((term for term in found if term.vocabulary == vocabulary), key=lambda term: term.position)

    def term(self, field: str) -> Any:
        """Give the term of a single-choice field (kind, territory, budget), None where it is empty; no query."""
        return terms_by_id().get(getattr(self, f"{field}_id"))

    @property
    def grade_term(self) -> Any:
        """Give the term that says what the sheet rests on, None where no reviewer graded it; no query."""
        return Grade(self.grade).term if self.grade else None

    @property
    def cosigners(self) -> list[Any]:
        """Give the co-signing places readers may see named: those that are asked to sign and agreed."""
        if hasattr(self, "standing_cosignatures"):
            return [row.place for row in self.standing_cosignatures]
        asked = {place.pk for place in self.cosigning.all()}
        return [row.place for row in self.cosignatures.select_related("place") if row.place_id in asked]

    @property
    def partner_names(self) -> list[str]:
        """Give the partners' names, one per line as they were typed."""
        return [line.strip() for line in self.partners.splitlines() if line.strip()]

    @property
    def is_attempt(self) -> bool:
        """Say whether this tells of something that did not work."""
        return self.outcome == Outcome.FAILED

    @classmethod
    def translatable(cls) -> PracticeQuerySet:
        """Give the published sheets, with what a queue of translations is sorted and narrowed by."""
        return cls.objects.published().annotate(
            waits_from=models.F("first_published_at"),
            changed_at=models.F("last_published_at"),
            at_place=models.F("place_id"),
        )

    def may_be_read_by(self, user: Any) -> bool:
        """Say whether `user` may read what hangs on the draft: private files ask their home."""
        from practices.permissions import can_read_draft

        return can_read_draft(user, self)
