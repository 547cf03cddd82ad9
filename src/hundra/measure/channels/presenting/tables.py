"""The figures by what contacts have in common, as tables that sort and are fetched as files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.core.ui.tables import Column, Table
from hundra.engines.proportions import Share
from hundra.measure.channels.measures import CaseFigures, Figures
from hundra.measure.channels.presenting.wording import HUNDRED, interval

Of = Figures | CaseFigures


@dataclass(frozen=True)
class Row:
    """A group with its name. Figures of a hidden group are not here at all."""

    key: Any
    name: str
    figures: Of | None
    url: str = ""

    @property
    def note(self) -> str:
        return "" if self.figures else str(_("Hidden: too few"))


def rows(
    parts: Mapping[Any, Of],
    hidden: Iterable[Any],
    name: Callable[[Any], str],
    url: Callable[[Any], str] = lambda key: "",
) -> list[Row]:
    """A row for each group, without the figures of the hidden ones."""
    unseen = set(hidden)
    return [
        Row(key, name(key), None if key in unseen else figures, "" if key in unseen else url(key))
        for key, figures in parts.items()
    ]


def _number(name: str, label: Any, pick: Callable[[Any], Any], **more: Any) -> Column:
    return Column(name, label, value=_of(pick), sort=True, numeric=True, **more)


def _of(pick: Callable[[Any], Any]) -> Callable[[Row], Any]:
    return lambda row: pick(row.figures) if row.figures else None


_SHARES: dict[str, Callable[[Any], Share | None]] = {}


def _share(name: str, label: Any, pick: Callable[[Any], Share | None]) -> tuple[Column, ...]:
    """The share in per cent with its interval; files have a column for it, and one for n."""
    _SHARES[name] = pick

    def percent(figures: Any) -> float | None:
        found = pick(figures)
        return round(HUNDRED * found.value, 1) if found else None

    def behind(figures: Any) -> int | None:
        found = pick(figures)
        return found.n if found else None

    return (
        _number(name, label, percent, decimals=1, template="channels/parts/share_cell.html"),
        Column(
            f"{name}_interval",
            _("Confidence interval"),
            value=lambda row: interval_of(row, name),
            in_page=False,
        ),
        _number(f"{name}_n", _("n"), behind, in_page=False),
    )


def interval_of(row: Row, name: str) -> str:
    """The interval of the row's share in the column of that name; empty where there is none."""
    found = _SHARES[name](row.figures) if row.figures else None
    return interval(found) if found else ""


def _first(label: Any) -> Column:
    return Column("name", label, sort=True, template="channels/parts/group.html")


RECEIVED = _number("received", pgettext_lazy("contacts", "Received"), lambda f: f.counts.received)
OFFERED = _number("offered", pgettext_lazy("contacts", "Offered"), lambda f: f.counts.offered)
CALLS = (
    OFFERED,
    _number("answered", pgettext_lazy("contacts", "Answered"), lambda f: f.counts.answered),
    _number("short", _("At once"), lambda f: f.abandoned_short),
    _number("long", _("Gave up"), lambda f: f.abandoned_long),
    *_share("of_waiting", _("In time of waiting, %"), lambda f: f.in_time_of_waiting),
    *_share("of_offered", _("In time of all, %"), lambda f: f.in_time_of_offered),
    _number("median", _("Median, s"), lambda f: f.median_wait),
    _number("ninety", _("90 %, s"), lambda f: f.long_wait),
    _number("longest", _("Longest, s"), lambda f: f.longest_wait),
)
SOLVED = _share("solved", _("Solved, say the guides, %"), lambda f: f.solved)
HELD = _share("held", _("Solved and nobody back, %"), lambda f: f.held)
IMPROVE = Column(
    "improve",
    _("Improvement"),
    value=lambda row: row.url,
    template="channels/parts/improve_cell.html",
    in_file=False,
)
NOTE = Column("note", _("Note"), in_page=False)


class FiguresTable(Table):
    page_size = 60
    empty_title = _("No contacts in the period")
    empty_text = _("Choose a longer period, or another one.")
    empty_icon = "chart-line"


class HalfHours(FiguresTable):
    caption = _("By half-hour")
    file_name = _("half-hours")
    columns = (_first(_("Half-hour")), *CALLS, NOTE)


class Weekdays(FiguresTable):
    caption = _("By weekday")
    file_name = _("weekdays")
    columns = (_first(_("Weekday")), *CALLS, NOTE)


class Languages(FiguresTable):
    caption = _("By language")
    file_name = _("languages")
    columns = (_first(_("Language")), RECEIVED, *CALLS, *SOLVED, IMPROVE, NOTE)
    order = "-received"


class Reasons(FiguresTable):
    caption = _("By reason")
    file_name = _("reasons")
    columns = (
        _first(_("Reason")),
        RECEIVED,
        *SOLVED,
        *HELD,
        *_share("of_waiting", _("In time of waiting, %"), lambda f: f.in_time_of_waiting),
        _number("median", _("Median, s"), lambda f: f.median_wait),
        *_share("handed_on", _("Handed on, %"), lambda f: f.handed_on),
        IMPROVE,
        NOTE,
    )
    order = "-received"


class ByChannel(FiguresTable):
    caption = _("By channel")
    file_name = _("channels")
    columns = (
        _first(_("Channel")),
        RECEIVED,
        *CALLS,
        *_share("replied", _("Answered in time, %"), lambda f: f.replied_in_time),
        *SOLVED,
        *HELD,
        NOTE,
    )
    order = "-received"


class CaseReasons(FiguresTable):
    caption = _("Closed cases by reason")
    file_name = _("cases")
    columns = (
        _first(_("Reason")),
        _number("closed", pgettext_lazy("cases", "Closed"), lambda f: f.counts.closed),
        *_share("in_time", _("Within the promise, %"), lambda f: f.in_time),
        *_share("reopened", _("Opened again, %"), lambda f: f.reopened),
        _number("people", _("People met"), lambda f: f.people_met, decimals=1),
        IMPROVE,
        NOTE,
    )
    order = "-closed"
    empty_title = _("No cases closed in the period")


class HeatFile(FiguresTable):
    """The week as a file; the page draws it as a map."""

    caption = _("The week")
    file_name = _("week")
