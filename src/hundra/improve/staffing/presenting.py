"""Charts of staffing."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hundra.core.ui import charts
from hundra.improve.staffing.models import ForecastRow
from hundra.improve.staffing.queries.planning import DayAhead


def days_chart(behind: dict[dt.date, int], ahead: list[DayAhead]) -> charts.Chart:
    """What was and what is expected, day by day; days that are closed are left out."""
    came, expected = pgettext("forecast", "Came"), pgettext("forecast", "Expected")
    points = [charts.Point(day, count, came) for day, count in sorted(behind.items()) if count]
    points += [charts.Point(one.day, round(one.mean), expected) for one in ahead if one.mean]
    return charts.line(
        title=_("Calls and visits a day"),
        points=points,
        x_title=_("Day"),
        y_title=_("Calls and visits"),
    )


def day_chart(rows: list[ForecastRow]) -> charts.Chart:
    """One day's half-hours with the band that nine days of ten fall within."""
    whole = [row for row in rows if not row.language]
    lines = (
        (pgettext("forecast", "Expected"), [row.mean for row in whole]),
        (_("Seldom fewer than"), [row.low_90 for row in whole]),
        (_("Seldom more than"), [row.high_90 for row in whole]),
    )
    points = [
        charts.Point(row.start / 60, None if value is None else round(value, 1), name)
        for name, values in lines
        for row, value in zip(whole, values, strict=True)
    ]
    return charts.line(
        title=_("The day by half-hour"),
        points=points,
        x_title=_("O'clock"),
        y_title=_("Calls and visits in half an hour"),
        note=_("Nine days of ten fall between the two outer lines."),
    )
