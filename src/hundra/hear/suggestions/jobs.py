"""What is done in the background."""

from procrastinate.contrib.django import app

from hundra.hear.suggestions import pictures


@app.periodic(cron="41 * * * *")
@app.task(name="suggestions.remove_waiting_pictures")
def remove_waiting_pictures(timestamp: int) -> None:
    pictures.remove_waiting()
