"""The house as files: its apps from top to bottom, and where each file belongs."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@cache
def layers() -> tuple[tuple[str, ...], ...]:
    """Give the apps line by line, highest first, as import-linter's contract in pyproject.toml has them."""
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = [each for each in configuration["tool"]["importlinter"]["contracts"] if each["id"] == "direction"]
    return tuple(tuple(name.strip() for name in line.split("|")) for line in contract["layers"])


def apps() -> tuple[str, ...]:
    """Give every package of the contract."""
    return tuple(app for line in layers() for app in line)


def may_use(upper: str, lower: str) -> bool:
    """Say whether one app may use another: itself, or one on a lower line."""
    height = {app: number for number, line in enumerate(layers()) for app in line}
    return upper == lower or height[upper] < height[lower]


def packages() -> list[str]:
    """Give the Python packages at the root, the tests apart."""
    return sorted(path.parent.name for path in ROOT.glob("[a-z]*/__init__.py") if path.parent.name != "tests")


def files(suffix: str, *, generated: bool = False) -> Iterator[tuple[str, str]]:
    """Give (path from the root, text) of our files with a suffix; migrations only when `generated`."""
    for top in sorted([*packages(), "tests"]):
        for path in sorted((ROOT / top).rglob(f"*{suffix}")):
            if generated or "migrations" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def is_test(path: str) -> bool:
    """Say whether a path is a test or what tests need."""
    return "tests" in path.split("/") or path.endswith(("conftest.py", "factories.py"))
