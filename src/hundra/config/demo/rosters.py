"""The citizens' desk has its roster: four weeks published, the next four open for wishes, next
summer's holidays too, and one guide who is ill today.

The published weeks follow a simple round that keeps every rule, so that the demo starts without a
search; the planner has the next ones worked out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from hundra.config.demo.summer import create_summer
from hundra.engines.rostering.reasons import MESSAGES
from hundra.hear.contacts.models import Desk
from hundra.hear.suggestions.working_days import is_working_day
from hundra.improve.staffing.jobs import repair
from hundra.improve.staffing.models import (
    AbsenceKind,
    Assignment,
    AssignmentPart,
    Condition,
    ConditionState,
    LedgerEntry,
    OwnHoliday,
    PartKind,
    PeriodState,
    Phase,
    RepairState,
    RosterPeriod,
    RosterRepair,
    ShiftBreak,
    ShiftType,
    StaffPerson,
    Swap,
    Wish,
    WishAnswer,
    WishKind,
)
from hundra.improve.staffing.queries.planning import is_met
from hundra.improve.staffing.services.absences import report

DESK = "servicecenter"
WEEKS = timedelta(weeks=4)
PUBLISHED_AHEAD, WISHES_END_AHEAD = timedelta(days=20), timedelta(days=14)
FULL, PART = 40 * 60, 30 * 60
THURSDAY, FRIDAY = 3, 4
# Name, short name, from, to, weekdays, and when lunch begins at the earliest and at the latest.
SHIFTS = (
    ("Tidig", "T", "07:30", "16:00", [0, 1, 2, 3, 4], "11:00", "12:30"),
    ("Dag", "D", "08:30", "17:00", [0, 1, 2, 3], "11:30", "13:00"),
    ("Torsdag kväll", "K", "09:30", "18:00", [3], "12:30", "14:00"),
)
LUNCHES = 7
"""How many times of lunch people take turns between, a quarter apart."""
ONE_IN_PART, ONE_IN_EVENING, ONE_IN_WISHING = 5, 3, 2
SWAP_TEXTS = ("Kan någon ta mitt pass? Jag tar gärna ett annat.", "Utvecklingssamtal i skolan")
WISH_TEXTS = ("Barnets skolavslutning", "Tandläkare", "Flytt", "")


def create_rosters(*, today: date) -> None:
    """The desk must have its guides."""
    desk = Desk.objects.get(slug=DESK)
    people = StaffPerson.objects.bulk_create(
        StaffPerson(guide=guide, minutes_per_week=PART if place % ONE_IN_PART == 1 else FULL)
        for place, guide in enumerate(desk.guides.order_by("pk"))
    )
    shifts = _create_shifts(desk)
    first = today - timedelta(days=today.weekday(), weeks=1)
    published = RosterPeriod.objects.create(
        desk=desk,
        first_day=first,
        last_day=first + WEEKS - timedelta(days=1),
        state=PeriodState.PUBLISHED,
        published_on=first - PUBLISHED_AHEAD,
        wishes_until=first - PUBLISHED_AHEAD - WISHES_END_AHEAD,
    )
    _fill(published, people, shifts)
    coming = RosterPeriod.objects.create(
        desk=desk,
        first_day=first + WEEKS,
        last_day=first + 2 * WEEKS - timedelta(days=1),
        state=PeriodState.WISHES,
        wishes_until=first + WEEKS - WISHES_END_AHEAD,
    )
    _create_answers(people, published)
    _create_swaps(published, today)
    _create_lives(people, coming)
    _create_wishes(people, coming, shifts["T"])
    create_summer(today=today, desk=desk)
    _fall_ill(people[2], today)


def _fall_ill(person: StaffPerson, today: date) -> None:
    """Reported this morning by themselves, to the next working days; the worker then finds how
    the roster can be mended (`mend_rosters`), and its proposal waits for the planner."""
    now = timezone.localtime()
    if now.date() != today:
        now = timezone.make_aware(datetime.combine(today, time(7)))
    following = [day for day in _days_from(today) if is_working_day(day)]
    report(
        person=person,
        kind=AbsenceKind.ILL,
        first_day=today,
        last_day=following[1],
        by=person.guide.user,
        now=now,
    )


def mend_rosters() -> None:
    """Has the worker search, once it runs."""
    for key in RosterRepair.objects.filter(state=RepairState.QUEUED).values_list("pk", flat=True):
        repair.configure().defer(key=key)


def _days_from(today: date) -> list[date]:
    return [today + timedelta(days=number) for number in range(14)]


def _create_shifts(desk: Desk) -> dict[str, ShiftType]:
    found = {}
    for name, short, start, end, weekdays, earliest, latest in SHIFTS:
        made = ShiftType.objects.create(
            desk=desk,
            name=name,
            short_name=short,
            start=time.fromisoformat(start),
            end=time.fromisoformat(end),
            weekdays=weekdays,
        )
        ShiftBreak.objects.create(
            shift_type=made,
            minutes=30,
            earliest=time.fromisoformat(earliest),
            latest=time.fromisoformat(latest),
        )
        found[short] = made
    return found


def _fill(period: RosterPeriod, people: list[StaffPerson], shifts: dict[str, ShiftType]) -> None:
    rows = Assignment.objects.bulk_create(
        Assignment(period=period, person=person, day=day, shift_type=shifts[short])
        for place, person in enumerate(people)
        for day, short in _round(period, place, is_part_time=person.minutes_per_week == PART)
    )
    lunches = {
        one.shift_type_id: one.earliest.hour * 60 + one.earliest.minute
        for one in ShiftBreak.objects.filter(shift_type__in=shifts.values())
    }
    AssignmentPart.objects.bulk_create(
        AssignmentPart(assignment=row, kind=PartKind.BREAK, start=start, end=start + 30)
        for number, row in enumerate(rows)
        for start in [lunches[row.shift_type_id] + 15 * (number % LUNCHES)]
    )


def _round(period: RosterPeriod, place: int, *, is_part_time: bool) -> Iterator[tuple[date, str]]:
    """Early one week and day the next; every third Thursday evening; the part-timers have a day
    off each week, two in the last."""
    for number, day in enumerate(period.days):
        week, weekday = divmod(number, 7)
        off = {place % 5, (place + 1) % 5} if week == 3 else {place % 5}  # noqa: PLR2004
        if not is_working_day(day) or (is_part_time and weekday in off):
            continue
        if weekday == THURSDAY and (place + week) % ONE_IN_EVENING == 0:
            yield day, "K"
        elif weekday == FRIDAY or (place + week) % 2:
            yield day, "T"
        else:
            yield day, "D"


def _create_answers(people: list[StaffPerson], published: RosterPeriod) -> None:
    """What came of everybody's wish for the published weeks; the refused are remembered."""
    worked = {(one.person_id, one.day): one for one in published.assignments.all()}
    told = timezone.make_aware(datetime.combine(published.first_day - PUBLISHED_AHEAD, time(15)))
    why = {"code": "own_wishes", "message": MESSAGES["own_wishes"], "parameters": {}}
    wishes = []
    for place, person in enumerate(people):
        day = published.first_day + timedelta(days=7 * (place % 4) + place % 5)
        wish = Wish(
            period=published,
            person=person,
            day=day,
            kind=WishKind.WORK if place % 2 else WishKind.OFF,
            weight=2 + place % 7,
            answered_at=told,
        )
        met = is_met(wish, worked.get((person.pk, day)))
        wish.answer = WishAnswer.GRANTED if met else WishAnswer.REFUSED
        wish.reasons = [] if met else [why]
        wishes.append(wish)
    LedgerEntry.objects.bulk_create(
        LedgerEntry(person_id=wish.person_id, period=published, wish=wish, points=wish.weight)
        for wish in Wish.objects.bulk_create(wishes)
        if wish.answer == WishAnswer.REFUSED
    )


