"""How periods, days and answers are shown to who wishes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hundra.improve.staffing.models import RosterPeriod, Wish, WishAnswer, WishKind
from hundra.improve.staffing.queries.holidays import wish_days
from hundra.improve.staffing.wording import reason_sentence

OF_HOLIDAY = (WishKind.HOLIDAY, WishKind.AVOID)
RANKS = {
    1: gettext_lazy("First choice"),
    2: gettext_lazy("Second choice"),
    3: gettext_lazy("Third choice"),
}


@dataclass(frozen=True, slots=True)
class WishDay:
    """A day to wish for."""

    day: dt.date
    name: str
    wish: Wish | None
    text: str


@dataclass(frozen=True, slots=True)
class WishWeek:
    number: int
    days: list[WishDay]


@dataclass(frozen=True, slots=True)
class Answered:
    """A wish, whether it was granted, and why not."""

    day: str
    text: str
    weight: int
    is_granted: bool
    reasons: list[str]


@dataclass(frozen=True, slots=True)
class AnsweredPeriod:
    name: str
    wishes: list[Answered]

    @property
    def granted(self) -> int:
        return sum(one.is_granted for one in self.wishes)


def period_name(period: RosterPeriod) -> str:
    """Such as "30 november–27 december 2026"."""
    first, last = period.first_day, period.last_day
    start = date_format(first, "j F" if first.year == last.year else "j F Y")
    return f"{start}–{date_format(last, 'j F Y')}"


def weeks(period: RosterPeriod, wishes: Sequence[Wish]) -> list[WishWeek]:
    """All days, in weeks."""
    by_day = {one.day: one for one in wishes}
    found: dict[tuple[int, int], list[WishDay]] = {}
    for day in period.days:
        row = found.setdefault(day.isocalendar()[:2], [])
        wish = by_day.get(day)
        row.append(WishDay(day, day_name(day), wish, wish_text(wish) if wish else ""))
    return [WishWeek(number, days) for (_year, number), days in found.items()]


def day_name(day: dt.date) -> str:
    return date_format(day, "l j F")


def wish_text(wish: Wish) -> str:
    """What is wished for."""
    if wish.kind == WishKind.SHIFT:
        return _("To work %(shift)s") % {"shift": wish.shift_type}
    if wish.kind == WishKind.NOT_SHIFT:
        return _("Not to work %(shift)s") % {"shift": wish.shift_type}
    if wish.kind == WishKind.HOLIDAY:
        named = RANKS.get(wish.rank or 0)
        return str(named or _("Choice %(rank)s") % {"rank": wish.rank})
    return str(wish.get_kind_display())


def answered(wishes: Sequence[Wish]) -> list[AnsweredPeriod]:
    """By period, in the order that they come."""
    found: dict[int, AnsweredPeriod] = {}
    for wish in wishes:
        row = found.setdefault(wish.period_id, AnsweredPeriod(period_name(wish.period), []))
        day = wish_days(wish) if wish.kind in OF_HOLIDAY else day_name(wish.day)
        granted = wish.answer == WishAnswer.GRANTED
        reasons = [] if granted else [reason_sentence(one) for one in wish.reasons]
        row.wishes.append(Answered(day, wish_text(wish), wish.weight, granted, reasons))
    return list(found.values())
