"""The week as a map: half-hours down, weekdays across, numbers in every cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext_lazy as _

from hundra.core.ui.tables import Column
from hundra.measure.channels.measures import Figures
from hundra.measure.channels.presenting.wording import HUNDRED, rounded
from hundra.measure.channels.queries.report import Report
from hundra.measure.channels.times import SLOTS_A_DAY, clock, half_hour_of, weekday_of

SHADES = 5
WORKING_WEEK = range(5)


@dataclass(frozen=True)
class Look:
    """What the map may show. `pick` gives a number or None; it is rounded to `decimals`."""

    slug: str
    label: Any
    pick: Callable[[Figures], float | None]


def _percent(share: Any) -> float | None:
    return HUNDRED * share.value if share else None


LOOKS = (
    Look("antal", _("Calls and visits"), lambda f: f.counts.offered),
    Look("i-tid", _("Answered in time, %"), lambda f: _percent(f.in_time_of_waiting)),
    Look("tappade", _("Gave up after waiting, %"), lambda f: _percent(f.abandoned_share)),
    Look("median", _("Median wait, s"), lambda f: f.median_wait),
)


@dataclass(frozen=True)
class Cell:
    """`text` is empty where nobody called; shades go from 0 (least) to SHADES − 1."""

    text: str
    value: float | None = None
    shade: int | None = None
    is_hidden: bool = False

    @property
    def css_class(self) -> str:
        return "heat-none" if self.shade is None else f"heat-{self.shade}"


@dataclass(frozen=True)
class Line:
    clock: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class HeatMap:
    look: Look
    days: tuple[tuple[Any, Any], ...]
    """Weekdays: whole name and short."""
    lines: tuple[Line, ...]
    has_hidden: bool

    def columns(self) -> list[Column]:
        """For the file: the half-hour and a column for each weekday."""
        return [
            Column("clock", _("Half-hour")),
            *(
                Column(f"day{place}", name, value=_value_at(place), numeric=True)
                for place, (name, _short) in enumerate(self.days)
            ),
        ]


def _value_at(place: int) -> Callable[[Line], float | None]:
    return lambda line: line.cells[place].value


def heat_map(report: Report, look: Look) -> HeatMap:
    """The whole span of half-hours and weekdays on which anyone called."""
    used = [slot for slot, figures in report.slots.items() if figures.counts.offered]
    weekdays = sorted({*WORKING_WEEK, *(weekday_of(slot) for slot in used)})
    times = [half_hour_of(slot) for slot in used]
    values = {
        slot: value
        for slot in used
        if slot not in report.hidden.slots and (value := look.pick(report.slots[slot])) is not None
    }
    limits = _limits(values)
    lines = tuple(
        Line(
            clock(half_hour),
            tuple(
                _cell(weekday * SLOTS_A_DAY + half_hour, values, limits, report)
                for weekday in weekdays
            ),
        )
        for half_hour in (range(min(times), max(times) + 1) if times else ())
    )
    return HeatMap(
        look=look,
        days=tuple((WEEKDAYS[day], WEEKDAYS_ABBR[day]) for day in weekdays),
        lines=lines,
        has_hidden=any(cell.is_hidden for line in lines for cell in line.cells),
    )


def _cell(
    slot: int, values: Mapping[int, float], limits: tuple[float, float], report: Report
) -> Cell:
    value = values.get(slot)
    if value is not None:
        return Cell(rounded(value), value, _shade(value, limits))
    if slot in report.slots and report.slots[slot].counts.offered:
        return Cell("–", is_hidden=True)
    return Cell("")


def _limits(values: Mapping[int, float]) -> tuple[float, float]:
    return (min(values.values()), max(values.values())) if values else (0, 0)


def _shade(value: float, limits: tuple[float, float]) -> int:
    low, high = limits
    if high == low:
        return 0
    return min(SHADES - 1, int(SHADES * (value - low) / (high - low)))
