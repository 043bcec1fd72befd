"""The suite: a private data folder, cheap hashes, mail kept in rows; `TEST_DATABASE_URL` names a PostgreSQL server."""

import atexit
import os
import shutil
import tempfile

os.environ["DATA"] = tempfile.mkdtemp(prefix="cites-")
atexit.register(shutil.rmtree, os.environ["DATA"], ignore_errors=True)
os.environ.pop("DATABASE_URL", None)
os.environ.setdefault("SECRET_KEY", "a key for tests, long enough for every check that asks fifty characters")
if test_database := os.environ.get("TEST_DATABASE_URL"):
    os.environ["DATABASE_URL"] = test_database

from .base import *

DEMO = True
SECOND_FACTOR_REQUIRED = (
    False  # accounts/tests/test_second_factor.py asks for it; elsewhere people are simply signed in
)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": DATA / "test.sqlite3"}
else:
    DATABASES["default"]["OPTIONS"] = {}
EMAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
