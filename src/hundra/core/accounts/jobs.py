"""What accounts do by themselves."""

from procrastinate.contrib.django import app

from hundra.core.accounts import throttle


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="accounts.tidy", pass_context=False)
def tidy(timestamp: int) -> None:
    """Every night: old throttle windows go."""
    throttle.remove_old_windows()
