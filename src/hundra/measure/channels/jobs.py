"""What is done in the background."""

from procrastinate.contrib.django import app

from hundra.measure.channels import services


@app.periodic(cron="*/10 * * * *")
@app.task(name="channels.count", queueing_lock="channels.count", lock="channels.count")
def count(timestamp: int) -> None:
    """Counts the days that have closed, and those that have changed since they were counted."""
    services.count_up()
