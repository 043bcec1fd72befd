"""Every address of ours with its policy; a pattern without one fails the build."""

from collections.abc import Iterator
from typing import NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver

OURS = ("home", "practices", "directory", "accounts", "editorial", "multilingual", "jobs")


class Policy(NamedTuple):
    """What an address asks for: the act that opens it, what it is about, and whether a reader is sent to sign in first."""

    act: str
    about: str = "nothing"
    fixed: bool = False
    only: str = ""


PUBLIC = Policy("read what is public")
OWN_ACCOUNT = Policy("sign in", fixed=True)
VERSIONS = ("practice_version", "practice_history", "cite_practice")
POLICIES: dict[str, Policy] = {
    "media": PUBLIC,
    "livez": PUBLIC,
    "readyz": PUBLIC,
    "robots": PUBLIC,
    "sitemap": PUBLIC,
    "front": PUBLIC,
    "practices": PUBLIC,
    "practices_feed": PUBLIC,
    "review_times": PUBLIC,
    "standing": Policy("read what is public", about="standing page"),
    "practice": Policy("read what is public", about="published sheet"),
    "practice_code": Policy("read what is public", about="published code"),
    **{name: Policy("read versions", about="version") for name in VERSIONS},
    "private_file": Policy("read a draft", about="file", fixed=True),
    "preview_markdown": Policy("sign in", fixed=True, only="POST"),
    "account": OWN_ACCOUNT,
    **dict.fromkeys(("addresses", "confirm_address", "sessions", "prove_by_code"), OWN_ACCOUNT),
    **dict.fromkeys(("my_data", "erase_account"), OWN_ACCOUNT),
    "account_erased": PUBLIC,
    "desk": OWN_ACCOUNT,
    "notifications": OWN_ACCOUNT,
    "open_notification": Policy("open a notification", about="notification", fixed=True),
    "letters": OWN_ACCOUNT,
    "unsubscribe": Policy("read what is public", about="token"),
    "come_in": Policy("read what is public", about="token"),
    "come_in_again": Policy("come in", about="held token"),
    "invitations": Policy("invite", fixed=True, only="GET"),
    **dict.fromkeys(("invite", "invite_list"), Policy("invite", fixed=True)),
    "first_steps": Policy("take first steps", fixed=True),
    "first_step": Policy("take first steps", about="step", fixed=True),
    "my_drafts": Policy("see drafts listed", fixed=True),
    "reviews": Policy("see drafts listed", fixed=True),
    "start_practice": Policy("start a sheet", fixed=True),
    "write_practice": Policy("edit and submit", about="sheet", fixed=True),
    "preview_practice": Policy("read a draft", about="sheet", fixed=True),
    "review_practice": Policy("place review or network review", about="sheet", fixed=True),
    "take_review": Policy("network review", about="sheet", fixed=True, only="POST"),
    "give_back_review": Policy("network review", about="sheet", fixed=True, only="POST"),
    "add_remark": Policy("write remarks or come too late", about="sheet", fixed=True, only="POST"),
    "practice_remarks": Policy("read the journal", about="sheet", fixed=True),
    "change_remark": Policy("take a remark back", about="remark", fixed=True, only="POST"),
    "remove_remark": Policy("take a remark back", about="remark", fixed=True, only="POST"),
    "answer_remark": Policy("answer remarks", about="remark", fixed=True, only="POST"),
    "settle_remark": Policy("settle remarks", about="remark", fixed=True, only="POST"),
    "reopen_remark": Policy("settle remarks", about="remark", fixed=True, only="POST"),
    "practice_journal": Policy("read the journal", about="sheet", fixed=True),
    "take_back_practice": Policy("edit and submit", about="sheet", fixed=True, only="POST"),
    "bin_practice": Policy("bin and take out", about="sheet", fixed=True, only="POST"),
    "restore_practice": Policy("bin and take out", about="sheet", fixed=True, only="POST"),
    "practice_life": Policy("see the life of a sheet", about="sheet", fixed=True, only="GET"),
    "hand_on_practice": Policy("hand on", about="sheet", fixed=True, only="POST"),
    "change_original": Policy("change the original", about="sheet", fixed=True, only="POST"),
    "translations": PUBLIC,
    "translation_queue": Policy("write a translation", about="language", fixed=True),
    "export_queue": Policy("write a translation", about="language", fixed=True),
    "export_queue_po": Policy("write a translation", about="language", fixed=True),
    "import_queue": Policy("write a translation", about="language", fixed=True),
    **{
        f"translate_{thing}{what}": Policy("write a translation", about=f"{about} and language", fixed=True)
        for thing, about in (("practice", "sheet"), ("page", "standing page"), ("place", "place"))
        for what in ("", "_export", "_export_po", "_import")
    },
    "report_practice": Policy("read what is public", about="published sheet"),
    "report_page": Policy("read what is public", about="standing page"),
    "my_roles": OWN_ACCOUNT,
    "role": Policy("give and end a role", about="role", fixed=True),
    "people": Policy("give and end a role", fixed=True, only="GET"),
    "roles_journal": Policy("suspend an account", fixed=True, only="GET"),
    "member": Policy("suspend an account", about="person", fixed=True),
    "place_people": Policy("give and end a role", about="people of a place", fixed=True),
    "place_journal": Policy("end all roles and see their journal", about="people of a place", fixed=True),
    "place_person": Policy("end all roles and see their journal", about="person at a place", fixed=True),
    "leave_place": Policy("leave a place", about="own place", fixed=True),
    "reports": Policy("answer reports", fixed=True),
    "answer_report": Policy("answer reports", about="report", fixed=True),
    "cosign_practice": Policy("agree to co-sign", about="sheet and place", fixed=True, only="POST"),
}
DOORS = ("cms/login/", "cms/logout/", r"^cms/password_reset/(?P<rest>.*)$", r"^admin/(?P<rest>.*)$")
"""Wagtail's and Django's own doors, which have no name: each leads to the one sign-in."""


class Address(NamedTuple):
    """One pattern of the site: its route from the root, its name with namespaces, the module of its view."""

    route: str
    name: str
    module: str

    @property
    def is_ours(self) -> bool:
        """Say whether the view is of our own writing; what we add inside Wagtail's admin keeps the admin's policy."""
        return self.module.split(".")[0] in OURS and (not self.route.startswith("cms/") or self.route in DOORS)

    @property
    def family(self) -> str:
        """Give the third party the address belongs to."""
        if self.route.startswith("cms/"):
            return "wagtail admin"
        return {"allauth": "allauth", "wagtail": "wagtail"}.get(self.module.split(".")[0], self.module)


def addresses(resolver: URLResolver | None = None, before: str = "", spaces: tuple[str, ...] = ()) -> Iterator[Address]:
    """Walk every pattern of the site; those under a language count once, as the first language has them."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Address(route, ":".join([*spaces, pattern.name or ""]), pattern.callback.__module__)
        else:
            yield from addresses(pattern, route, (*spaces, pattern.namespace) if pattern.namespace else spaces)


def ours() -> list[Address]:
    """Give the addresses of our own views."""
    return [address for address in addresses() if address.is_ours]


def theirs() -> list[str]:
    """Give one line for each address third parties bring: family, name, route."""
    return sorted(f"{each.family} | {each.name} | {each.route}" for each in addresses() if not each.is_ours)
