"""A place, its people and its drafts, as the app's own tests have them."""

from practices.tests.conftest import draft, house, submitted, written  # noqa: F401  fixtures
