"""The desks as time passes."""

from __future__ import annotations

from procrastinate.contrib.django import app

from hundra.hear.contacts.models import Desk
from hundra.hear.contacts.services import routing


@app.periodic(cron="* * * * *")
@app.task(name="contacts.route", queueing_lock="contacts.route")
def route(timestamp: int) -> None:
    """Has time pass at the desks when nobody's page asks; guides' open pages do it each second."""
    for desk in Desk.objects.filter(is_active=True):
        routing.tick(desk)
