import os
import signal
import socket
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from jobs.management.commands import run
from jobs.servers import end, port_in_use, run_together

WAIT = "threading.Event().wait()"


def program(*lines):
    return [sys.executable, "-c", "import os, signal, threading\n" + "\n".join(lines)]


WAITS = program(WAIT)
LEAVES = program("raise SystemExit(3)")
TELLS_ITS_PARENT = program("os.kill(os.getppid(), signal.SIGTERM)", WAIT)
DEAF = program("signal.signal(signal.SIGTERM, signal.SIG_IGN)", "print('ready', flush=True)", WAIT)


@pytest.fixture(autouse=True)
def _signals_as_before():
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


def test_a_port_in_use_is_one_clear_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert port_in_use("127.0.0.1", port)
        with pytest.raises(CommandError, match=f"Port {port} is in use. Stop what uses it, or choose another"):
            call_command("run", port=port)


def test_the_site_greets_with_its_address_and_who_can_sign_in(monkeypatch):
    monkeypatch.setattr(run, "demo_accounts", lambda: [("advisor", "ada@limoges.example", "a password")])
    out = StringIO()
    run.Command(stdout=out).greet(8123)
    assert "http://localhost:8123/" in out.getvalue()
    assert "advisor  ada@limoges.example  a password" in out.getvalue()
