"""What a reviewer checks and how well a practice is supported (words: the domain page's lists)."""

from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.vocabularies import term


class Grade(models.TextChoices):
    """What the results of a practice rest on, from the least to the most; readers meet the words of the vocabulary of grades."""

    TESTIMONY = "testimony", "testimony"
    MONITORED = "monitored", "monitored figures"
    INTERNAL = "internal", "internal evaluation"
    EXTERNAL = "external", "external evaluation"

    @property
    def term(self) -> Any:
        """Give the term that names this grade to people, None where the vocabulary has lost it."""
        return term("grade", self.value)

    @classmethod
    def offered(cls) -> list[tuple[str, str]]:
        """Give what a form offers: each grade with its name in the reader's language."""
        return [(grade.value, str(getattr(grade.term, "label", grade.label))) for grade in cls]


class Check(NamedTuple):
    """A point of the reviewer's checklist; one that blocks keeps a sheet from being published until it is ticked."""

    key: str
    label: Any
    blocks: bool = False


CHECKLIST = (
    Check("acronyms", _("Acronyms are explained")),
    Check("sources", _("Facts are dated, sources named")),
    Check("honest", _("Results are honest, limits told")),
    Check("startable", _("Another place could start from it")),
    Check("advertising", _("No selective advertising for one’s own institution"), blocks=True),
    Check("anonymous", _("Nobody of the public can be recognised"), blocks=True),
    Check("rights", _("Rights of texts and pictures are cleared"), blocks=True),
)
"""The reviewer's checklist, in order; the domain page prints the three that block in bold."""
BLOCKING = frozenset(check.key for check in CHECKLIST if check.blocks)
