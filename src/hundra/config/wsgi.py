"""The WSGI application that granian serves."""

import gc
import os
import signal
from typing import TYPE_CHECKING

from altair.utils.schemapi import disable_debug_mode
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from hundra.config.process import end_myself_with_parent
from hundra.config.timing import timed

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

if os.environ.get("HUNDRA_SERVED"):
    # One of `hundra serve`'s processes: none is left behind when that one is killed.
    end_myself_with_parent(signal.SIGTERM)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hundra.config.settings")
application: "WSGIApplication" = get_wsgi_application()
if settings.SERVER_TIMING:
    application = timed(application)

# Our charts are checked by tests; checked again at each drawing they take a third longer.
disable_debug_mode()

# What is loaded by now stays for good. Unless it is set apart, the collector walks through it all
# again and again, which takes tens of milliseconds of some requests.
_ = get_resolver().url_patterns  # Loads every view, which else the first visitor waits for.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 10, 10)

if os.environ.get("HUNDRA_SERVED"):
    from hundra.hear.knowledge.finding import warming

    warming.begin()
