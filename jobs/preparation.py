"""What a start needs, and what of it is already done. Reads files only: a start that finds all done need not load Django."""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

STAMP = "prepared.json"
LOCK = "requirements/base.txt"


def of_apps(root: Path, pattern: str) -> tuple[str, ...]:
    """Give the pattern once per app: the root also holds data and a virtual environment, which no step reads."""
    return tuple(f"{package.parent.name}/{pattern}" for package in root.glob("[a-z]*/__init__.py"))


def inputs(root: Path) -> dict[str, tuple[str, ...]]:
    """Give the steps in their order, each with the files it depends on."""
    migrations = (LOCK, *of_apps(root, "migrations/*.py"))
    return {
        "database": migrations,
        "catalogues": ("locale/**/*.po", *of_apps(root, "locale/**/*.po")),
        "static files": (LOCK, *of_apps(root, "static/**/*")),
        "demo": (*migrations, "home/*.py", "home/demo/**/*", "home/management/**/*.py", "editorial/*.toml"),
    }


def digest(root: Path, patterns: Iterable[str]) -> str:
    """Give one digest of the files under `root` that match the patterns, by name and content, and of the database named."""
    total = hashlib.sha256(os.environ.get("DATABASE_URL", "").encode())
    for path in sorted({path for pattern in patterns for path in root.glob(pattern) if path.is_file()}):
        if "__pycache__" not in path.parts:
            total.update(f"{path.relative_to(root)}\n".encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def read_stamp(folder: Path) -> dict[str, str]:
    """Give what was done in this data folder, by step; nothing when the stamp is missing or unreadable."""
    try:
        stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(folder: Path, **facts: str) -> None:
    """Add to what is known of this data folder."""
    (folder / STAMP).write_text(json.dumps({**read_stamp(folder), **facts}, indent=1), encoding="utf-8")


def outdated(root: Path, folder: Path) -> list[str]:
    """Give the steps whose files changed since they were done here."""
    stamp = read_stamp(folder)
    return [name for name, patterns in inputs(root).items() if stamp.get(name) != digest(root, patterns)]


def do_steps(steps: Mapping[str, Callable[[], object]], *, root: Path, folder: Path) -> None:
    """Do steps, each by its name. What is done is written after each: an interrupted preparation goes on where it stopped."""
    for name, do in steps.items():
        now = digest(root, inputs(root)[name])
        do()
        write_stamp(folder, **{name: now})
