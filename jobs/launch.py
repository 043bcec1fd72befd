"""The site and its worker, prepared, started and stopped together. Loads no Django: a second start answers at once."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from .catalogues import is_compiled
from .preparation import outdated, read_stamp
from .servers import port_in_use, run_together

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"  # demo accounts sign in from this machine only; the real site stands behind a proxy
DEMO_SETTINGS = "network.settings.demo"


def is_ready(root: Path, folder: Path) -> bool:
    """Say whether files alone show that nothing is left to prepare: under the demo settings, on the embedded database."""
    embedded = not os.environ.get("DATABASE_URL") and os.environ.get("DJANGO_SETTINGS_MODULE") == DEMO_SETTINGS
    made = (folder / "db.sqlite3", folder / "static" / "staticfiles.json")
    return embedded and all(path.exists() for path in made) and is_compiled(root) and not outdated(root, folder)


def greeting(port: int, accounts: str) -> str:
    """Give what the person at the terminal reads: the address, and who can sign in."""
    return f"\n  http://localhost:{port}/      Ctrl-C stops the site and its worker.\n\n{accounts}"


def launch(*, port: int, reload: bool) -> int:
    """Prepare and run the site until Ctrl-C; give an exit code.

    A port in use, a preparation that fails and a program that leaves by itself are each said in one sentence.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", DEMO_SETTINGS)
    os.environ.setdefault("SITE_ADDRESS", f"http://localhost:{port}")
    os.chdir(ROOT)
    folder = Path(os.environ.get("DATA") or ROOT / "data").resolve()
    if port_in_use(HOST, port):
        print(f"Port {port} is in use. Stop what uses it, or choose another: make run PORT={port + 1}", file=sys.stderr)
        return 2
    if not is_ready(ROOT, folder) and subprocess.run([sys.executable, "manage.py", "prepare"], check=False).returncode:
        print("The site could not be prepared; the lines above say why.", file=sys.stderr)
        return 1
    print(greeting(port, read_stamp(folder).get("accounts", "")), flush=True)
    site = ["-m", "daphne", "-b", HOST, "-p", str(port), "--verbosity", "0", "network.asgi:application"]
    worker = ["manage.py", "work"]
    if reload:
        site, worker = ["manage.py", "runserver", f"{HOST}:{port}"], [*worker, "--reload"]
    if code := run_together([[sys.executable, *site], [sys.executable, *worker]], os.environ):
        print("The site or its worker left by itself; its last lines say why.", file=sys.stderr)
    return code


def main(arguments: list[str]) -> int:
    """Run the site as the command line asks (`manage.py run --port 8000 --reload`); give an exit code."""
    parser = argparse.ArgumentParser(prog="manage.py run", description="Prepare the site and run it with its worker.")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    parser.add_argument("--reload", action="store_true", help="Start again when the code changes.")
    return launch(**vars(parser.parse_args(arguments)))
