"""The site with the pages of the bench beside it, for the servers the bench starts."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "network.settings.test")

from django.conf import settings

settings.ROOT_URLCONF = "tests.bench.urls"
settings.WHITENOISE_USE_FINDERS = True  # style sheets and scripts as they lie in the apps, nothing to collect first

from django.core.wsgi import get_wsgi_application  # noqa: E402  after the addresses were chosen

wsgi = get_wsgi_application()

from network.asgi import application  # noqa: E402, F401  what daphne serves
