"""The WSGI application that granian serves."""

import os
import signal

from django.core.wsgi import get_wsgi_application

from hundra.config.process import end_myself_with_parent

if os.environ.get("HUNDRA_SERVED"):
    # One of `hundra serve`'s processes: none is left behind when that one is killed.
    end_myself_with_parent(signal.SIGTERM)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hundra.config.settings")
application = get_wsgi_application()
