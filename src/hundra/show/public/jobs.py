"""What is done in the background."""

from __future__ import annotations

from django.db import transaction
from procrastinate.contrib.django import app

from hundra.core.messages import services as outbox
from hundra.improve.improvements.announcements import Occasion
from hundra.improve.improvements.models import Improvement
from hundra.show.public import mails, queries, services

BATCH = 500


@app.task(name="public.tell_followers")
def tell_followers(improvement: int, occasion: str) -> None:
    """Queues a mail to every follower, in batches; each mail's key makes a repeat harmless."""
    record = Improvement.objects.filter(pk=improvement, number__isnull=False).first()
    if record is None or not record.programme.is_shown:
        return
    last = 0
    while True:
        batch = list(queries.confirmed_subscriptions().filter(pk__gt=last)[:BATCH])
        if not batch:
            return
        with transaction.atomic():
            outbox.send_many(mails.news(record, Occasion(occasion), batch))
        last = batch[-1].pk


@app.periodic(cron="17 3 * * *")
@app.task(name="public.forget_old")
def forget_old(timestamp: int) -> None:
    services.forget_old()
