"""The day in a chart, and a move's effect in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hundra.core.ui import charts
from hundra.improve.staffing.models import Move
from hundra.improve.staffing.queries.day import Slot


def chart(slots: Sequence[Slot]) -> charts.Chart:
    """What has come beside what is expected, with the band for what is still to come."""
    lines = (
        (pgettext("forecast", "Came"), [one.row.came for one in slots]),
        (_("Before the day"), [one.row.morning for one in slots]),
        (
            pgettext("forecast", "Expected"),
            [None if one.is_over else one.row.mean for one in slots],
        ),
    )
    points = [
        charts.Point(one.row.start / 60, round(value, 1), name)
        for name, values in lines
        for one, value in zip(slots, values, strict=True)
        if value is not None
    ]
    bands = [
        charts.Band(
            one.row.start / 60,
            round(one.row.low_90),
            round(one.row.high_90),
            pgettext("forecast", "Nine times of ten"),
        )
        for one in slots
        if not one.is_over
    ]
    return charts.line(
        title=_("The day by half-hour"),
        points=points,
        bands=bands,
        clock=True,
        x_title=_("O'clock"),
        y_title=_("Calls and visits in half an hour"),
        note=_("Nine times of ten it falls within the shaded band.") if bands else "",
    )


@dataclass(frozen=True, slots=True)
class Effect:
    """Per cent answered in time, before and after."""

    before: int
    after: int
    day_before: int | None
    day_after: int | None

    @property
    def points(self) -> int:
        return self.after - self.before

    @property
    def tone(self) -> str:
        if not self.points:
            return "neutral"
        return "success" if self.points > 0 else "warning"


def effect(move: Move) -> Effect | None:
    if move.share_before is None or move.share_after is None:
        return None
    return Effect(
        round(move.share_before * 100),
        round(move.share_after * 100),
        None if move.day_before is None else round(move.day_before * 100),
        None if move.day_after is None else round(move.day_after * 100),
    )
