"""Translation engines: none unless a setting names one; what an engine says is a suggestion until a person reads it."""

import json
import logging
import re
import time
from collections.abc import Iterator, Sequence
from http.client import HTTPException
from typing import Any, NoReturn, Protocol
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.utils.translation import gettext as _

from .pieces import Piece, outer_spaces, pieces_of

PATIENCE = 15.0
"""Seconds an engine may be silent."""
DEADLINE = 60.0
"""Seconds for everything one page asks."""
PIECES, LETTERS = 40, 4_000
"""How much is asked at once."""
LONGEST_ANSWER = 2_000_000
UNSAYABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")

logger = logging.getLogger(__name__)


class EngineAway(Exception):
    """No suggestion can be had. `reason` is "none", "away", "refused", "language" or "nonsense"; `sentence` says it to a person."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    @property
    def sentence(self) -> str:
        """Give what a person reads, in their language."""
        return {
            "none": _("This site has no translation engine."),
            "refused": _("The translation engine refuses to answer: its key is wrong, or too much was asked of it."),
            "language": _("The translation engine does not know these two languages, or not this text."),
            "nonsense": _("The translation engine gave an answer that cannot be read."),
        }.get(self.reason, _("The translation engine does not answer. Try again later, or translate by hand."))


class Engine(Protocol):
    """What suggests translations."""

    available: bool

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """Give a suggestion for each of `texts` (Markdown), in order; raises `EngineAway`."""


class NoEngine:
    """The default: nothing is suggested, nothing leaves the house."""

    available = False

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """Refuse."""
        raise EngineAway("none")


class NoRedirect(HTTPRedirectHandler):
    """An engine that sends us elsewhere is not followed: the texts and the key are for it alone."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Follow nothing; the answer is then an error."""


class LibreTranslate:
    """An engine that speaks the interface of LibreTranslate at `address`."""

    available = True

    def __init__(self, address: str, key: str = "", patience: float = PATIENCE, deadline: float = DEADLINE) -> None:
        self.address = f"{address.rstrip('/')}/translate"
        self.key = key
        self.patience = patience
        self.deadline = deadline
        self.opener = build_opener(NoRedirect)

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """Give a suggestion for each of `texts`, its marks, addresses and placeholders as they were.

        Raises `EngineAway` when the engine is away, refuses, or says something else than translations.
        """
        until = time.monotonic() + self.deadline
        taken_apart = [pieces_of(text) for text in texts]
        pieces = list(dict.fromkeys(part for parts in taken_apart for part in parts if isinstance(part, Piece)))
        said = self.say([piece.words for piece in pieces], source, target, until)
        whole = {piece: piece.back(said[piece.words]) for piece in pieces}
        lost = [piece for piece, text in whole.items() if text is None]
        runs = [run for piece in lost for run in piece.runs() if run.strip()]
        said |= self.say(runs, source, target, until)
        for piece in lost:
            whole[piece] = piece.rejoined([said.get(run, run) for run in piece.runs()])
        return [
            "".join(part if isinstance(part, str) else whole[part] or "" for part in parts) for parts in taken_apart
        ]

    def say(self, runs: Sequence[str], source: str, target: str, until: float) -> dict[str, str]:
        """Give each run of words with its translation, spaces around it kept; asks in several requests where it is much."""
        said: dict[str, str] = {}
        for asked in batches(list(dict.fromkeys(runs))):
            if time.monotonic() > until:
                away("away", "everything together takes too long")
            answers = self.ask([run.strip() for run in asked], source, target)
            said |= {run: outer_spaces(run, text) for run, text in zip(asked, answers, strict=True)}
        return said

    def ask(self, runs: list[str], source: str, target: str) -> list[str]:
        """Give the engine's translations of one request."""
        asked = {"q": runs, "source": source, "target": target, "format": "text"} | (
            {"api_key": self.key} if self.key else {}
        )
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        try:
            request = Request(self.address, json.dumps(asked).encode(), headers)  # noqa: S310  see engine()
            with self.opener.open(request, timeout=self.patience) as answer:
                body = answer.read(LONGEST_ANSWER + 1)
        except HTTPError as error:
            error.close()
            away({400: "language", 401: "refused", 403: "refused", 429: "refused"}.get(error.code, "away"), error)
        except (OSError, HTTPException, ValueError) as error:
            away("away", error)
        return read_answer(body, len(runs))


def away(reason: str, why: object) -> NoReturn:
    """Write down why an engine gave nothing, for those who run the site, and refuse."""
    logger.warning("translation engine: %s: %s", reason, why)
    raise EngineAway(reason)


def read_answer(body: bytes, count: int) -> list[str]:
    """Give the `count` translations an engine's answer holds, each on one line; raises `EngineAway` for anything else."""
    try:
        answer = json.loads(body) if len(body) <= LONGEST_ANSWER else None
    except (ValueError, RecursionError):
        answer = None
    texts = answer.get("translatedText") if isinstance(answer, dict) else None
    if not isinstance(texts, list) or len(texts) != count or not all(isinstance(text, str) for text in texts):
        away("nonsense", body[:200])
    return [UNSAYABLE.sub(" ", text) for text in texts]


def batches(runs: list[str]) -> Iterator[list[str]]:
    """Give `runs` in portions an engine takes at once."""
    batch: list[str] = []
    letters = 0
    for run in runs:
        if batch and (len(batch) == PIECES or letters + len(run) > LETTERS):
            yield batch
            batch, letters = [], 0
        batch.append(run)
        letters += len(run)
    if batch:
        yield batch


def engine() -> Engine:
    """Give the engine the settings name (`TRANSLATION_ENGINE_URL`, an address of http or https), else one that is not available."""
    address = settings.TRANSLATION_ENGINE_URL
    if not address.startswith(("http://", "https://")):
        return NoEngine()
    return LibreTranslate(address, settings.TRANSLATION_ENGINE_KEY)
