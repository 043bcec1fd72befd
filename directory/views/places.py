"""What members do for places: translate their names."""

from editorial.translating.page import Mount
from editorial.translating.views import translating_page

from ..models import Place
from ..permissions import can_publish_translation, can_write_translation


def find_place(pk: int) -> Place | None:
    """Give the place `pk` names, None where there is none."""
    return Place.objects.filter(pk=pk).first()


MOUNT = Mount("translate_place", find_place, can_write_translation, can_publish_translation)
translate_place = translating_page(MOUNT)
