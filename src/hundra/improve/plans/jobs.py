"""What is done for cafés without anybody asking."""

from __future__ import annotations

from procrastinate.contrib.django import app

from hundra.improve.plans.services.cafes import close_late


@app.periodic(cron="*/10 * * * *")
@app.task(name="plans.close_cafes", queueing_lock="plans.close_cafes")
def close_cafes(timestamp: int) -> None:
    """Closes cafés whose time has passed, so that nothing ties notes to phones any longer."""
    close_late()
