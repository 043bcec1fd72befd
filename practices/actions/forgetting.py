"""What sheets forget of somebody: the texts stay, signed by their places; names and addresses are taken out of them."""

from django.db import models, transaction
from wagtail.documents import get_document_model

from editorial.actions.forgetting import pages_of, take_out
from editorial.forgetting import Forgotten
from editorial.models import Picture

from ..models import (
    Attachment,
    Figure,
    LifeChange,
    Remark,
    RemarkAnswer,
    Result,
    ReviewState,
    Step,
    Version,
    VersionFile,
)

RECORDS: tuple[type[models.Model], ...] = (Remark, RemarkAnswer, ReviewState, LifeChange)
"""What is said about sheets: words of anybody, which may name anybody."""
ROWS: tuple[type[models.Model], ...] = (Step, Result, Figure, Attachment, Version)


@transaction.atomic
def forget_person(*, forgotten: Forgotten) -> None:
    """Take a person out of every word about sheets, and out of the rows of the sheets they had a part in.

    What others wrote without them stays as it is: a name there is its author's business.
    """
    for record in RECORDS:
        take_out(rows=models.QuerySet(record), forgotten=forgotten)
    sheets = list(pages_of(forgotten.person).values_list("pk", flat=True))
    for model in ROWS:
        take_out(rows=models.QuerySet(model).filter(practice__in=sheets), forgotten=forgotten)
    forget_in_files(sheets, forgotten)


def forget_in_files(sheets: list[int], forgotten: Forgotten) -> None:
    """Take a person out of the names under which the files of some sheets were published."""
    for rows, name, model in ((Figure, "image", Picture), (Attachment, "document", get_document_model())):
        shown = rows._base_manager.filter(practice__in=sheets, **{f"{name}__isnull": False}).values(name)
        kept = VersionFile.objects.filter(version__practice__in=sheets, **{f"{name}__isnull": False}).values(name)
        for keys in (shown, kept):
            take_out(rows=models.QuerySet(model).filter(pk__in=keys), forgotten=forgotten)
