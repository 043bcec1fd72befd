import os
import signal
import socket
import subprocess
import sys

import pytest

from jobs.launch import DEMO_SETTINGS, greeting, is_ready, launch
from jobs.preparation import do_steps, inputs
from jobs.servers import end, port_in_use, run_together

WAIT = "threading.Event().wait()"


def program(*lines):
    return [sys.executable, "-c", "import os, signal, threading\n" + "\n".join(lines)]


WAITS = program(WAIT)
LEAVES = program("raise SystemExit(3)")
TELLS_ITS_PARENT = program("os.kill(os.getppid(), signal.SIGTERM)", WAIT)
DEAF = program("signal.signal(signal.SIGTERM, signal.SIG_IGN)", "print('ready', flush=True)", WAIT)


@pytest.fixture(autouse=True)
def _as_before(monkeypatch):
    monkeypatch.setenv("SITE_ADDRESS", "http://localhost")  # what a launch sets is taken back with it
    monkeypatch.chdir(".")
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_when_one_program_leaves_the_other_is_ended_and_the_code_kept():
    assert run_together([WAITS, LEAVES], os.environ) == 3


def test_told_to_stop_everything_ends_in_peace():
    assert run_together([WAITS, TELLS_ITS_PARENT], os.environ) == 0


def test_a_program_deaf_to_requests_is_killed():
    deaf = subprocess.Popen(DEAF, start_new_session=True, stdout=subprocess.PIPE)
    assert deaf.stdout.readline() == b"ready\n"
    end([deaf], patience=0.1)
    deaf.stdout.close()
    assert deaf.returncode == -signal.SIGKILL


def test_a_port_in_use_is_one_clear_sentence(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert port_in_use("127.0.0.1", port)
        assert launch(port=port, reload=False) == 2
    assert capsys.readouterr().err.startswith(f"Port {port} is in use. Stop what uses it, or choose another")


def test_the_site_greets_with_its_address_and_who_can_sign_in():
    words = greeting(8123, "  advisor  ada@limoges.example  a password\n")
    assert "http://localhost:8123/" in words
    assert "advisor  ada@limoges.example  a password" in words


def test_files_alone_show_whether_something_is_left_to_prepare(tmp_path, monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", DEMO_SETTINGS)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / "static").mkdir()
    for name in ("db.sqlite3", "static/staticfiles.json"):
        assert not is_ready(tmp_path, tmp_path)
        (tmp_path / name).touch()
    assert not is_ready(tmp_path, tmp_path)
    do_steps(dict.fromkeys(inputs(tmp_path), lambda: None), root=tmp_path, folder=tmp_path)
    assert is_ready(tmp_path, tmp_path)
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/site")
    assert not is_ready(tmp_path, tmp_path)
