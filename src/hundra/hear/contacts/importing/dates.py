"""Dates and times as other systems write them, and which order of day and month a column has.

"03/04/2024" is April in Sweden and March in America. One line does not tell; a column mostly
does, since some line has a number above twelve. Where none has, people are asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from enum import StrEnum
from typing import Any

_TIME = (
    r"(?:(?:[T, ]|,\s)\s*(?P<hour>\d{1,2})[:.](?P<minute>\d\d)"
    r"(?:[:.](?P<second>\d\d)(?:[.,]\d+)?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
    r"\s*(?P<zone>Z|UTC|[+-]\d\d:?\d\d)?)?"
)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})" + _TIME)
_COMPACT = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)"
    r"(?:T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?)?"
)
_SPLIT = re.compile(
    r"(?P<first>\d{1,2})(?P<sign>[-/.])(?P<other>\d{1,2})(?:(?P=sign)| )(?P<year>\d{4}|\d\d)"
    + _TIME
)
_NAMED = re.compile(
    r"(?:(?P<day>\d{1,2})[. -]\s*(?P<name>[^\W\d_]{3,9})"
    r"|(?P<name2>[^\W\d_]{3,9})[. ]\s*(?P<day2>\d{1,2})(?:st|nd|rd|th)?)"
    r"[., -]\s*(?P<year>\d{4})" + _TIME
)
_SECONDS = re.compile(r"\d{10}")
_MILLISECONDS = re.compile(r"\d{13}")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "januari", "january"),
            ("feb", "februari", "february"),
            ("mar", "mars", "march"),
            ("apr", "april"),
            ("maj", "may"),
            ("jun", "juni", "june"),
            ("jul", "juli", "july"),
            ("aug", "augusti", "august"),
            ("sep", "sept", "september"),
            ("okt", "oct", "oktober", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}
_MOST_MONTHS = 12
_CENTURY_TURNS = 70
_HALF_DAY = 12


class Order(StrEnum):
    """Which of two numbers is the day."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


def as_time(text: str, order: Order | None, zone: tzinfo) -> datetime | None:
    """The time, or None if the text is no such. Without a zone of its own it is in `zone`.

    `order` decides where day and month are both numbers with the year last; None refuses those.
    A date alone is its midnight. The answer is in UTC, where every time is there just once.
    """
    for pattern in (_YEAR_FIRST, _COMPACT, _SPLIT, _NAMED):
        found = pattern.fullmatch(text)
        if found is not None:
            return _put_together(found.groupdict(), order, zone)
    return _since_1970(text)


def _put_together(
    parts: dict[str, str | None], order: Order | None, zone: tzinfo
) -> datetime | None:
    day = _day(parts, order)
    hour = _hour(parts)
    if day is None or hour is None:
        return None
    year, month, number = day
    try:
        return datetime(
            year,
            month,
            number,
            hour,
            int(parts.get("minute") or 0),
            int(parts.get("second") or 0),
            tzinfo=_zone(parts.get("zone"), zone),
        ).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _day(parts: dict[str, str | None], order: Order | None) -> tuple[int, int, int] | None:
    year = _year(parts["year"] or "")
    if parts.get("first"):
        if order is None:
            return None
        first, other = int(parts["first"] or 0), int(parts["other"] or 0)
        return (year, other, first) if order == Order.DAY_FIRST else (year, first, other)
    name = parts.get("name") or parts.get("name2")
    if name:
        month = _MONTHS.get(name.casefold())
        return None if month is None else (year, month, int(parts["day"] or parts["day2"] or 0))
    return year, int(parts["month"] or 0), int(parts["day"] or 0)


def _year(text: str) -> int:
    year = int(text)
    if len(text) > 2:  # noqa: PLR2004  Two digits stand for a century, too.
        return year
    return year + (1900 if year >= _CENTURY_TURNS else 2000)


def _hour(parts: dict[str, str | None]) -> int | None:
    hour, half = int(parts.get("hour") or 0), (parts.get("half") or "").lower().replace(".", "")
    if not half:
        return hour
    if not 1 <= hour <= _HALF_DAY:
        return None
    return hour % _HALF_DAY + (_HALF_DAY if half == "pm" else 0)


def _zone(written: str | None, zone: tzinfo) -> tzinfo:
    if not written:
        return zone
    if written in {"Z", "UTC"}:
        return UTC
    sign = -1 if written[0] == "-" else 1
    minutes = int(written[1:3]) * 60 + int(written[-2:])
    return timezone(sign * timedelta(minutes=minutes))


def _since_1970(text: str) -> datetime | None:
    if _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text), tz=UTC)
    if _MILLISECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text) / 1000, tz=UTC)
    return None


@dataclass(slots=True)
class Study:
    """What a column's values tell about its dates.

    `first_above` counts values whose first number cannot be a month, `other_above` those whose
    second cannot; `numbers` those with two numbers and the year last; `unread` what is no date.
    """

    read: int = 0
    unread: int = 0
    numbers: int = 0
    first_above: int = 0
    other_above: int = 0
    halves: int = 0
    dotted: int = 0

    def add(self, text: str) -> None:
        found = _SPLIT.fullmatch(text)
        if found is None:
            known = as_time(text, None, UTC) is not None
            self.read += known
            self.unread += not known
            return
        self.read += 1
        self.numbers += 1
        self.first_above += int(found["first"]) > _MOST_MONTHS
        self.other_above += int(found["other"]) > _MOST_MONTHS
        self.halves += found["half"] is not None
        self.dotted += found["sign"] == "."

    @property
    def is_dates(self) -> bool:
        """Are nearly all of the values dates?"""
        return self.read > 0 and self.unread * 10 <= self.read

    @property
    def order(self) -> Order | None:
        """The order that the values show; None if they show none, or each its own."""
        if self.first_above > 0 and self.other_above == 0:
            return Order.DAY_FIRST
        if self.other_above > 0 and self.first_above == 0:
            return Order.MONTH_FIRST
        # 03.04.2024 is written in Europe only.
        if self.dotted and self.dotted == self.numbers:
            return Order.DAY_FIRST
        return None

    @property
    def is_mixed(self) -> bool:
        """Do some values need one order and some the other?"""
        return self.first_above > 0 and self.other_above > 0

    @property
    def must_ask(self) -> bool:
        """Is there an order to know that the values don't tell?"""
        return self.numbers > 0 and self.order is None

    @property
    def likely(self) -> Order | None:
        """What to propose when people must be asked: clocks of twelve hours are American."""
        if self.order is not None or not self.numbers:
            return self.order
        if self.is_mixed:
            more = self.first_above >= self.other_above
            return Order.DAY_FIRST if more else Order.MONTH_FIRST
        return Order.MONTH_FIRST if self.halves else None

    def as_json(self) -> dict[str, int]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Study:
        return cls(**kept)


def study(values: Iterable[str]) -> Study:
    made = Study()
    for value in values:
        made.add(value)
    return made
