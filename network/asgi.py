"""HTTP now and sockets later, in one process."""

import os

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "network.settings.production")

application = ProtocolTypeRouter({"http": get_asgi_application()})
