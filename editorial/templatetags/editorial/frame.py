"""The frame of a page: menu, member's door, messages, pager, slots, and the way back for somebody lost."""

from typing import Any

from django.conf import settings
from django.core.paginator import Page
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from editorial.registry import render_slot
from multilingual.languages import CODES, OWN_NAMES

from .drawings import icon
from .library import register

NOTICE_OF_LEVEL = {"success": "ok", "error": "stop", "warning": "fresh"}


def has_session(context: Context) -> bool:
    """Say whether the browser sent a session cookie; without one nothing on a page may open a session."""
    request = context.get("request")
    return request is not None and settings.SESSION_COOKIE_NAME in request.COOKIES


@register.simple_tag(takes_context=True)
def member_entry(context: Context) -> SafeString:
    """`{% member_entry %}`: the door to the member's desk, or to signing in."""
    user = getattr(context["request"], "user", None) if has_session(context) else None
    known = user is not None and user.is_authenticated
    return format_html(
        '<a class="top-member" href="{}">{}<span>{}</span></a>',
        reverse("desk" if known else "account_login"),
        icon("user"),
        _("My desk") if known else _("Members’ area"),
    )


@register.simple_tag(takes_context=True)
def menu_link(context: Context, label: str, name: str, slug: str = "") -> SafeString | str:
    """`{% menu_link words "standing" "charter" %}`: a list item that knows when the reader is there.

    Gives nothing for an address this site does not have.
    """
    try:
        address = reverse(name, kwargs={"slug": slug} if slug else None)
    except NoReverseMatch:
        return ""
    path = context["request"].path
    current = "page" if path == address else "true" if path.startswith(address) else ""
    mark = format_html(' aria-current="{}"', current) if current else ""
    return format_html('<li><a href="{}"{}>{}</a></li>', address, mark, label)


@register.inclusion_tag("editorial/components/messages.html", takes_context=True)
def messages_region(context: Context) -> dict[str, Any]:
    """`{% messages_region %}`: what the last action has to say, for a browser that has a session."""
    waiting = context.get("messages", []) if has_session(context) else []
    return {"said": [(NOTICE_OF_LEVEL.get(message.level_tag, "info"), message) for message in waiting]}


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str, thing: Any = None) -> SafeString | str:
    """`{% slot "place" place %}`: the pieces higher apps have put under this name."""
    return render_slot(name, thing, context)


def page_address(context: Context, number: int) -> str:
    """Give the address of page `number` of this list: every other parameter stays, page 1 needs none."""
    parameters = context["request"].GET.copy()
    parameters.pop("page", None)
    if number > 1:
        parameters["page"] = str(number)
    return f"?{parameters.urlencode()}" if parameters else context["request"].path


@register.simple_tag(takes_context=True)
def pager(context: Context, page: Page) -> SafeString | str:
    """`{% pager page %}`: the pages of a list with the reader's filters kept; for one page, nothing."""
    if page.paginator.num_pages < 2:
        return ""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    items = [page_item(context, number, page.number) for number in numbers]
    if page.has_next():
        onward = format_html(
            '<li><a href="{}" rel="next">{}{}</a></li>',
            page_address(context, page.number + 1),
            _("Next page"),
            icon("arrow"),
        )
        items.append(onward)
    return format_html(
        '<nav aria-label="{}"><ul class="pager">{}</ul></nav>',
        _("Pages of the list"),
        format_html_join("", "{}", ((item,) for item in items)),
    )


def page_item(context: Context, number: int | str, here: int) -> SafeString:
    """Give one page of the pager: the one being read, a link, or the mark that some are left out."""
    if not isinstance(number, int):
        return format_html("<li><span>{}</span></li>", number)
    if number == here:
        return format_html('<li><span aria-current="page">{}</span></li>', number)
    spoken = _("Page %(number)s") % {"number": number}
    return format_html('<li><a href="{}" aria-label="{}">{}</a></li>', page_address(context, number), spoken, number)


@register.simple_tag(takes_context=True)
def language_known(context: Context) -> bool:
    """`{% language_known as known %}`: whether the address begins with one of our languages."""
    request = context.get("request")
    return request is not None and request.path.lstrip("/").partition("/")[0] in CODES


@register.simple_tag
def language_entrances() -> SafeString:
    """`{% language_entrances %}`: the front page in each of the six languages, in that language's own words."""
    entrances = []
    for code in CODES:
        with translation.override(code):
            entrances.append((code, code, code, _("Shared practices"), OWN_NAMES[code]))
    return format_html(
        '<ul class="home-tongues">{}</ul>',
        format_html_join("", '<li><a href="/{}/" lang="{}" hreflang="{}"><b>{}</b><span>{}</span></a></li>', entrances),
    )
