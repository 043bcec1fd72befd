#!/usr/bin/env python
"""The command line of the platform; `DATA` names the data folder, `DJANGO_SETTINGS_MODULE` the settings."""

import os
import sys


def main() -> None:
    """Run the Django command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "network.settings.demo")
    if sys.argv[1:2] == ["run"]:  # site and worker load Django themselves: loading it here first costs two seconds
        from jobs.launch import main as run

        sys.exit(run(sys.argv[2:]))
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
