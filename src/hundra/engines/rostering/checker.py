"""Does a roster keep the rules? Written from the rules' text (see `rules`), for any roster.

Nothing of the model is used here: time is counted in minutes from the period's first midnight,
shift by shift. It checks what the solver made, what a planner has changed by hand, and swaps.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from hundra.engines.rostering.checked import DAY, HOUR, SATURDAY, SUNDAY, WEEK, Breach, Stay
from hundra.engines.rostering.checked_hours import contract_breaches, hour_breaches
from hundra.engines.rostering.problem import Need, Person, Problem, ShiftType
from hundra.engines.rostering.solution import Assignment, Roster


def check(problem: Problem, roster: Roster) -> tuple[Breach, ...]:
    """Every breach of a hard rule; none for a lawful roster."""
    by_person: dict[str, list[Assignment]] = defaultdict(list)
    for one in roster.assignments:
        by_person[one.person].append(one)
    found: list[Breach] = [
        *_notice(problem),
        *_strangers(problem, by_person),
        *_musts(problem, roster),
        *_seats(problem, roster),
    ]
    for person in problem.people:
        found += check_person(problem, person, tuple(by_person[person.key]))
    return tuple(sorted(set(found), key=_order))


def check_person(
    problem: Problem, person: Person, shifts: tuple[Assignment, ...]
) -> tuple[Breach, ...]:
    """Breaches in one person's shifts, for a change that concerns nobody else."""
    known = {one.key for one in problem.shift_types}
    mine = sorted(one for one in shifts if one.shift in known and one.day in problem.period)
    stays = sorted([*_past(problem, person), *(_stay(problem, one) for one in mine)], key=_start)
    found = [
        *_days(problem, person, mine),
        *_shifts(problem, person, mine),
        *_trainings(problem, person, mine),
        *_fixed(problem, person, mine),
        *_daily_rest(problem, person, stays),
        *_weekly_rest(problem, person, stays),
        *_rows(problem, person, stays),
        *_weekends(problem, person, stays),
        *contract_breaches(problem, person, stays),
        *hour_breaches(problem, person, stays),
    ]
    return tuple(sorted(set(found), key=_order))


def count_present(problem: Problem, roster: Roster, need: Need) -> int:
    """How many of those the need asks for are on duty, not at a break or training, all the time."""
    people = {one.key for one in problem.people if need.asks(one)}
    begin = problem.period.number(need.day) * DAY + need.start
    end = begin + need.end - need.start
    there = {
        one.person
        for one in roster.assignments
        if one.person in people and _serves(problem, one, begin, end)
    }
    there |= {
        person.key
        for person in problem.people
        if person.key in people
        and any(stay.start <= begin and end <= stay.end for stay in _past(problem, person))
    }
    return len(there)


def _serves(problem: Problem, one: Assignment, begin: int, end: int) -> bool:
    shift, midnight = problem.shift_type(one.shift), problem.period.number(one.day) * DAY
    if midnight + shift.start > begin or midnight + shift.end < end:
        return False
    away = [(b.start, b.end) for b in one.breaks] + [(t.start, t.end) for t in one.training]
    return all(midnight + till <= begin or end <= midnight + since for since, till in away)


def _order(breach: Breach) -> tuple[str, date, str, str]:
    return breach.person, breach.day or date.min, breach.rule, breach.about


def _start(stay: Stay) -> int:
    return stay.start


def _past(problem: Problem, person: Person) -> list[Stay]:
    first = problem.period.first
    return [
        Stay(
            (one.day - first).days * DAY + one.start,
            (one.day - first).days * DAY + one.end,
            one.working_minutes,
            one.day,
        )
        for one in person.history
    ]


def _stay(problem: Problem, one: Assignment) -> Stay:
    shift = problem.shift_type(one.shift)
    midnight = (one.day - problem.period.first).days * DAY
    pause = sum(rest.end - rest.start for rest in one.breaks)
    return Stay(
        midnight + shift.start, midnight + shift.end, shift.end - shift.start - pause, one.day
    )


# The roster as a whole


