"""A repair of the roster: searched for by a worker within ten seconds, stopped when somebody says
so, and put before the planner. What comes of it then is in `settling`.

Nothing that has begun is changed: shifts that have started or start within the hour, days with a
training or a task, and people the planner will not ask, are held as they are.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.engines import rostering as engine
from hundra.improve.staffing.errors import NotNowError
from hundra.improve.staffing.models import (
    Absence,
    Assignment,
    AssignmentPart,
    Consent,
    PartKind,
    RepairChange,
    RepairState,
    RosterPeriod,
    RosterRepair,
    StaffPerson,
)
from hundra.improve.staffing.models.period import minute_of
from hundra.improve.staffing.models.repair import SEARCHING, UNSETTLED
from hundra.improve.staffing.problems import problem_of, roster_of, usual_breaks
from hundra.improve.staffing.queries.arrivals import HALF_HOUR
from hundra.improve.staffing.queries.ruling import notice_days
from hundra.improve.staffing.wording import stored_reason

SECONDS = 10
SEARCH_SECONDS = 8.0
"""Of the ten, so that reading and writing have theirs."""
LOOK_SECONDS = 0.5
LEAD = dt.timedelta(hours=1)
QUARTER = 15
DAY_MINUTES = 24 * 60


@transaction.atomic
def ask_for_repair(
    *,
    absence: Absence,
    period: RosterPeriod,
    by: User | None,
    avoid: Iterable[StaffPerson] = (),
) -> RosterRepair:
    """Has a worker search. An earlier proposal that is not settled gives way, and those who were
    asked in it are told that they need not answer."""
    from hundra.improve.staffing.jobs import repair

    avoided = {one.pk for one in avoid}
    for earlier in RosterRepair.objects.select_for_update().filter(
        absence=absence, period=period, state__in=UNSETTLED
    ):
        avoided |= set(earlier.avoided.values_list("pk", flat=True))
        _replace(earlier, by)
    asked = RosterRepair.objects.create(
        absence=absence, period=period, asked_by=by, seconds=SECONDS
    )
    asked.avoided.set(avoided)
    repair.defer(key=asked.pk)
    return asked


@transaction.atomic
def stop(*, repair: RosterRepair, by: User) -> None:
    """The search is stopped; the roster stays as it is."""
    asked = RosterRepair.objects.select_for_update().get(pk=repair.pk)
    if not asked.is_searching:
        raise NotNowError(_("No search is going on."))
    settle(asked, RepairState.STOPPED, by)


@transaction.atomic
def drop(*, absence: Absence, by: User) -> None:
    """The absence has changed: what was proposed for it no longer holds."""
    for one in absence.repairs.select_for_update().filter(state__in=UNSETTLED):
        _replace(one, by)


def settle(repair: RosterRepair, state: RepairState, by: User | None) -> None:
    repair.state, repair.settled_by, repair.settled_at = state, by, timezone.now()
    repair.save(update_fields=["state", "settled_by", "settled_at"])


def _replace(repair: RosterRepair, by: User | None) -> None:
    from hundra.improve.staffing.services import telling_changes as telling

    asked = list(repair.changes.filter(consent=Consent.ASKED).select_related("person__guide__user"))
    settle(repair, RepairState.REPLACED, by)
    telling.no_longer_asked(repair, [one.person for one in asked])


def carry_out(*, key: int, now: dt.datetime | None = None) -> None:
    """The worker's part. A second try after a worker that died begins anew."""
    now = now or timezone.localtime()
    begun = RosterRepair.objects.filter(pk=key, state__in=SEARCHING)
    if not begun.update(state=RepairState.RUNNING, told_at=timezone.now(), used_seconds=0):
        return
    asked = RosterRepair.objects.select_related("absence", "period__desk").get(pk=key)
    try:
        found = _search(asked, now)
    except engine.ProblemError:
        begun.update(state=RepairState.FAILED, settled_at=timezone.now())
    except Exception:
        begun.update(state=RepairState.FAILED, settled_at=timezone.now())
        raise
    else:
        _propose(asked, found, now.date())


@dataclass(frozen=True, slots=True)
class _Found:
    """What is possible of what the engine found, and the needs that are short without and with
    it."""

    changes: tuple[engine.Change, ...]
    short_before: int
    shortages: tuple[engine.Shortage, ...]


