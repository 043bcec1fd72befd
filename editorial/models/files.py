"""Files: published pictures, readable by anyone, and private files, given out by one checking view."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from ..uploads import THUMBNAIL_WIDTH


def private_storage() -> Any:
    """Give the storage of private files; it has no address of its own."""
    return storages["private"]


def private_path(instance: "PrivateFile", filename: str) -> str:
    """Give a generated name that keeps nothing of the uploaded one but its checked extension."""
    return f"{instance.pk.hex[:2]}/{instance.pk.hex}.{instance.extension}"


class PrivateFile(models.Model):
    """An uploaded file that only those who may read its home may read."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.FileField(storage=private_storage, upload_to=private_path, max_length=120)
    name = models.CharField(_("name shown"), max_length=160)
    extension = models.CharField(max_length=8)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    home_type = models.ForeignKey("contenttypes.ContentType", null=True, on_delete=models.CASCADE, related_name="+")
    home_id = models.CharField(max_length=40, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("private file")
        verbose_name_plural = _("private files")
        indexes = [models.Index(fields=["home_type", "home_id"], name="private_file_home")]

    def __str__(self) -> str:
        return self.name

    @property
    def thumbnail_path(self) -> str:
        """Give the path of the small version of a picture; it exists where the picture is wider than that."""
        stem, extension = private_path(self, "").rsplit(".", 1)
        return f"{stem}-{THUMBNAIL_WIDTH}.{extension}"

    @property
    def paths(self) -> list[str]:
        """Give the path of every stored file this row is the owner of."""
        return [private_path(self, ""), self.thumbnail_path]

    @property
    def home(self) -> Any:
        """Give the object whose readers may read this file, None when it is gone."""
        model = self.home_type.model_class() if self.home_type else None
        return model._base_manager.filter(pk=self.home_id).first() if model else None


class Picture(AbstractImage):
    """A published picture: readable by anyone, re-encoded without metadata, under a generated name."""

    admin_form_fields = Image.admin_form_fields

    def get_upload_to(self, filename: str) -> str:
        """Give a generated path that keeps nothing of the uploaded name but its extension."""
        return f"images/{uuid4().hex}.{filename.rsplit('.', 1)[-1].lower()}"


class Rendition(AbstractRendition):
    """A published picture at one size."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_filter")
        ]
