"""What the tests of this app share."""

import pytest

from directory.models import Place

from .scenes import a_place


@pytest.fixture
def places() -> dict[str, Place]:
    """A Cité with its centre, and one apart."""
    limoges = a_place("limoges")
    return {
        "limoges": limoges,
        "brive": a_place("brive", "centre", mother=limoges),
        "rouen": a_place("rouen"),
    }
