"""What the Annual Leave Act, Semesterlagen (1977:480), says of summer, as readable data."""

from __future__ import annotations

from datetime import date, timedelta

from hundra.engines.rostering.rules import AGREEMENT, PERSONAL, Rule

LEAVE_ACT = "Semesterlagen (1977:480)"
STATUTORY_WEEKS = 4
JUNE, JULY, AUGUST = 6, 7, 8
MONTHS_OF_NOTICE = 2
THURSDAY = 3

FOUR_WEEKS = Rule(
    code="four_weeks",
    name="Holiday in summer",
    source=LEAVE_ACT,
    paragraph="12 §",
    says="At least %(limit)s weeks' holiday in a row in June–August, unless something else is "
    "agreed.",
    limit=STATUTORY_WEEKS,
    unit="weeks",
)
TWO_MONTHS = Rule(
    code="two_months",
    name="Notice of holiday",
    source=LEAVE_ACT,
    paragraph="11 §",
    says="Holiday is made known at least %(limit)s months before it begins; for special reasons "
    "later, but if possible at least one month before.",
    limit=MONTHS_OF_NOTICE,
    unit="months",
)
THE_LEAVE_ACT = (FOUR_WEEKS, TWO_MONTHS)


def _rule(code: str, name: str, source: str, says: str) -> Rule:
    return Rule(code=code, name=name, source=source, paragraph="", says=says, limit=0, unit="")


WEEKS_EACH = _rule(
    "weeks_each",
    "Weeks of holiday",
    AGREEMENT,
    "Everybody has as many weeks of holiday in summer as is agreed.",
)
WEEK_NEED = _rule(
    "week_need",
    "Least staffing of a week",
    AGREEMENT,
    "As many are at work in each week as are needed.",
)
BARRED = _rule(
    "barred", "Away already", PERSONAL, "A week with other absence is not a week of holiday."
)
DECIDED = _rule(
    "decided", "Decided by hand", PERSONAL, "Weeks that the planner has decided stay as they are."
)


def summer_weeks(year: int) -> tuple[date, int]:
    """The first Monday of the weeks that lie whole in June–August, and how many they are."""
    first = date(year, JUNE, 1)
    first += timedelta(days=-first.weekday() % 7)
    return first, (date(year, AUGUST, 31) - first + timedelta(days=1)).days // 7


def is_july(monday: date) -> bool:
    """Whether most of the week's days are in July."""
    return (monday + timedelta(days=THURSDAY)).month == JULY


def latest_notice(first_day: date) -> date:
    """The last day to make a holiday known that begins on the day (11 §)."""
    months = first_day.year * 12 + first_day.month - 1 - MONTHS_OF_NOTICE
    year, month = divmod(months, 12)
    day = first_day.day
    while True:
        try:
            return date(year, month + 1, day)
        except ValueError:
            day -= 1
