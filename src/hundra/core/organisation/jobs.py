"""What the organisation does in the background: HR's files, which may take a minute."""

from __future__ import annotations

from procrastinate.contrib.django import app

from hundra.core.accounts.models import User


@app.task(name="organisation.check_upload")
def check_upload(*, upload: str) -> None:
    from hundra.core.organisation.services.hr import uploads

    uploads.check(upload)


@app.task(name="organisation.take_over_upload", lock="organisation.take_over")
def take_over_upload(*, upload: str, by: int) -> None:
    from hundra.core.organisation.services.hr import uploads

    uploads.take_over(upload, by=User.objects.filter(pk=by).first())


@app.periodic(cron="11 * * * *")
@app.task(name="organisation.forget_uploads")
def forget_uploads(timestamp: int) -> None:
    from hundra.core.organisation.services.hr import uploads

    uploads.forget_old()


@app.periodic(cron="31 2 * * *")
@app.task(name="organisation.close_accounts_of_leavers")
def close_accounts_of_leavers(timestamp: int) -> None:
    """Every night, so that HR's files of yesterday count this morning."""
    from hundra.core.organisation import services

    services.close_accounts_of_leavers()