def _create_swaps(published: RosterPeriod, today: date) -> None:
    """Two shifts that are offered to all."""
    coming = published.assignments.filter(day__gt=today + timedelta(days=2)).order_by("day", "pk")
    for given, text in zip(coming[10:40:20], SWAP_TEXTS, strict=False):
        Swap.objects.create(given=given, giver=given.person, text=text)


def _create_lives(people: list[StaffPerson], coming: RosterPeriod) -> None:
    """Some whose phase of life asks something of their hours, and a holiday of one's own."""
    for person, phase, earliest, latest in (
        (people[4], Phase.SMALL_CHILDREN, time(8, 30), None),
        (people[7], Phase.PARENTS, None, time(17)),
        (people[9], Phase.STUDIES, None, time(17)),
    ):
        Condition.objects.create(
            person=person,
            phase=phase,
            weekdays=[0, 1, 2, 3],
            earliest_start=earliest,
            latest_end=latest,
            first_day=coming.first_day,
            state=ConditionState.AGREED,
        )
    OwnHoliday.objects.create(
        person=people[5], day=coming.first_day + timedelta(days=9), name="Egen högtidsdag"
    )


def _create_wishes(people: list[StaffPerson], coming: RosterPeriod, early: ShiftType) -> None:
    """Every other one has wished."""
    Wish.objects.bulk_create(
        Wish(
            period=coming,
            person=person,
            day=coming.first_day + timedelta(days=7 * (place % 4) + place % 5),
            kind=WishKind.SHIFT if place % 3 == 0 else WishKind.OFF,
            shift_type=early if place % 3 == 0 else None,
            weight=3 + place % 7,
            text=WISH_TEXTS[place % len(WISH_TEXTS)],
        )
        for place, person in enumerate(people)
        if place % ONE_IN_WISHING
    )
