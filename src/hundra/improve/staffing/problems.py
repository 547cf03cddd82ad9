"""A period as the engine's problem, and rosters both ways. Keys are our own, as text."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping

from django.db.models import Prefetch

from hundra.engines import rostering as engine
from hundra.improve.staffing.models import (
    Assignment,
    AssignmentPart,
    Condition,
    ConditionState,
    LedgerEntry,
    PartKind,
    RosterPeriod,
    ShiftType,
    StaffPerson,
)
from hundra.improve.staffing.models.period import minute_of
from hundra.improve.staffing.queries.extra_need import needs_with_extra
from hundra.improve.staffing.queries.ruling import book_of

HISTORY_WEEKS = 16
HOLIDAY_WEIGHT = 10
OVER_COST = 2


def problem_of(period: RosterPeriod, *, published_on: dt.date | None = None) -> engine.Problem:
    """All that bears on the period's roster, in a fixed number of queries."""
    types = list(ShiftType.objects.filter(desk=period.desk).prefetch_related("breaks"))
    people = people_of(period)
    mine = list(period.assignments.all())
    return engine.Problem(
        period=engine.Period(
            first=period.first_day, days=len(period.days), published_on=published_on
        ),
        people=tuple(_person(one, period, types) for one in people),
        shift_types=tuple(_shift_type(one) for one in types),
        needs=tuple(
            engine.Need(
                day=row.day,
                start=row.start,
                end=row.end,
                people=row.people,
                skills=frozenset([row.skill] if row.skill else ()),
                over=OVER_COST if not row.skill else 0,
            )
            for row in needs_with_extra(period)
        ),
        wishes=_wishes(period),
        fixed=tuple(
            engine.Fixed(person=str(one.person_id), day=one.day, shift=str(one.shift_type_id))
            for one in mine
            if one.is_fixed
        ),
        trainings=trainings_of(period),
        rules=book_of(period.desk),
        ledger=ledger_before(period),
    )


def trainings_of(period: RosterPeriod) -> tuple[engine.Training, ...]:
    return tuple(
        engine.Training(
            key=str(one.pk),
            name=one.name,
            minutes=one.minutes,
            people=frozenset(
                str(person.pk)
                for person in one.people.all()
                if person.is_active and person.guide.is_active
            ),
            sessions=tuple(
                engine.Session(day=session.day, start=session.start)
                for session in one.sessions.all()
            ),
            times=one.times,
            seats=one.seats,
        )
        for one in period.trainings.prefetch_related("people__guide", "sessions")
    )


def people_of(period: RosterPeriod) -> list[StaffPerson]:
    agreed = Condition.objects.filter(state=ConditionState.AGREED)
    since = period.first_day - dt.timedelta(weeks=HISTORY_WEEKS)
    past = Assignment.objects.filter(
        day__gte=since, day__lt=period.first_day, period__state="published"
    ).select_related("shift_type")
    return list(
        StaffPerson.objects.filter(guide__desk=period.desk, guide__is_active=True, is_active=True)
        .select_related("guide__user")
        .prefetch_related(
            "guide__languages",
            "own_holidays",
            "absences",
            Prefetch("conditions", queryset=agreed),
            Prefetch(
                "assignments",
                queryset=past.prefetch_related("shift_type__breaks", "parts"),
                to_attr="past",
            ),
        )
    )


def skills_of(person: StaffPerson) -> frozenset[str]:
    """Languages that the person knows well, and channels, by their codes."""
    spoken = {one.language for one in person.guide.languages.all() if one.level > 1}
    return frozenset(spoken | set(person.guide.channels))


def _person(person: StaffPerson, period: RosterPeriod, types: list[ShiftType]) -> engine.Person:
    skills = skills_of(person)
    past = person.past  # type: ignore[attr-defined]  # prefetched by people_of
    return engine.Person(
        key=str(person.pk),
        name=str(person),
        contract=engine.Contract(
            minutes_per_week=person.minutes_per_week,
            flexible_minutes=person.flexible_minutes,
            nights=person.is_night_staff,
            shifts=frozenset(
                str(one.pk) for one in types if one.is_active and set(one.skills) <= skills
            ),
        ),
        skills=skills,
        team=person.team or None,
        absences=tuple(
            engine.Absence(first=one.first_day, last=one.last_day, kind=one.kind)
            for one in person.absences.all()
            if one.last_day >= period.first_day - dt.timedelta(weeks=HISTORY_WEEKS)
        ),
        own_holidays=frozenset(one.day for one in person.own_holidays.all()),
        conditions=tuple(_condition(one) for one in person.conditions.all()),
        history=tuple(_worked(one) for one in past),
        known_from=min((one.day for one in past), default=None),
    )


