"""What workers do for staffing; any number of them, on any machine."""

from __future__ import annotations

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from hundra.hear.contacts.models import Desk

FORECAST = "staffing.forecast"


@app.task(name="staffing.solve")
def solve(*, key: int) -> None:
    from hundra.improve.staffing.services import solving

    solving.carry_out(key=key)


@app.task(name=FORECAST)
def forecast(*, desk: int) -> None:
    from hundra.improve.staffing.services import forecasting, simulating

    of = Desk.objects.get(pk=desk)
    forecasting.make_forecast(desk=of)
    simulating.ask_where_missing(desk=of)


@app.periodic(cron="41 3 * * *")
@app.task(name="staffing.forecast_all", queueing_lock="staffing.forecast_all")
def forecast_all(timestamp: int) -> None:
    """Each night, one job a desk."""
    for key in Desk.objects.filter(is_active=True).values_list("pk", flat=True):
        forecast.defer(desk=key)


@app.task(name="staffing.simulate")
def simulate(*, period: int) -> None:
    from hundra.improve.staffing.models import RosterPeriod
    from hundra.improve.staffing.services import simulating

    simulating.simulate_roster(period=RosterPeriod.objects.get(pk=period))


@app.task(name="staffing.repair")
def repair(*, key: int) -> None:
    from hundra.improve.staffing.services import repairing

    repairing.carry_out(key=key)


@app.periodic(cron="10 5 * * *")
@app.task(name="staffing.count_out", queueing_lock="staffing.count_out")
def count_out(timestamp: int) -> None:
    """Each morning: whoever is reported away is not waited for at the desk."""
    from django.utils import timezone

    from hundra.improve.staffing.services import absences

    absences.count_out_all(today=timezone.localdate())


@app.task(name="staffing.outlook")
def outlook(*, desk: int) -> None:
    from hundra.improve.staffing.services import outlooks

    outlooks.make_outlook(desk=Desk.objects.get(pk=desk))


@app.periodic(cron="*/10 * * * *")
@app.task(name="staffing.outlook_all", queueing_lock="staffing.outlook_all")
def outlook_all(timestamp: int) -> None:
    """Every ten minutes, one job a desk that is open, or has no plan of the coming day yet."""
    from hundra.improve.staffing.services import outlooks

    for desk in outlooks.desks_to_look_at():
        ask_for_outlook(desk=desk.pk)


def ask_for_outlook(*, desk: int) -> None:
    """Unless it is already asked for and not begun."""
    try:
        with transaction.atomic():
            outlook.configure(queueing_lock=f"staffing.outlook.{desk}").defer(desk=desk)
    except AlreadyEnqueued:
        return


@app.task(name="staffing.try_move")
def try_move(*, key: int) -> None:
    from hundra.improve.staffing.services import moving

    moving.work_out(key=key)