def _search(asked: RosterRepair, now: dt.datetime) -> _Found:
    """The fewest changes that give back what the absence took: a need that was not met before
    either asks for no more than was there."""
    first = max(asked.absence.first_day, now.date())
    # Days with a training are held as they are; no other is laid for an illness's sake.
    whole = replace(problem_of(asked.period), step_minutes=QUARTER, trainings=())
    roster = roster_of(asked.period)
    problem = replace(whole, needs=_given_back(whole, roster, asked, first))
    held = _held(asked, roster, now)
    absence = engine.Absence(first=first, last=asked.absence.last_day, kind=asked.absence.kind)
    stopper, ended = threading.Event(), threading.Event()
    watcher = threading.Thread(target=_watch, args=(asked.pk, stopper, ended), daemon=True)
    watcher.start()
    try:
        repaired = engine.repair(
            _frozen(problem, roster, held, now),
            roster,
            absences={str(asked.absence.person_id): absence},
            seconds=SEARCH_SECONDS,
            stop=stopper,
        )
    finally:
        ended.set()
        watcher.join()
    changes = tuple(
        one
        for one in repaired.changes
        if one.is_of_shift or ((one.person, one.day) not in held and _moves(problem, one))
    )
    why = {one.need: one.reasons for one in repaired.outcome.shortages}
    short = _short(problem, _changed(roster, changes))
    return _Found(
        changes=changes,
        short_before=len(_short(problem, roster)),
        shortages=tuple(replace(one, reasons=why.get(one.need, ())) for one in short),
    )


def _given_back(
    problem: engine.Problem, roster: engine.Roster, asked: RosterRepair, first: dt.date
) -> tuple[engine.Need, ...]:
    missed = [
        engine.Assignment(
            day=one.day,
            person=str(asked.absence.person_id),
            shift=str(one.shift_type_id),
            breaks=tuple(usual_breaks(one.shift_type)),
        )
        for one in asked.absence.missed.filter(period=asked.period, day__gte=first).select_related(
            "shift_type"
        )
    ]
    before = engine.Roster((*roster.assignments, *missed))
    days = {one.day for one in missed}
    asked_for = [need for need in problem.needs if need.day >= first]
    if not any(need.day in days for need in asked_for):
        asked_for = [need for one in missed for need in _half_hours(problem, one)]
    capped = (
        replace(need, people=min(need.people, engine.count_present(problem, before, need)), over=0)
        for need in asked_for
    )
    return tuple(one for one in capped if one.people)