def _condition(one: Condition) -> engine.Condition:
    return engine.Condition(
        phase=one.phase,
        weekdays=frozenset(one.weekdays or range(7)),
        earliest_start=None if one.earliest_start is None else minute_of(one.earliest_start),
        latest_end=None if one.latest_end is None else minute_of(one.latest_end),
        longest_minutes=one.longest_minutes,
        free=one.is_free,
        first=one.first_day,
        last=one.last_day,
        weight=None if one.is_must else 5 * 4,
    )


def _worked(one: Assignment) -> engine.Worked:
    shift = one.shift_type
    pause = sum(rest.minutes for rest in shift.breaks.all())
    return engine.Worked(
        day=one.day,
        start=shift.start_minute,
        end=shift.end_minute,
        working_minutes=shift.end_minute - shift.start_minute - pause,
    )


def _shift_type(one: ShiftType) -> engine.ShiftType:
    return engine.ShiftType(
        key=str(one.pk),
        name=one.name,
        start=one.start_minute,
        end=one.end_minute,
        breaks=tuple(
            engine.Break(
                minutes=rest.minutes,
                earliest=minute_of(rest.earliest),
                latest=minute_of(rest.latest),
            )
            for rest in one.breaks.all()
        ),
        weekdays=frozenset(one.weekdays or range(7)),
    )


def _wishes(period: RosterPeriod) -> tuple[engine.Wish, ...]:
    return tuple(
        engine.Wish(
            key=str(one.pk),
            person=str(one.person_id),
            day=one.day,
            kind=engine.WishKind(one.kind),
            shift=None if one.shift_type_id is None else str(one.shift_type_id),
            weight=one.weight,
        )
        for one in period.wishes.all()
        if period.first_day <= one.day <= period.last_day
    )


def ledger_before(period: RosterPeriod) -> engine.Ledger:
    """What is remembered of earlier refusals: each period since has halved it. Summers remember
    summers, rosters rosters."""
    entries = LedgerEntry.objects.filter(
        period__desk=period.desk,
        period__kind=period.kind,
        period__last_day__lt=period.first_day,
    ).values_list("person", "points", "period__first_day")
    firsts = sorted({first for _, _, first in entries}, reverse=True)
    age = {first: number for number, first in enumerate(firsts)}
    points: dict[str, float] = defaultdict(float)
    for person, value, first in entries:
        points[str(person)] += value / 2 ** age[first]
    return engine.Ledger(points=dict(points))


def roster_of(period: RosterPeriod) -> engine.Roster:
    rows = period.assignments.prefetch_related("parts").order_by("day", "person")
    return engine.Roster(tuple(as_engine(one) for one in rows))


def as_engine(one: Assignment) -> engine.Assignment:
    parts = list(one.parts.all())
    return engine.Assignment(
        day=one.day,
        person=str(one.person_id),
        shift=str(one.shift_type_id),
        breaks=tuple(
            engine.Span(start=part.start, end=part.end)
            for part in parts
            if part.kind == PartKind.BREAK
        ),
        training=tuple(
            engine.Attended(training=str(part.training_id), start=part.start, end=part.end)
            for part in parts
            if part.training_id is not None
        ),
    )


def write_roster(period: RosterPeriod, roster: engine.Roster) -> None:
    """Replaces all that is not decided by hand."""
    fixed = {(one.person_id, one.day) for one in period.assignments.filter(is_fixed=True)}
    period.assignments.filter(is_fixed=False).delete()
    period.simulations.update(is_outdated=True)
    wanted = [one for one in roster.assignments if (int(one.person), one.day) not in fixed]
    made = Assignment.objects.bulk_create(
        Assignment(
            period=period,
            person_id=int(one.person),
            day=one.day,
            shift_type_id=int(one.shift),
        )
        for one in wanted
    )
    names = dict(period.trainings.values_list("pk", "name"))
    AssignmentPart.objects.bulk_create(
        part for row, one in zip(made, wanted, strict=True) for part in _parts(row, one, names)
    )


def _parts(
    row: Assignment, one: engine.Assignment, trainings: Mapping[int, str]
) -> Iterator[AssignmentPart]:
    for rest in one.breaks:
        yield AssignmentPart(assignment=row, kind=PartKind.BREAK, start=rest.start, end=rest.end)
    for block in one.training:
        key = int(block.training)
        yield AssignmentPart(
            assignment=row,
            kind=PartKind.TRAINING,
            start=block.start,
            end=block.end,
            name=trainings[key],
            training_id=key,
        )


def usual_breaks(shift: ShiftType) -> list[engine.Span]:
    """Each break as early as half way between its earliest and latest, on even quarters."""
    found = []
    for rest in shift.breaks.all():
        middle = (minute_of(rest.earliest) + minute_of(rest.latest)) // 2 // 15 * 15
        found.append(engine.Span(start=middle, end=middle + rest.minutes))
    return found
