"""What a start needs, and whether it is already done: each step has the files it depends on, and a digest of them."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

STAMP = "prepared.json"


@dataclass(frozen=True)
class Step:
    """One thing to do before the site answers: what to say, what it depends on, how to do it, and is it there."""

    name: str
    sentence: str
    inputs: tuple[str, ...]
    do: Callable[[], object]
    is_there: Callable[[], bool] = lambda: True


def digest(root: Path, patterns: Iterable[str], salt: str) -> str:
    """Give one digest of the files under `root` that match the patterns, by name and content, and of `salt`."""
    total = hashlib.sha256(salt.encode())
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


def prepare(steps: Iterable[Step], *, root: Path, folder: Path, salt: str, say: Callable[[str], None]) -> list[str]:
    """Do the steps whose files changed or whose result is missing; give their names.

    A step's digest is written only after it ended well, so an interrupted preparation goes on where it stopped.
    """
    stamp, done = read_stamp(folder), []
    for step in steps:
        now = digest(root, step.inputs, salt)
        if stamp.get(step.name) == now and step.is_there():
            continue
        say(step.sentence)
        step.do()
        stamp[step.name] = now
        (folder / STAMP).write_text(json.dumps(stamp, indent=1), encoding="utf-8")
        done.append(step.name)
    return done
