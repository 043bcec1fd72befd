"""`python -m tests.bench`: make the scene, measure, print."""

import os
import warnings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "network.settings.test")

import django
from django.conf import settings


def main() -> None:
    """Measure everything and print it; whatever the figures say, this succeeds."""
    warnings.filterwarnings("ignore", message="No directory at")
    django.setup()
    settings.ROOT_URLCONF = "tests.bench.urls"
    from .scene import database, set_scene

    print("Setting the scene: a thousand sheets in six languages…", flush=True)
    with database():
        measure(set_scene())


def measure(people: object) -> None:
    """Print a table per kind of figure."""
    from django.core.handlers.wsgi import WSGIHandler

    from tests.browser import HOW_TO_GET_IT, chromium

    from . import pages, rates, reviews, thousands, weights
    from .letters import figures_of_letters
    from .people import figures_of_people
    from .table import print_table

    handler = WSGIHandler()
    unit, costs = pages.figures([*pages.public_pages(handler), *pages.members_pages(handler, people)], handler)
    print_table(f"Pages, none kept. Unit: a bare page of 20 rows through every middleware, {unit:.1f} ms of CPU", costs)
    print_table("Pages asked for again by anonymous readers", [*rates.in_process(), *rates.over_http()])
    print_table("Style sheets and scripts, compressed", list(weights.weights(handler, people)))
    print_table("Review, its versions and its desk", reviews.figures_of_review(handler, people))
    print_table("People", figures_of_people(handler))
    print_table("What people are told", figures_of_letters(handler, people))
    thousands.grow()
    print_table("With ten thousand sheets", pages.figures([*thousands.pages_of_many(handler)], handler)[1])
    if chromium() is None:
        print(f"\nRequests to other hosts: not counted, {HOW_TO_GET_IT}")
        return
    from .hosts import asked_hosts

    with rates.serving("daphne") as port:
        print_table("Requests to other hosts", list(asked_hosts(people, f"http://127.0.0.1:{port}")))


main()
