"""A body of blocks as the texts in it, in reading order, and back: structure, anchors and ids stay those of the original."""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from django.core.validators import validate_slug
from django.db import models
from wagtail import blocks


class Passage(NamedTuple):
    """One text of a body: where it is (`path`), what sort of block holds it (`sort`), its words, and the block itself."""

    path: str
    sort: str
    text: str
    block: blocks.Block


def is_body(field: models.Field) -> bool:
    """Say whether a field holds a stream of blocks."""
    return hasattr(field, "stream_block")


def parsed(text: str) -> list[Any]:
    """Give the blocks a text of JSON describes; none where it describes none."""
    try:
        found = json.loads(text) if text else []
    except ValueError:
        return []
    return found if isinstance(found, list) else []


def passages_of(field: Any, text: str) -> list[Passage]:
    """Give every text of a body, the empty ones too; `text` is its JSON."""
    return list(walk(field.stream_block, parsed(text), "", ""))


def walk(block: blocks.Block, value: Any, path: str, sort: str) -> Iterator[Passage]:
    """Give the texts under one block; what is no text of a reader's (an anchor, a choice, a picture) is passed by."""
    if isinstance(block, blocks.StreamBlock):
        for number, child in enumerate(value if isinstance(value, list) else []):
            inner = block.child_blocks.get(child.get("type")) if isinstance(child, dict) else None
            if inner is not None:
                yield from walk(inner, child.get("value"), f"{path}{number}.value.", f"{sort}{child['type']}.")
    elif isinstance(block, blocks.ListBlock):
        for number, child in enumerate(value if isinstance(value, list) else []):
            wrapped = isinstance(child, dict) and child.get("type") == "item"
            inner_path = f"{path}{number}.value." if wrapped else f"{path}{number}."
            yield from walk(block.child_block, child.get("value") if wrapped else child, inner_path, f"{sort}item.")
    elif isinstance(block, blocks.StructBlock):
        for name, inner in block.child_blocks.items():
            yield from walk(
                inner, value.get(name) if isinstance(value, dict) else "", f"{path}{name}.", f"{sort}{name}."
            )
    elif is_text(block):
        yield Passage(path.rstrip("."), sort, str(value or "").replace("\r\n", "\n").strip(), block)


def is_text(block: blocks.Block) -> bool:
    """Say whether a block holds words to translate: an anchor, which is the same in every language, does not."""
    if not isinstance(block, blocks.CharBlock | blocks.TextBlock):
        return False
    return validate_slug not in block.field.validators


def aligned(before: list[Passage], now: list[Passage], *, by_words: bool = True) -> list[Passage | None]:
    """Give for each passage of `now` the one of `before` it comes from, None for a new one.

    Passages of the same words belong together; between them those of the same sort, in order.
    """
    old = [(each.sort, each.text if by_words else "") for each in before]
    new = [(each.sort, each.text if by_words else "") for each in now]
    found: list[Passage | None] = [None] * len(now)
    for _verb, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left = list(range(i, i_end))
        for place in range(j, j_end):
            same = next((k for k in left if before[k].sort == now[place].sort), None)
            if same is not None:
                found[place] = before[same]
                del left[: left.index(same) + 1]
    return found


def composed(text: str, words: Mapping[str, str]) -> str:
    """Give the body `text`, as JSON, with other words at some paths."""
    body = deepcopy(parsed(text))
    for path, passage in words.items():
        put(body, path.split("."), passage)
    return json.dumps(body, ensure_ascii=False, sort_keys=True)


def put(body: Any, path: list[str], words: str) -> None:
    """Put `words` where `path` leads."""
    *way, last = [int(step) if step.isdigit() else step for step in path]
    for step in way:
        body = body[step]
    body[last] = words
