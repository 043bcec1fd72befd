"""Places of the network."""

from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from multilingual.models import Translated


class PlaceForm(models.TextChoices):
    """The four forms of a place, and the label holder that is no place of its own."""

    CITE = "cite", _("Cité des métiers")
    SITE = "site", _("site")
    CENTRE = "centre", _("associated centre")
    RESEAU = "reseau", _("réseau des métiers")
    HOLDER = "holder", _("label holder")


class PlaceLife(models.TextChoices):
    """Where a place stands today."""

    PROJECT = "project", _("in project")
    PREPARING = "preparing", _("in préfiguration")
    OPEN = "open", _("open")
    DORMANT = "dormant", _("dormant")
    UNLISTED = "unlisted", _("no longer listed")


def check_time_zone(name: str) -> None:
    """Refuse a time zone that does not exist, or no longer."""
    if name not in available_timezones():
        raise ValidationError(_("There is no time zone of this name."), code="time_zone")


class PlaceQuerySet(models.QuerySet["Place"]):
    """Which places."""

    def signing(self) -> "PlaceQuerySet":
        """Keep the places that may sign a sheet: all but those no longer listed."""
        return self.exclude(life=PlaceLife.UNLISTED)

    def by_name(self) -> "PlaceQuerySet":
        """Order by country and zone."""
        return self.order_by("country", "zone")


class Place(Translated, ClusterableModel):
    """A Cité des métiers, a site, an associated centre, a réseau, or the holder of a label shared by sites."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    headline = models.CharField(_("name"), max_length=160)
    zone = models.CharField(_("zone"), max_length=80, help_text=_("The town or area, as it is called there."))
    form = models.CharField(_("form"), max_length=8, choices=PlaceForm.choices)
    life = models.CharField(_("state"), max_length=10, choices=PlaceLife.choices, default=PlaceLife.OPEN)
    country = CountryField(_("country"))
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/Paris", validators=[check_time_zone])
    mother = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="centres", verbose_name=_("mother Cité")
    )
    holder = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="sites", verbose_name=_("label holder")
    )

    objects = PlaceQuerySet.as_manager()

    translate_view = "translate_place"

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(mother=models.F("id")) & ~models.Q(holder=models.F("id")),
                name="place_is_not_its_own_parent",
                violation_error_message=_("A place does not belong to itself."),
            ),
            models.CheckConstraint(
                condition=models.Q(mother__isnull=True) | models.Q(form=PlaceForm.CENTRE),
                name="only_centres_have_mothers",
                violation_error_message=_("Only an associated centre has a mother Cité."),
            ),
            models.CheckConstraint(
                condition=models.Q(holder__isnull=True) | models.Q(form=PlaceForm.SITE),
                name="only_sites_have_holders",
                violation_error_message=_("Only a site has a label holder."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.headline)

    def clean(self) -> None:
        """Refuse bonds that go round in a circle or join forms that do not belong together.

        A mother is a Cité or a site, a holder is a label holder; what others belong to belongs to nobody.
        """
        super().clean()
        if self.mother is not None and self.mother.form not in (PlaceForm.CITE, PlaceForm.SITE):
            raise ValidationError({"mother": _("The mother of an associated centre is a Cité des métiers.")})
        if self.holder is not None and self.holder.form != PlaceForm.HOLDER:
            raise ValidationError({"holder": _("This place holds no label for others.")})
        if self.pk is None:
            return
        if self.form not in (PlaceForm.CITE, PlaceForm.SITE) and Place.objects.filter(mother_id=self.pk).exists():
            raise ValidationError({"form": _("Associated centres belong to this place: it stays a Cité or a site.")})
        if self.form != PlaceForm.HOLDER and Place.objects.filter(holder_id=self.pk).exists():
            raise ValidationError({"form": _("Sites belong to this label holder: it stays one.")})

    @classmethod
    def translatable(cls) -> PlaceQuerySet:
        """Give the places that are listed, with what a queue of translations is narrowed by; they tell no dates."""
        undated = models.Value(None, output_field=models.DateTimeField())
        return cls.objects.signing().annotate(waits_from=undated, changed_at=undated, at_place=models.F("pk"))

    @property
    def form_label(self) -> str:
        """Give the name of the place's form in the reader's language."""
        return self.get_form_display()

    @property
    def local_language(self) -> str:
        """Give the language the place itself speaks."""
        return self.original_language


class Mailbox(models.Model):
    """An address of a function at a place (contact, documentation), never of a person."""

    place = ParentalKey(Place, on_delete=models.CASCADE, related_name="mailboxes", verbose_name=_("place"))
    function = models.CharField(_("function"), max_length=40)
    address = models.EmailField(_("address"))

    class Meta:
        verbose_name = _("function mailbox")
        verbose_name_plural = _("function mailboxes")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["place", "address"], name="one_mailbox_per_address")]

    def __str__(self) -> str:
        return self.address


class LocalPole(models.Model):
    """A pôle as one place names it, mapped to the network's."""

    place = ParentalKey(Place, on_delete=models.CASCADE, related_name="local_poles", verbose_name=_("place"))
    pole = models.ForeignKey(
        "editorial.Term",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        limit_choices_to={"vocabulary": "pole"},
        verbose_name=_("pôle of the network"),
    )
    name = models.CharField(_("local name"), max_length=120)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("local pôle")
        verbose_name_plural = _("local pôles")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name