def _notice(problem: Problem) -> Iterator[Breach]:
    rule, published = problem.rules.get("notice"), problem.period.published_on
    if rule is None or published is None:
        return
    if problem.period.first - published < timedelta(days=rule.limit):
        yield Breach(rule="notice", person="", day=published)


def _strangers(problem: Problem, by_person: dict[str, list[Assignment]]) -> Iterator[Breach]:
    people = {one.key for one in problem.people}
    shifts = {one.key for one in problem.shift_types}
    for key, assignments in by_person.items():
        for one in assignments:
            if key not in people or one.shift not in shifts or one.day not in problem.period:
                yield Breach(rule="contract_shifts", person=key, day=one.day, about=one.shift)


def _musts(problem: Problem, roster: Roster) -> Iterator[Breach]:
    for need in problem.needs:
        wanted = need.must and need.day in problem.period
        if wanted and count_present(problem, roster, need) < need.people:
            yield Breach(rule="must_need", person="", day=need.day, about=str(need.start))


def _seats(problem: Problem, roster: Roster) -> Iterator[Breach]:
    taken = Counter(
        (block.training, one.day, block.start)
        for one in roster.assignments
        for block in one.training
    )
    for training in problem.trainings:
        for session in training.sessions:
            count = taken[training.key, session.day, session.start]
            if training.seats is not None and count > training.seats:
                yield Breach(rule="training_list", person="", day=session.day, about=training.key)


# A person's days


def _days(problem: Problem, person: Person, mine: list[Assignment]) -> Iterator[Breach]:
    for day, count in Counter(one.day for one in mine).items():
        if count > 1:
            yield Breach(rule="one_shift", person=person.key, day=day)
        if day in person.own_holidays:
            yield Breach(rule="own_holiday", person=person.key, day=day)
        if any(one.first <= day <= one.last for one in person.absences):
            yield Breach(rule="absence", person=person.key, day=day)


def _shifts(problem: Problem, person: Person, mine: list[Assignment]) -> Iterator[Breach]:
    for one in mine:
        shift = problem.shift_type(one.shift)
        for rule, broken in (
            ("contract_shifts", not _in_contract(person, shift)),
            ("shift_days", one.day.weekday() not in shift.weekdays),
            ("night_rest", _is_night(problem, person, shift)),
            ("meal_break", not _breaks_hold(problem, shift, one)),
        ):
            if broken:
                yield Breach(rule=rule, person=person.key, day=one.day, about=one.shift)
        for condition in person.conditions:
            must = condition.weight is None and condition.applies(one.day)
            if must and not condition.allows(shift):
                yield Breach(
                    rule="condition", person=person.key, day=one.day, about=condition.phase
                )


def _in_contract(person: Person, shift: ShiftType) -> bool:
    return person.contract.shifts is None or shift.key in person.contract.shifts


def _is_night(problem: Problem, person: Person, shift: ShiftType) -> bool:
    """Works between midnight and the rule's hour without being night staff."""
    hour = problem.rules.limit("night_rest")
    if hour is None or person.contract.nights:
        return False
    return shift.start < hour * HOUR or shift.end > DAY


def _breaks_hold(problem: Problem, shift: ShiftType, one: Assignment) -> bool:
    """As many and as long as the shift's, within it and apart, no stretch of work too long."""
    if Counter(b.minutes for b in shift.breaks) != Counter(b.end - b.start for b in one.breaks):
        return False
    edges = [
        shift.start,
        *(t for rest in sorted(one.breaks) for t in (rest.start, rest.end)),
        shift.end,
    ]
    if any(later < earlier for earlier, later in pairwise(edges)):
        return False
    longest = problem.rules.limit("meal_break")
    stretches = [end - start for start, end in zip(edges[::2], edges[1::2], strict=True)]
    return longest is None or max(stretches) <= longest * HOUR


