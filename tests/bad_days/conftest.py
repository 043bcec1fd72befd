"""A place, its people and its drafts, as the app's own tests have them."""

from practices.tests.conftest import (  # noqa: F401  fixtures
    declined,
    draft,
    house,
    in_network,
    published,
    submitted,
    taken,
    to_revise,
    written,
)
