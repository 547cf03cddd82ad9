"""Files of contacts, looked at, tried and taken in."""

from procrastinate.contrib.django import app

from hundra.hear.contacts.services.importing import uploads


@app.task(name="contacts.look_at_import")
def look_at_import(*, key: str) -> None:
    uploads.look(key)


@app.task(name="contacts.check_import")
def check_import(*, key: str) -> None:
    uploads.check(key)


@app.task(name="contacts.take_in_import")
def take_in_import(*, key: str) -> None:
    uploads.take_in(key)


@app.periodic(cron="17 * * * *")
@app.task(name="contacts.forget_imports", queueing_lock="contacts.forget_imports")
def forget_imports(timestamp: int) -> None:
    """What was sent more than a day ago goes, whether it was carried out or not."""
    uploads.forget_old()
