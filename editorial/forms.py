"""What editors upload in the admin passes the same checks as what members upload on the site."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from .uploads import check_document, check_picture


class PictureForm(BaseImageForm):
    """A picture uploaded by an editor: drawn anew, without metadata."""

    def clean_file(self) -> Any:
        """Put the picture drawn anew in the place of the one uploaded."""
        upload = self.cleaned_data["file"]
        if not isinstance(upload, UploadedFile):
            return upload
        checked = check_picture(upload)
        return SimpleUploadedFile(checked.name, checked.content, checked.content_type)


class DocumentForm(BaseDocumentForm):
    """A document uploaded by an editor: one of the kinds we keep, by what it contains."""

    def clean_file(self) -> Any:
        """Refuse what is no document of ours; give the others the ending of what they are."""
        upload = self.cleaned_data["file"]
        if isinstance(upload, UploadedFile):
            upload.name = check_document(upload).name
            upload.seek(0)
        return upload