def _trainings(problem: Problem, person: Person, mine: list[Assignment]) -> Iterator[Breach]:
    trainings = {one.key: one for one in problem.trainings}
    attended = Counter(block.training for one in mine for block in one.training)
    for one in mine:
        shift = problem.shift_type(one.shift)
        for block in one.training:
            training = trainings.get(block.training)
            held = (
                training is not None
                and person.key in training.people
                and block.end - block.start == training.minutes
                and any(s.day == one.day and s.start == block.start for s in training.sessions)
                and shift.start <= block.start
                and block.end <= shift.end
                and all(b.end <= block.start or block.end <= b.start for b in one.breaks)
                and attended[block.training] <= training.times
            )
            if not held or len(one.training) > 1:
                yield Breach(
                    rule="training_list", person=person.key, day=one.day, about=block.training
                )


def _fixed(problem: Problem, person: Person, mine: list[Assignment]) -> Iterator[Breach]:
    shifts = {one.day: one.shift for one in mine}
    for fixed in problem.fixed:
        theirs = fixed.person == person.key and fixed.day in problem.period
        if theirs and shifts.get(fixed.day) != fixed.shift:
            yield Breach(rule="fixed", person=person.key, day=fixed.day)


# Rest


def _daily_rest(problem: Problem, person: Person, stays: list[Stay]) -> Iterator[Breach]:
    hours = problem.rules.limit("daily_rest")
    if hours is None:
        return
    for before, after in pairwise(stays):
        if after.start - before.end < hours * HOUR and after.day in problem.period:
            yield Breach(rule="daily_rest", person=person.key, day=after.day)


def _weekly_rest(problem: Problem, person: Person, stays: list[Stay]) -> Iterator[Breach]:
    """The longest time free of work within each whole seven days of the period."""
    hours = problem.rules.limit("weekly_rest")
    if hours is None:
        return
    for first in range(0, problem.period.days - WEEK + 1, WEEK):
        begin, end = first * DAY, (first + WEEK) * DAY
        free_from, longest = begin, 0
        for stay in stays:
            if stay.end > begin and stay.start < end:
                longest = max(longest, stay.start - free_from)
                free_from = max(free_from, stay.end)
        longest = max(longest, end - free_from)
        if longest < hours * HOUR:
            yield Breach(rule="weekly_rest", person=person.key, day=problem.period.day(first))


def _rows(problem: Problem, person: Person, stays: list[Stay]) -> Iterator[Breach]:
    """Days at work in a row, and days off that come too few at a time."""
    days = sorted({stay.day for stay in stays})
    most, least = problem.rules.limit("days_in_row"), problem.rules.limit("days_off_together")
    run = 0
    for number, day in enumerate(days):
        apart = (day - days[number - 1]).days if number else 0
        run = run + 1 if apart == 1 else 1
        if day not in problem.period:
            continue
        if most is not None and run > most:
            yield Breach(rule="days_in_row", person=person.key, day=day)
        known = person.known_from is not None or (number and days[number - 1] in problem.period)
        if least is not None and known and 1 < apart <= least:
            yield Breach(rule="days_off_together", person=person.key, day=day)


def _weekends(problem: Problem, person: Person, stays: list[Stay]) -> Iterator[Breach]:
    """Weekends worked, in runs of as many as the rule speaks of, counted from the period's last.

    Weekends worked before the period cannot be undone: they count only while the period's own
    add to them.
    """
    rule = problem.rules.get("weekends")
    if rule is None:
        return
    worked = {_saturday(stay.day) for stay in stays if stay.day.weekday() in (SATURDAY, SUNDAY)}
    last = problem.period.last - timedelta(days=(problem.period.last.weekday() - SATURDAY) % WEEK)
    while last + timedelta(days=1) >= problem.period.first:
        run = [last - timedelta(weeks=back) for back in range(rule.over_weeks)]
        own = [one for one in run if one + timedelta(days=1) >= problem.period.first]
        count = len(worked & set(run))
        if count > rule.limit and _worked_in(problem, stays, own):
            yield Breach(rule="weekends", person=person.key, day=min(own))
        last -= timedelta(weeks=rule.over_weeks)


def _saturday(day: date) -> date:
    return day - timedelta(days=day.weekday() - SATURDAY)


def _worked_in(problem: Problem, stays: list[Stay], saturdays: list[date]) -> bool:
    return any(
        stay.day in problem.period
        and stay.day.weekday() in (SATURDAY, SUNDAY)
        and _saturday(stay.day) in saturdays
        for stay in stays
    )
