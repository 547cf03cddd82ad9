"""Letters are fetched, and files that nobody sent are removed."""

from procrastinate.contrib.django import app

from hundra.hear.contacts import waiting_files
from hundra.hear.contacts.services import letters


@app.periodic(cron="* * * * *")
@app.task(name="contacts.fetch_mail", lock="contacts.fetch_mail", queueing_lock="contacts.fetch")
def fetch_mail(timestamp: int) -> None:
    """One round over the mailboxes; never two at a time."""
    letters.fetch_all()


@app.periodic(cron="17 * * * *")
@app.task(name="contacts.remove_waiting_files")
def remove_waiting_files(timestamp: int) -> None:
    waiting_files.remove_old()
