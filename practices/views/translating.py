"""The translating page of sheets, and their translations as files."""

from directory.permissions import can_publish_translation, can_write_translation
from editorial.translating.page import Mount
from editorial.translating.views import translating_page

from ..models import Practice
from ..permissions import can_change_original


def find_practice(pk: int) -> Practice | None:
    """Give the sheet `pk` names, None where there is none."""
    # by `id`: `pk`, a relation, breaks over a number no column can hold
    return Practice.objects.rewrite(False).filter(id=pk).first()


MOUNT = Mount("translate_practice", find_practice, can_write_translation, can_publish_translation, can_change_original)
translate_practice = translating_page(MOUNT)
