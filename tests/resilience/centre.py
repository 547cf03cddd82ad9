"""Run by `hundra shell` in the installation under test: a desk with a menu, and a guide at work.

Prints what the test needs to know.
"""

import json
import sys

from django.conf import settings
from django.test import Client
from django.utils import timezone
from tests.factories.contacts import DeskFactory, GuideFactory
from tests.factories.telephony import small

from hundra.adapters.voice import addresses
from hundra.hear.contacts.models import Availability, MenuVersion

desk = DeskFactory(phone="+4619210000", email="kontakt@granby.example", ring_seconds=600)
guide = GuideFactory(desk=desk, extension="+4619219999", availability=Availability.READY)
tree = small()
tree["nodes"]["sprak"]["next"] = "annat"  # It is always open here.
MenuVersion.objects.create(desk=desk, number=1, tree=tree, published_at=timezone.now())
client = Client()
client.force_login(guide.user)
told = {
    "webhook": addresses.webhook("46elks", "start"),
    "session": [settings.SESSION_COOKIE_NAME, client.cookies[settings.SESSION_COOKIE_NAME].value],
    "csrf": settings.CSRF_COOKIE_NAME,
}
sys.stdout.write(f"TOLD {json.dumps(told)}\n")
