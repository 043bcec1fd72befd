"""Several programs started and stopped together: when one leaves, all leave."""

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence

PATIENCE = 10  # seconds between the polite and the rude end


def port_in_use(host: str, port: int) -> bool:
    """Say whether something already listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
        except OSError:
            return True
    return False


def signal_all(programs: Sequence[subprocess.Popen], number: signal.Signals) -> None:
    """Send a signal to every program that lives, and to what it started."""
    for program in programs:
        if program.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(program.pid, number)


def end(programs: Sequence[subprocess.Popen], patience: float = PATIENCE) -> None:
    """End every program: ask, wait, then kill."""
    signal_all(programs, signal.SIGTERM)
    deadline = time.monotonic() + patience
    for program in programs:
        with contextlib.suppress(subprocess.TimeoutExpired):
            program.wait(max(0.0, deadline - time.monotonic()))
    signal_all(programs, signal.SIGKILL)
    for program in programs:
        program.wait()


def run_together(commands: Sequence[Sequence[str]], env: Mapping[str, str]) -> int:
    """Run the commands side by side until one leaves or we are told to stop.

    Gives 0 when told to stop (Ctrl-C, SIGTERM), else the exit code of the first that left, 1 if it left in peace.
    """
    for number in (signal.SIGINT, signal.SIGTERM):  # a shell may have started us with SIGINT ignored
        signal.signal(number, signal.default_int_handler)
    programs: list[subprocess.Popen] = []
    try:
        for command in commands:
            programs.append(subprocess.Popen(command, env=dict(env), start_new_session=True))
        while all(program.poll() is None for program in programs):
            time.sleep(0.2)
        return next(code for code in (program.returncode for program in programs) if code is not None) or 1
    except KeyboardInterrupt:
        return 0
    finally:
        end(programs)
