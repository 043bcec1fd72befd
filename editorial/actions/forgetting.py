"""A person's names and addresses are taken out of rows, whatever app they belong to; the texts stay."""

import json
import re
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Cast
from django_tasks_db.models import DBTaskResult
from wagtail.admin.models import EditingSession, FormState
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.models import (
    APIToken,
    Comment,
    CommentReply,
    ModelLogEntry,
    Page,
    PageLogEntry,
    PageSubscription,
    Revision,
    TaskState,
    UploadedFile,
    get_page_models,
)
from wagtail.users.models import UserProfile

from multilingual.models import TranslationSource, WorkingTranslation

from ..forgetting import Forgotten
from ..models import Picture, PrivateFile
from .files import discard_private_file

MANY = 120
"""Past so many comparisons of columns with words, reading the rows costs less than asking which ones."""
STRUCTURE = re.compile(r".*(_id|_?path|_?key|_hash)").fullmatch
"""Whether a column only says where something is: what stands there is never words."""


@transaction.atomic
def take_out(*, rows: models.QuerySet[Any], forgotten: Forgotten) -> int:
    """Take a person's names and addresses out of every text of `rows`; give how many rows named them.

    Columns with a list of choices, keys, paths and slugs hold no name. Nothing is saved but the texts: no signal, no date.
    """
    fields = texts_of(rows.model)
    if not fields or not forgotten.words:
        return 0
    plain = models.QuerySet(rows.model).filter(pk__in=rows.order_by().values("pk"))
    keys = list(naming(plain, fields, forgotten).order_by("pk").values_list("pk", flat=True))
    return sum(free_row(models.QuerySet(rows.model), key, fields, forgotten) for key in keys)


def texts_of(model: type[models.Model]) -> list[models.Field]:
    """Give the columns of a model's own table that hold words somebody wrote, or a program about somebody."""
    kinds = (models.CharField, models.TextField, models.JSONField, StreamField)
    own = model._meta.local_concrete_fields
    texts = [each for each in own if isinstance(each, kinds) and not isinstance(each, models.SlugField)]
    return [each for each in texts if not (each.unique or each.is_relation or each.choices or STRUCTURE(each.name))]


def naming(rows: models.QuerySet[Any], fields: list[models.Field], forgotten: Forgotten) -> models.QuerySet[Any]:
    """Keep the rows that may name the person, by what any table keeps of a word as it is; all where that is no help."""
    if not forgotten.probes or len(fields) * len(forgotten.probes) > MANY:
        return rows
    asked = Q()
    for number, _field in enumerate(fields):
        for probe in forgotten.probes:
            asked |= Q(**{f"words_{number}__icontains": probe})
    return rows.annotate(**{f"words_{n}": Cast(F(each.name), TextField()) for n, each in enumerate(fields)}).filter(
        asked
    )


def free_row(rows: models.QuerySet[Any], key: Any, fields: list[models.Field], forgotten: Forgotten) -> bool:
    """Take the person out of one row; say whether it named them."""
    stored = {f"words_{n}": Cast(F(each.name), TextField()) for n, each in enumerate(fields)}
    held = rows.filter(pk=key).annotate(**stored).values(*stored).first() or {}
    freed = {}
    for number, each in enumerate(fields):
        text = held.get(f"words_{number}")
        if text and (value := freed_value(each, text, forgotten)) is not None:
            freed[each.name] = value
    if freed:
        rows.filter(pk=key).update(**freed)
    return bool(freed)


def freed_value(each: models.Field, text: str, forgotten: Forgotten) -> Any:
    """Give what a column shall hold instead of `text`, None where that names nobody."""
    if not isinstance(each, models.JSONField | StreamField):
        freed = forgotten.without(text, may_be_empty=each.blank)
        return None if freed == text else freed
    value = json.loads(text)
    freed = forgotten.out_of(value)
    if freed == value:
        return None
    return Value(freed, models.JSONField()) if isinstance(each, StreamField) else freed


def pages_of(person: Any) -> models.QuerySet[Page]:
    """Give the pages a person had a part in: theirs, those they saved a draft of, those whose journal names them."""
    saved = Revision.objects.page_revisions().filter(user=person.pk)
    keys = {int(key) for key in saved.order_by().values_list("object_id", flat=True).distinct()}
    keys.update(PageLogEntry.objects.filter(user=person.pk).order_by().values_list("page", flat=True).distinct())
    return Page.objects.filter(Q(owner=person.pk) | Q(pk__in=keys))


@transaction.atomic
def forget_in_pages(*, forgotten: Forgotten) -> None:
    """Take a person out of the pages they had a part in, of every revision of these, and of what translators wrote of them."""
    keys = [str(key) for key in pages_of(forgotten.person).values_list("pk", flat=True)]
    for model in (Page, *get_page_models()):
        take_out(rows=models.QuerySet(model).filter(pk__in=keys), forgotten=forgotten)
    of_pages = Revision.objects.page_revisions().filter(object_id__in=keys)
    take_out(rows=of_pages | Revision.objects.filter(user=forgotten.person.pk), forgotten=forgotten)
    for texts in (WorkingTranslation, TranslationSource):
        about = texts.objects.filter(content_type__in=page_types(), object_id__in=keys)
        take_out(rows=about | texts.objects.filter(by=forgotten.person.pk), forgotten=forgotten)


def page_types() -> list[int]:
    """Give the keys of the kinds of page there are."""
    return [
        kind.pk for kind in ContentType.objects.get_for_models(*get_page_models(), for_concrete_models=False).values()
    ]


@transaction.atomic
def forget_in_records(*, forgotten: Forgotten) -> None:
    """Take a person out of what the platform writes down by itself: journals, words of decisions, jobs, names of files."""
    for records in (PageLogEntry, ModelLogEntry, Comment, CommentReply, TaskState, DBTaskResult, PrivateFile):
        take_out(rows=models.QuerySet(records), forgotten=forgotten)
    for published in (Picture, get_document_model()):
        take_out(rows=published.objects.filter(uploaded_by_user=forgotten.person.pk), forgotten=forgotten)


@transaction.atomic
def forget_own_rows(*, forgotten: Forgotten) -> None:
    """Delete what is nobody's but the person's: the admin's memory of them, files they uploaded for nothing."""
    key = forgotten.person.pk
    for own in (APIToken, EditingSession, FormState, PageSubscription, UserProfile):
        own.objects.filter(user=key).delete()
    for upload in UploadedFile.objects.filter(uploaded_by_user=key):
        upload.file.delete(save=False)
        upload.delete()
    for private in PrivateFile.objects.filter(uploaded_by=key, home_type=None):
        discard_private_file(private=private, by=None)
