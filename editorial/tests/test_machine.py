"""Suggestions of a translation engine: a stub on this machine plays the engine, whole and broken."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.machine import EngineAway, LibreTranslate, NoEngine, batches, engine
from editorial.pieces import Piece, pieces_of

TEXT = """## Un club

Voir [la fiche](https://cites.example/fr/) ou écrire à contact@cites.example : **gratuit**.

- premier pas
- deuxième pas, `code`
> cité : %(name)s

| Qui | Quand |
| --- | --- |
| Tous | mardi |

```
pas touché
```
"""


class Stub:
    """What the stub answers, and what it was asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.answer: Callable[[dict[str, Any]], tuple[int, Any]] = self.upper

    @staticmethod
    def upper(asked: dict[str, Any]) -> tuple[int, Any]:
        """Translate into capitals."""
        return 200, {"translatedText": [text.upper() for text in asked["q"]]}


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, Stub]]:
    """A stub engine on the loopback, for all tests of this file."""
    stub = Stub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            stub.asked.append(asked | {"path": self.path})
            status, said = stub.answer(asked)
            body = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/", stub
        running.shutdown()


@pytest.fixture
def stub(server: tuple[str, Stub], settings: Any, monkeypatch: pytest.MonkeyPatch) -> Stub:
    """The settings name the stub."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    settings.TRANSLATION_ENGINE_URL, stub = server
    settings.TRANSLATION_ENGINE_KEY = ""
    stub.asked, stub.answer = [], Stub.upper
    return stub


def test_without_a_setting_there_is_no_engine_and_nothing_is_asked(settings: Any) -> None:
    settings.TRANSLATION_ENGINE_URL = ""
    assert isinstance(engine(), NoEngine)
    assert not engine().available
    with pytest.raises(EngineAway) as refusal:
        engine().translate(["a"], source="fr", target="it")
    assert refusal.value.reason == "none"


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://cites.example", "cites.example"])
def test_an_address_that_is_no_web_address_is_no_engine(settings: Any, address: str) -> None:
    settings.TRANSLATION_ENGINE_URL = address
    assert not engine().available


def test_words_are_translated_and_marks_stay(stub: Stub) -> None:
    assert engine().translate([TEXT, "Bonjour"], source="fr", target="it") == [
        """## UN CLUB

VOIR [LA FICHE](https://cites.example/fr/) OU ÉCRIRE À contact@cites.example : **GRATUIT**.

- PREMIER PAS
- DEUXIÈME PAS, `code`
> CITÉ : %(name)s

| QUI | QUAND |
| --- | --- |
| TOUS | MARDI |

```
pas touché
```
""",
        "BONJOUR",
    ]
    (asked,) = stub.asked
    assert (asked["path"], asked["source"], asked["target"], "api_key" in asked) == ("/translate", "fr", "it", False)


def test_the_key_goes_along(stub: Stub, settings: Any) -> None:
    settings.TRANSLATION_ENGINE_KEY = "abc"
    engine().translate(["Bonjour"], source="fr", target="it")
    assert stub.asked[0]["api_key"] == "abc"


@pytest.mark.parametrize("drop", ["[[0]]", "[[1]]", "[", "]"])
def test_an_engine_that_loses_marks_is_asked_for_the_words_between_them(stub: Stub, drop: str) -> None:
    stub.answer = lambda asked: (200, {"translatedText": [text.upper().replace(drop, "") for text in asked["q"]]})
    assert engine().translate(["Un **club** ouvert"], source="fr", target="it") == ["UN **CLUB** OUVERT"]


@pytest.mark.parametrize(
    ("status", "said", "reason"),
    [
        (400, {"error": "it is not supported"}, "language"),
        (403, {"error": "Invalid API key"}, "refused"),
        (429, {"error": "Too many"}, "refused"),
        (500, b"", "away"),
        (302, b"", "away"),
        (200, b"<html>", "nonsense"),
        (200, [], "nonsense"),
        (200, {"translatedText": "one"}, "nonsense"),
        (200, {"translatedText": []}, "nonsense"),
        (200, {"translatedText": [1]}, "nonsense"),
        (200, b"[" * 100_000, "nonsense"),
        (200, b'{"translatedText": ["' + b"a" * 2_000_001 + b'"]}', "nonsense"),
    ],
)
def test_an_engine_that_fails_refuses_with_a_sentence(stub: Stub, status: int, said: Any, reason: str) -> None:
    stub.answer = lambda asked: (status, said)
    with pytest.raises(EngineAway) as refusal:
        engine().translate(["Bonjour"], source="fr", target="it")
    assert refusal.value.reason == reason
    assert refusal.value.sentence.endswith(".")


def test_an_engine_that_is_not_there_or_says_nothing_is_away(stub: Stub, server: tuple[str, Stub]) -> None:
    held = threading.Event()
    stub.answer = lambda asked: (held.wait(5), (200, {"translatedText": asked["q"]}))[1]
    for waiting in (LibreTranslate("http://127.0.0.1:1"), LibreTranslate(server[0], patience=0.05)):
        with pytest.raises(EngineAway) as refusal:
            waiting.translate(["Bonjour"], source="fr", target="it")
        assert refusal.value.reason == "away"
    held.set()


def test_everything_together_has_its_time(stub: Stub, server: tuple[str, Stub]) -> None:
    with pytest.raises(EngineAway):
        LibreTranslate(server[0], deadline=-1).translate(["Bonjour"], source="fr", target="it")
    assert stub.asked == []


def test_much_is_asked_in_portions_and_the_same_words_once(stub: Stub) -> None:
    texts = [f"mot {number}" for number in range(100)] + ["mot 1"]
    assert engine().translate(texts, source="fr", target="it") == [text.upper() for text in texts]
    assert sum(len(asked["q"]) for asked in stub.asked) == 100
    assert len(stub.asked) == 3
    assert [len(batch) for batch in batches(["a" * 3000] * 3)] == [1, 1, 1]


def test_an_answer_is_one_line_without_control_characters(stub: Stub) -> None:
    stub.answer = lambda asked: (200, {"translatedText": ["a\x00b\n# c"]})
    assert engine().translate(["Bonjour"], source="fr", target="it") == ["a b # c"]


@given(st.text(alphabet=st.sampled_from(list("ab é\n\r`*_[]()|>-#1.{}%~@:/\\\t")) | st.characters(), max_size=80))
def test_what_is_taken_apart_is_put_together_again(text: str) -> None:
    parts = pieces_of(text)
    whole = "".join(
        part if isinstance(part, str) else part.back(part.words) or part.rejoined(part.runs()) for part in parts
    )
    assert whole == text
    assert all(part.kept or part.words.strip() for part in parts if isinstance(part, Piece))
