"""The demo content: places, members, standing pages, figures and sheets, brought in by the platform's own actions."""

import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
PASSWORD = "demonstration"
FUNCTIONS = {
    "advisor": "advisor",
    "manager": "manager",
    "documentalist": "documentalist",
    "reception": "reception",
    "translator": "translator",
    "reviewer": "reviewer",
    "editor": "editor",
    "label_officer": "label officer",
    "committee": "committee member",
    "administrator": "administrator",
}


def read(name: str) -> dict[str, Any]:
    """Give a file of the demo content, as TOML says it."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def demo_accounts() -> list[tuple[str, str, str]]:
    """Give (function, address, password) of one demo account per function, a former member's last."""
    found: dict[str, str] = {}
    former = ""
    for member in read("members.toml")["member"]:
        roles = [role["role"] for role in member["roles"] if "ended" not in role]
        for role in roles:
            found.setdefault(role, member["address"])
        former = former or ("" if roles else member["address"])
    accounts = [(words, found[role], PASSWORD) for role, words in FUNCTIONS.items() if role in found]
    return [*accounts, ("former member", former, PASSWORD)] if former else accounts