def _half_hours(problem: engine.Problem, one: engine.Assignment) -> list[engine.Need]:
    """Where nobody has said how many are needed: all who were there, while the shift lasts."""
    shift = problem.shift_type(one.shift)
    first, last = -(-shift.start // HALF_HOUR), min(shift.end, DAY_MINUTES) // HALF_HOUR
    return [
        engine.Need(
            day=one.day,
            start=slot * HALF_HOUR,
            end=(slot + 1) * HALF_HOUR,
            people=len(problem.people),
        )
        for slot in range(first, last)
    ]


def _changed(roster: engine.Roster, changes: Iterable[engine.Change]) -> engine.Roster:
    days = roster.by_person_and_day()
    for one in changes:
        days.pop((one.person, one.day), None)
        if one.after is not None:
            days[one.person, one.day] = one.after
    return engine.Roster(tuple(days.values()))


def _short(problem: engine.Problem, roster: engine.Roster) -> list[engine.Shortage]:
    counted = (
        engine.Shortage(need=need, present=engine.count_present(problem, roster, need))
        for need in problem.needs
    )
    return [one for one in counted if one.missing > 0]


def _moves(problem: engine.Problem, change: engine.Change) -> bool:
    """Does a break truly move? One that somebody has laid elsewhere than the shift's breaks go is
    left where it is."""
    before = change.before
    if before is None:
        return True
    usual = problem.shift_type(before.shift).breaks
    starts = {start for one in usual for start in range(one.earliest, one.latest + 1, QUARTER)}
    return len(before.breaks) == len(usual) and all(one.start in starts for one in before.breaks)


def _watch(key: int, stopper: threading.Event, ended: threading.Event) -> None:
    """Shows that the worker lives, and sees when somebody has stopped the search."""
    begun = time.monotonic()
    try:
        while not ended.wait(LOOK_SECONDS):
            mine = RosterRepair.objects.filter(pk=key, state=RepairState.RUNNING)
            told = mine.update(told_at=timezone.now(), used_seconds=time.monotonic() - begun)
            # What is made in a transaction that is still open is not seen from here.
            if not told and RosterRepair.objects.filter(pk=key).exists():
                stopper.set()
                return
    finally:
        connection.close()


def _held(asked: RosterRepair, roster: engine.Roster, now: dt.datetime) -> set[tuple[str, dt.date]]:
    """People and days that stay as they are: those avoided, shifts begun, days with a training."""
    first, last = max(asked.absence.first_day, now.date()), asked.period.last_day
    avoided = {str(key) for key in asked.avoided.values_list("pk", flat=True)}
    days = [day for day in asked.period.days if first <= day <= last]
    held = {(person, day) for person in avoided for day in days}
    soon = now + LEAD
    started = Assignment.objects.filter(period=asked.period, day=now.date()).select_related(
        "shift_type"
    )
    held |= {(str(one.person_id), one.day) for one in started if one.starts_at < soon}
    return held | _occupied(asked.period)


def _occupied(period: RosterPeriod) -> set[tuple[str, dt.date]]:
    parts = AssignmentPart.objects.filter(assignment__period=period).exclude(kind=PartKind.BREAK)
    return {
        (str(person), day)
        for person, day in parts.values_list("assignment__person", "assignment__day")
    }


def _frozen(
    problem: engine.Problem,
    roster: engine.Roster,
    held: set[tuple[str, dt.date]],
    now: dt.datetime,
) -> engine.Problem:
    """The problem with what must stay; nobody comes to a shift that begins within the hour."""
    known, shifts = {one.key for one in problem.people}, roster.by_person_and_day()
    fixed = {(one.person, one.day): one for one in problem.fixed}
    for person, day in held:
        if person in known and day in problem.period:
            now_works = shifts.get((person, day))
            fixed[person, day] = engine.Fixed(
                person=person, day=day, shift=None if now_works is None else now_works.shift
            )
    today = now.date()
    if today not in problem.period:
        return replace(problem, fixed=tuple(fixed.values()))
    # Later than the day's last minute cannot be asked for: then nobody is free to be called in.
    lead = min(minute_of((now + LEAD).time()), DAY_MINUTES) if _same_day(now) else DAY_MINUTES
    late = engine.Condition(phase="called", earliest_start=lead, first=today, last=today)
    people = tuple(
        one if (one.key, today) in fixed else replace(one, conditions=(*one.conditions, late))
        for one in problem.people
    )
    return replace(problem, fixed=tuple(fixed.values()), people=people)


def _same_day(now: dt.datetime) -> bool:
    return (now + LEAD).date() == now.date()


@transaction.atomic
def _propose(asked: RosterRepair, found: _Found, today: dt.date) -> None:
    asked = RosterRepair.objects.select_for_update().get(pk=asked.pk)
    if asked.state != RepairState.RUNNING:
        return
    free_from = today + dt.timedelta(days=notice_days(asked.period.desk))
    RepairChange.objects.filter(repair=asked).delete()
    RepairChange.objects.bulk_create(_change(asked, one, free_from) for one in found.changes)
    asked.short_before = found.short_before
    asked.shortages = [
        {
            "day": one.need.day.isoformat(),
            "start": one.need.start,
            "end": one.need.end,
            "skill": min(one.need.skills, default=""),
            "people": one.need.people,
            "present": one.present,
            "reasons": [stored_reason(reason) for reason in one.reasons],
        }
        for one in found.shortages
    ]
    asked.state, asked.told_at = RepairState.PROPOSED, timezone.now()
    asked.save(update_fields=["short_before", "shortages", "state", "told_at"])


def _change(asked: RosterRepair, one: engine.Change, free_from: dt.date) -> RepairChange:
    """Days from `free_from` on are outside the time of notice, and need nobody's consent."""
    free = not one.is_of_shift or one.day >= free_from
    return RepairChange(
        repair=asked,
        person_id=int(one.person),
        day=one.day,
        before_id=None if one.before is None else int(one.before.shift),
        after_id=None if one.after is None else int(one.after.shift),
        breaks=[] if one.after is None else [[rest.start, rest.end] for rest in one.after.breaks],
        consent=Consent.NOT_NEEDED if free else Consent.NEEDED,
    )
