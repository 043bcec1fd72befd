"""What people cost: the pages they sign in at."""

from functools import partial

from django.core.handlers.wsgi import WSGIHandler

from .pages import Page, figures, forget_pages
from .table import Figure
from .visits import Visitor

SIGN_IN = "/fr/account/login/"


def figures_of_people(handler: WSGIHandler) -> list[Figure]:
    """Measure what people cost."""
    return figures(sign_in_pages(handler), handler)[1]


def sign_in_pages(handler: WSGIHandler) -> list[Page]:
    """Give the pages before one is in; the one query is how new the content is, which a server asks twice a second."""
    reader = Visitor(handler)
    paths = {
        "sign-in page": SIGN_IN,
        "sign-in page on the way to another": f"{SIGN_IN}?next=/fr/desk/",
        "asking for a code by mail": f"{SIGN_IN}code/",
    }
    return [
        Page(what, reader.hand_over, partial(reader.request, path), (4, None), (1, None), forget_pages, times=30)
        for what, path in paths.items()
    ]
