"""What surveys do in the background."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app


@app.task(name="surveys.mix", queueing_lock="surveys.mix", lock="surveys.mix")
def mix() -> None:
    """A box has become full."""
    from hundra.hear.surveys.services import mixing

    mixing.mix()


@app.periodic(cron="17 4 * * *")
@app.task(name="surveys.nightly", lock="surveys.mix")
def nightly(timestamp: int) -> None:
    """Empties boxes that have waited long enough, and what old invitations were about."""
    from hundra.hear.surveys.services import mixing, tidying

    mixing.mix()
    tidying.forget_old(today=timezone.localdate())
