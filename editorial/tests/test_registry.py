"""What kinds of rows of the desk share: asked once while a desk is made, and kept for no other."""

import pytest

from editorial import registry
from editorial.registry import DeskSection, desk_rows, desk_sections, read_together


def test_what_is_read_together_is_read_once_for_each_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_desk", [])
    asked = []

    @read_together
    def known(user: str) -> str:
        asked.append(user)
        return f"for {user}"

    for position in (1, 2):
        desk_rows(position)(lambda user: [DeskSection(heading=known(user), rows=[])])
    headings = [[section.heading for section in desk_sections(user)] for user in ("ada", "grace")]
    assert (headings, asked) == ([["for ada"] * 2, ["for grace"] * 2], ["ada", "grace"])
    assert [known("ada"), known("ada")] == ["for ada"] * 2
    assert asked == ["ada", "grace", "ada", "ada"]


def test_a_desk_that_fails_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    known = read_together(asked.append)

    def broken(user: str) -> list[DeskSection]:
        known(user)
        raise RuntimeError

    monkeypatch.setattr(registry, "_desk", [(1, broken)])
    for _turn in range(2):
        with pytest.raises(RuntimeError):
            desk_sections("ada")
    assert asked == ["ada", "ada"]
