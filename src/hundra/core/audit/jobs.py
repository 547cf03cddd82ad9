"""Disposal, every night, of what is due by decision, and of files that nothing names."""

from django.utils import timezone
from procrastinate.contrib.django import app

from hundra.core.audit import orphans, retention


@app.periodic(cron="41 3 * * *")
@app.task(name="audit.prune", queueing_lock="audit.prune")
def prune(timestamp: int) -> None:
    retention.prune(today=timezone.localdate(), dry_run=False)


@app.periodic(cron="53 3 * * *")
@app.task(name="audit.remove_orphans", queueing_lock="audit.remove_orphans")
def remove_orphans(timestamp: int) -> None:
    orphans.remove(now=timezone.now())
