"""The database of the tests, for another process to open."""

import os

from django.db import connection


def address_of_database() -> str:
    """Give the database in use as `TEST_DATABASE_URL` names one."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return os.environ["TEST_DATABASE_URL"].rpartition("/")[0] + f"/{name}"
