"""Next summer's holidays at the citizens' desk: open for wishes, most have ranked their weeks."""

from __future__ import annotations

from datetime import date, timedelta

from hundra.engines.rostering.holidays import latest_notice, summer_weeks
from hundra.hear.contacts.models import Desk
from hundra.improve.staffing.models import (
    HolidayNeed,
    PeriodKind,
    PeriodState,
    RosterPeriod,
    StaffPerson,
    Wish,
    WishKind,
)

WEEK = timedelta(weeks=1)
PLANNING_TIME = timedelta(weeks=4)
FOUR = 4
# Week of the summer that most begin their holiday in: July, and some early or late.
WANTED = (4, 5, 4, 3, 5, 6, 4, 2, 7, 5, 0, 8)
SILENT = 7
"""One in so many has not wished yet."""
AT_WORK, AT_WORK_IN_JULY = 0.66, 0.56
SPEAKERS = 0.5
"""Of those who know a language, so many must be at work."""
SKILLS_WITH_NEED = 3
LEAST_SPEAKERS = 3
TEXTS = ("Släktträff i Jämtland", "Barnens förskola är stängd", "", "Seglar då", "")


def create_summer(*, today: date, desk: Desk) -> None:
    """The roster's people must be there."""
    first, weeks = _coming(today)
    people = list(StaffPerson.objects.filter(guide__desk=desk).order_by("pk"))
    summer = RosterPeriod.objects.create(
        desk=desk,
        kind=PeriodKind.SUMMER,
        first_day=first,
        last_day=first + weeks * WEEK - timedelta(days=1),
        state=PeriodState.WISHES,
        wishes_until=max(latest_notice(first) - PLANNING_TIME, today),
    )
    _create_needs(summer, people)
    _create_wishes(summer, people)


def _coming(today: date) -> tuple[date, int]:
    """The next summer that there is time to wish for."""
    first, weeks = summer_weeks(today.year)
    if latest_notice(first) - PLANNING_TIME <= today:
        first, weeks = summer_weeks(today.year + 1)
    return first, weeks


def _create_needs(summer: RosterPeriod, people: list[StaffPerson]) -> None:
    speakers: dict[str, int] = {}
    for person in people:
        for one in person.guide.languages.all():
            if one.level > 1 and one.language != "sv":
                speakers[one.language] = speakers.get(one.language, 0) + 1
    most = sorted(speakers, key=lambda code: (-speakers[code], code))[:SKILLS_WITH_NEED]
    rows = []
    for number, monday in enumerate(summer.mondays):
        calm = 3 <= number <= 8  # noqa: PLR2004 - July and the weeks beside it.
        share = AT_WORK_IN_JULY if calm else AT_WORK
        rows.append(HolidayNeed(period=summer, monday=monday, people=int(len(people) * share)))
        rows += [
            HolidayNeed(
                period=summer, monday=monday, skill=code, people=int(speakers[code] * SPEAKERS)
            )
            for code in most
            if speakers[code] >= LEAST_SPEAKERS
        ]
    HolidayNeed.objects.bulk_create(rows)


def _create_wishes(summer: RosterPeriod, people: list[StaffPerson]) -> None:
    """Three choices each, the first where most want theirs."""
    last = len(summer.mondays) - FOUR
    rows = []
    for place, person in enumerate(people):
        if place % SILENT == SILENT - 1:
            continue
        wanted = min(WANTED[place % len(WANTED)], last)
        starts = dict.fromkeys(
            min(max(wanted + shift, 0), last) for shift in (0, (-1) ** place, 3 * (-1) ** place)
        )
        rows += [
            Wish(
                period=summer,
                person=person,
                kind=WishKind.HOLIDAY,
                rank=rank,
                day=summer.mondays[start],
                last_day=summer.mondays[start] + FOUR * WEEK - timedelta(days=1),
                text=TEXTS[place % len(TEXTS)] if rank == 1 else "",
            )
            for rank, start in enumerate(starts, 1)
        ]
        taken = {number for start in starts for number in range(start, start + FOUR)}
        if place % 2 and not taken & {0, last + FOUR - 1}:
            avoided = summer.mondays[0 if place % 4 == 1 else -1]
            rows.append(Wish(period=summer, person=person, kind=WishKind.AVOID, day=avoided))
    Wish.objects.bulk_create(rows)
