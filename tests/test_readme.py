"""The papers tell the truth: commands exist, settings are documented, links lead somewhere."""

import re

import pytest

from tests.house import ROOT

DECISIONS = [f"docs/decisions/{path.name}" for path in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
PAPERS = ["README.md", "CONTRIBUTING.md", "docs/settings.md", "docs/sign-in.md", *DECISIONS]
CODE = re.compile(r"`([^`\n]+)`|^ {4}(.+)$", re.M)
TARGET = re.compile(r"^([a-z][a-z-]*)(?: [a-z][a-z-]*)*:(?!=)", re.M)
ENV = re.compile(r"""(?:\benv(?:\.\w+)?\(|environ\.get\(|environ\.setdefault\(|environ\[)\s*["']([A-Z][A-Z_]+)["']""")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def settings_read() -> set[str]:
    """Give every environment variable that settings, commands and shared tests read."""
    sources = [
        *ROOT.glob("network/**/*.py"),
        *ROOT.glob("jobs/**/*.py"),
        ROOT / "tests" / "browser.py",
        ROOT / "conftest.py",
    ]
    found = {name for path in sources for name in ENV.findall(path.read_text(encoding="utf-8"))}
    return found | set(re.findall(r"^([A-Z]+) \?=", text_of("Makefile"), re.M))


def commands_in(text: str) -> set[str]:
    """Give what a paper tells its reader to `make`."""
    code = " ".join(inline or block for inline, block in CODE.findall(text))
    return set(re.findall(r"\bmake ([a-z]+)\b", code))


@pytest.mark.parametrize("paper", PAPERS)
def test_commands_named_exist(paper):
    assert commands_in(text_of(paper)) <= set(TARGET.findall(text_of("Makefile")))


def test_a_command_that_does_not_exist_would_be_seen():
    assert commands_in("Run `make coffee` or\n\n    make tea PORT=1\n\nbut make no fuss.") == {"coffee", "tea"}


@pytest.mark.parametrize("paper", PAPERS)
def test_links_inside_the_project_lead_somewhere(paper):
    base = (ROOT / paper).parent
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text_of(paper)) if "://" not in link]
    assert [link for link in links if link and not (base / link).exists()] == []


def test_the_readme_fits_two_screens():
    assert len(text_of("README.md").splitlines()) <= 80


def test_every_setting_is_documented_and_no_other():
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", text_of("docs/settings.md"), re.M))
    assert documented == settings_read() - {"DJANGO_ALLOW_ASYNC_UNSAFE"}  # set by us, for Playwright


def test_a_setting_is_recognised_however_it_is_read():
    text = (
        'env.str("ONE") env.list(\n "TWO") os.environ.get("THREE") os.environ["FOUR"] env("FIVE") env.db("SIX_URL", "")'
    )
    assert ENV.findall(text) == ["ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX_URL"]
