"""`make dev`: the demo with debug pages and reload."""

from .demo import *

DEBUG = True
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
