"""Every type of page is valid HTML, says the Nu checker of the W3C; Maven fetches it, Java runs it."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.pages.conftest import Visitor
from tests.pages.kinds import kinds

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PATIENCE = 180
"""Seconds Maven may take to fetch the checker the first time."""
HOW_TO_GET_IT = "no Java or Maven here for the HTML checker: apt install default-jre-headless maven"


def checker(folder: Path) -> str:
    """Give the class path of the checker, or skip with the reason why it cannot be had."""
    if not (shutil.which("java") and shutil.which("mvn")):
        pytest.skip(HOW_TO_GET_IT)
    listed = folder / "class-path"
    project = Path(__file__).with_name("pom.xml")
    command = ["mvn", "-q", "-B", "-f", project, "dependency:build-classpath", f"-Dmdep.outputFile={listed}"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        pytest.skip(f"Maven did not fetch the HTML checker in {PATIENCE} s")
    if done.returncode:
        pytest.skip(f"Maven could not fetch the HTML checker: {done.stdout.strip()[:200]}")
    return listed.read_text(encoding="utf-8").strip()


def test_every_page_is_valid(visitor: Callable[..., Visitor], scene: SimpleNamespace, tmp_path: Path) -> None:
    class_path = checker(tmp_path)
    guest = visitor(java_script_enabled=False)
    pages = tmp_path / "pages"
    pages.mkdir()
    for kind in kinds(scene):
        (pages / f"{kind.name}.html").write_bytes(guest.see(kind).body())
    command = ["java", "-Xss2m", "-cp", class_path, "nu.validator.client.SimpleCommandLineValidator"]
    said = subprocess.run(
        [*command, "--errors-only", "--format", "json", "--exit-zero-always", "--skip-non-html", pages],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    (verdict,) = [line for line in said.stderr.splitlines() if line.startswith("{")]
    faults = [
        f"{Path(message.get('url', '')).name}:{message.get('lastLine')} {message['message']}"
        for message in json.loads(verdict)["messages"]
    ]
    assert faults == []
