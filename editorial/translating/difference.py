"""What changed between two texts, word by word, in `<ins>` and `<del>`."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

WORDS = re.compile(r"\w+|[^\w\s]|\s+")
LINES = re.compile(r"[^\n]*\n+|[^\n]+")
MOST = 4_000
"""Words compared one by one; beyond, a passage is shown as taken out and put in whole."""


@lru_cache(maxsize=512)
def difference(before: str, after: str) -> SafeString:
    """Give `after` with what it adds in `<ins>` and what it leaves out of `before` in `<del>`, escaped.

    Paragraphs are compared first, then the words of those that changed, so that a long text costs no more than its changes.
    """
    return mark_safe("".join(marked(before, after)))  # noqa: S308  every piece is escaped by wrapped()


def marked(before: str, after: str) -> Iterator[str]:
    """Give the pieces of the difference in order."""
    old, new = LINES.findall(before), LINES.findall(after)
    for verb, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[i:i_end]), "".join(new[j:j_end])
        if verb == "equal":
            yield escape(come)
        elif verb == "replace":
            yield from by_words(WORDS.findall(gone), WORDS.findall(come))
        else:
            yield wrapped("del", gone) + wrapped("ins", come)


def by_words(old: list[str], new: list[str]) -> Iterator[str]:
    """Give the difference of two passages; a space between two changed words changes with them."""
    if len(old) + len(new) > MOST:
        yield wrapped("del", "".join(old)) + wrapped("ins", "".join(new))
        return
    gone, come = "", ""
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (verb, i, i_end, j, j_end) in enumerate(steps):
        words = "".join(new[j:j_end])
        if verb == "equal" and (words.strip() or number in (0, len(steps) - 1)):
            yield wrapped("del", gone) + wrapped("ins", come) + escape(words)
            gone, come = "", ""
        else:
            gone, come = gone + "".join(old[i:i_end]), come + words
    yield wrapped("del", gone) + wrapped("ins", come)


def wrapped(tag: str, words: str) -> str:
    """Give words in a tag, escaped; for no words, nothing."""
    return f"<{tag}>{escape(words)}</{tag}>" if words else ""
