"""Disposal, every night, of what is due by decision."""

from django.utils import timezone
from procrastinate.contrib.django import app

from hundra.core.audit import retention


@app.periodic(cron="41 3 * * *")
@app.task(name="audit.prune", queueing_lock="audit.prune")
def prune(timestamp: int) -> None:
    retention.prune(today=timezone.localdate(), dry_run=False)
