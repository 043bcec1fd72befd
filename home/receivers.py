"""What this app does when editors change its pages and figures in Wagtail's admin, which calls no action of ours."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.signals import page_published, page_unpublished

from multilingual.signals import announce

from .actions import open_to_editors, renew_states
from .models import NetworkFigure, StandingPage


def tell_published(sender: type, instance: StandingPage, **more: Any) -> None:
    """Work out again what the change of the original did to each language; a new page is opened to editors."""
    renew_states(page=instance)
    open_to_editors(pages=[instance])


def tell_withdrawn(sender: type, instance: Any, **more: Any) -> None:
    """Say that a page or a figure can be read no more."""
    announce(instance, "withdrawn")


def tell_saved(sender: type, instance: NetworkFigure, **more: Any) -> None:
    """Say that a figure changed."""
    announce(instance, "saved")


def connect() -> None:
    """Listen to Wagtail and to the rows editors save."""
    page_published.connect(tell_published, sender=StandingPage, dispatch_uid="home.standing_published")
    page_unpublished.connect(tell_withdrawn, sender=StandingPage, dispatch_uid="home.standing_unpublished")
    post_delete.connect(tell_withdrawn, sender=StandingPage, dispatch_uid="home.standing_deleted")
    post_save.connect(tell_saved, sender=NetworkFigure, dispatch_uid="home.figure_saved")
    post_delete.connect(tell_withdrawn, sender=NetworkFigure, dispatch_uid="home.figure_deleted")
