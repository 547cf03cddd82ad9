"""Charts of staffing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hundra.core.ui import charts
from hundra.improve.staffing.models import ForecastRow
from hundra.improve.staffing.queries.planning import DayAhead
from hundra.improve.staffing.queries.simulations import HalfHour


def days_chart(
    behind: Mapping[dt.date, int],
    ahead: Sequence[DayAhead],
    bands: Sequence[Mapping[str, Any]],
    until: dt.date,
) -> charts.Chart:
    """What was and what is expected, day by day until the day; closed days are left out."""
    came, expected = pgettext("forecast", "Came"), pgettext("forecast", "Expected")
    points = [charts.Point(day, count, came) for day, count in sorted(behind.items()) if count]
    points += [
        charts.Point(one.day, round(one.mean), expected)
        for one in ahead
        if one.mean and one.day <= until
    ]
    return charts.line(
        title=_("Calls and visits a day"),
        points=points,
        bands=[
            charts.Band(day, round(one["low_90"]), round(one["high_90"]), _nine_of_ten())
            for one in bands
            if (day := dt.date.fromisoformat(one["day"])) <= until
        ],
        x_title=_("Day"),
        y_title=_("Calls and visits"),
        note=_("Nine days of ten fall within the shaded band.") if bands else "",
    )


def day_chart(rows: Sequence[ForecastRow]) -> charts.Chart:
    """One day's half-hours with the bands that half and nine of ten fall within."""
    whole = [row for row in rows if not row.language]
    half = pgettext("forecast", "Half of the times")
    widths = ((_nine_of_ten(), "90"), (half, "50"))
    return charts.line(
        title=_("The day by half-hour"),
        points=[
            charts.Point(row.start / 60, round(row.mean, 1), pgettext("forecast", "Expected"))
            for row in whole
        ],
        bands=[
            charts.Band(row.start / 60, round(low), round(high), label)
            for label, width in widths
            for row in whole
            if (low := getattr(row, f"low_{width}")) is not None
            and (high := getattr(row, f"high_{width}")) is not None
        ],
        clock=True,
        x_title=_("O'clock"),
        y_title=_("Calls and visits in half an hour"),
        note=_("Nine times of ten fall within the wide band, half of them within the dark one."),
    )


def simulated_chart(slots: Sequence[HalfHour], goal: int) -> charts.Chart:
    """A day's shares answered in time (per cent), with intervals; beside: the goal and, of days
    that have been, how it became."""
    became = pgettext("simulation", "As it became")
    aim, expected = pgettext("simulation", "Goal"), pgettext("simulation", "Expected")
    points = [charts.Point(one.start / 60, goal, aim) for one in slots]
    points += [
        charts.Point(one.start / 60, round(100 * one.became), became)
        for one in slots
        if one.became is not None
    ]
    points += [
        charts.Point(one.start / 60, round(100 * one.share), expected)
        for one in slots
        if one.share is not None
    ]
    return charts.line(
        title=_("Answered in time (%)"),
        points=points,
        bands=[
            charts.Band(
                one.start / 60,
                round(100 * one.low),
                round(100 * one.high),
                pgettext("simulation", "95 % interval"),
            )
            for one in slots
            if one.low is not None and one.high is not None
        ],
        clock=True,
        x_title=_("O'clock"),
        y_title=_("Per cent"),
    )


def _nine_of_ten() -> str:
    return pgettext("forecast", "Nine times of ten")
