"""The outbox's background work."""

from __future__ import annotations

import time
from uuid import UUID

from procrastinate.contrib.django import app

from hundra.core.messages import delivery, queries

# A job gives its place back after this long; the rest goes on in a new job.
JOB_SECONDS = 20


@app.task(name="messages.deliver", queue="messages")
def deliver(first: str | None = None, channel: str = "email") -> None:
    """Delivers what is due on the channel, `first` before all others, until nothing is left."""
    if delivery.circuit.is_open(channel):
        return  # The minute's sweep tries again.
    ends = time.monotonic() + JOB_SECONDS
    chosen = UUID(first) if first else None
    while outcome := delivery.deliver_round(first=chosen, channel=channel):
        if outcome.unavailable:
            delivery.circuit.open(channel)
            return
        chosen = None
        if time.monotonic() > ends:
            deliver.defer(channel=channel)
            return


@app.periodic(cron="* * * * *")
@app.task(
    name="messages.sweep", queue="messages", queueing_lock="messages.sweep", pass_context=False
)
def sweep(timestamp: int) -> None:
    """Each minute: whatever has no job of its own, such as retries."""
    recover()


def recover() -> None:
    """Settles what crashes left, and sees to it that what is due gets delivered."""
    delivery.settle()
    for channel in queries.channels_due():
        deliver.defer(channel=channel)
