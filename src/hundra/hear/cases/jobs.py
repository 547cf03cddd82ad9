"""What is done for cases in the background."""

from __future__ import annotations

from procrastinate.contrib.django import app

from hundra.hear.cases.services import wake


@app.periodic(cron="5 0 * * *")
@app.task(name="cases.wake", queueing_lock="cases.wake")
def wake_cases(timestamp: int) -> int:
    """Right after midnight: cases whose day has come."""
    return wake()
