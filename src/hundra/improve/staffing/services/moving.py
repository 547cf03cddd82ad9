"""People moved to another activity for a part of the day: first tried, then done or not.

What it does for the share answered in time is played by a worker before it is done, with the same
callers with and without. Rules and skills are checked when it is asked for, and again when done.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.engines import rostering as engine
from hundra.hear.contacts.models import Channel, Desk
from hundra.improve.staffing import rule_words, rules
from hundra.improve.staffing.errors import InvalidError, NotNowError, RulesBrokenError
from hundra.improve.staffing.models import (
    Activity,
    Assignment,
    AssignmentPart,
    Move,
    MoveState,
    PartKind,
    StaffPerson,
)
from hundra.improve.staffing.models.day import clock
from hundra.improve.staffing.problems import as_engine, skills_of
from hundra.improve.staffing.queries.day import roster_on
from hundra.improve.staffing.queries.keeping_rules import new_breaches
from hundra.improve.staffing.services import outlooks, showing
from hundra.improve.staffing.services import telling_changes as telling

CHANNELS = {
    Activity.PHONE: Channel.PHONE,
    Activity.VISIT: Channel.VISIT,
    Activity.EMAIL: Channel.EMAIL,
}
DAY_END = 24 * 60


@transaction.atomic
def try_move(
    *,
    desk: Desk,
    day: dt.date,
    start: int,
    end: int,
    activity: str,
    people: Sequence[StaffPerson],
    by: User,
    now: dt.datetime | None = None,
) -> Move:
    """Has a worker work out what it would do. Raises what forbids it at once."""
    from hundra.improve.staffing.jobs import try_move as job

    now = now or timezone.localtime()
    if not rules.may_plan(by, desk):
        raise InvalidError(_("Whoever plans the desk’s roster decides."))
    if not people:
        raise InvalidError(_("Choose whom to move."))
    if not start < end <= DAY_END:
        raise InvalidError(_("The end comes before the beginning."))
    if day < now.date() or (day == now.date() and end <= now.hour * 60 + now.minute):
        raise NotNowError(_("That time has already been."))
    move = Move.objects.create(
        desk=desk, day=day, start=start, end=end, activity=activity, asked_by=by
    )
    move.people.set(people)
    _check(move, _shifts(move))
    job.defer(key=move.pk)
    return move


def work_out(*, key: int, now: dt.datetime | None = None) -> None:
    """The worker's part: the day played with and without."""
    now = now or timezone.localtime()
    move = Move.objects.select_related("desk").get(pk=key)
    if move.state != MoveState.QUEUED:
        return
    known = outlooks.known_of(move.desk, now=now)
    if known is None or known.day != move.day:
        Move.objects.filter(pk=key, state=MoveState.QUEUED).update(state=MoveState.FAILED)
        return
    before = outlooks.play(move.desk, known, roster_on(move.desk, move.day))
    after = outlooks.play(move.desk, known, _as_if(move))
    rest = now.hour * 60 + now.minute if move.day == now.date() else 0
    Move.objects.filter(pk=key, state=MoveState.QUEUED).update(
        state=MoveState.TRIED,
        share_before=outlooks.share_between(before, move.start, move.end).value,
        share_after=outlooks.share_between(after, move.start, move.end).value,
        day_before=outlooks.share_between(before, rest, DAY_END).value,
        day_after=outlooks.share_between(after, rest, DAY_END).value,
    )


def _as_if(move: Move) -> list[Assignment]:
    """The roster as it would be. Written, read and taken back."""
    with transaction.atomic():
        for one in _shifts(move):
            _write(one, move)
        roster = roster_on(move.desk, move.day)
        transaction.set_rollback(True)
    return roster


@transaction.atomic
def do(*, move: Move, by: User) -> Move:
    """The roster of the day is changed, and those moved are told."""
    from hundra.improve.staffing.jobs import ask_for_outlook

    move = _locked(move, by)
    if not move.is_open:
        raise NotNowError(_("The move is already settled."))
    shifts = _shifts(move)
    _check(move, shifts)
    for one in shifts:
        _write(one, move)
    _settle(move, MoveState.DONE, by)
    showing.look_again(one.person for one in shifts)
    telling.moved(move, [one.person for one in shifts])
    ask_for_outlook(desk=move.desk_id)
    return move


@transaction.atomic
def leave(*, move: Move, by: User) -> Move:
    """It is not done."""
    move = _locked(move, by)
    if not move.is_open:
        raise NotNowError(_("The move is already settled."))
    _settle(move, MoveState.LEFT, by)
    return move


def _locked(move: Move, by: User) -> Move:
    found = (
        Move.objects.select_for_update(of=("self",)).select_related("desk__unit").get(pk=move.pk)
    )
    if not rules.may_plan(by, found.desk):
        raise InvalidError(_("Whoever plans the desk’s roster decides."))
    return found


def _settle(move: Move, state: MoveState, by: User) -> None:
    move.state, move.settled_by, move.settled_at = state, by, timezone.now()
    move.save(update_fields=["state", "settled_by", "settled_at"])


def _shifts(move: Move) -> list[Assignment]:
    """Of those moved, locked in the order of their keys."""
    keys = list(move.people.values_list("pk", flat=True))
    list(StaffPerson.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    return [one for one in roster_on(move.desk, move.day) if one.person_id in keys]


@dataclass(frozen=True, slots=True)
class _Part:
    kind: str
    start: int
    end: int
    channel: str = ""
    name: str = ""


def _after(one: Assignment, move: Move) -> list[_Part]:
    """The parts of the shift with the move: what it lies over gives way."""
    kept = [
        _Part(part.kind, part.start, part.end, part.channel, part.name) for part in one.parts.all()
    ]
    if move.activity == Activity.BREAK:
        breaks = [part for part in kept if part.kind == PartKind.BREAK]
        if breaks:
            kept.remove(min(breaks, key=lambda part: abs(part.start - move.start)))
    cut = [piece for part in kept for piece in _cut(part, move.start, move.end)]
    return sorted([*cut, _new(move)], key=lambda part: part.start)


def _cut(part: _Part, start: int, end: int) -> list[_Part]:
    """What is left of the part outside the times."""
    pieces = [(part.start, min(part.end, start)), (max(part.start, end), part.end)]
    return [_Part(part.kind, a, b, part.channel, part.name) for a, b in pieces if a < b]


def _new(move: Move) -> _Part:
    activity = Activity(move.activity)
    if activity == Activity.BREAK:
        return _Part(PartKind.BREAK, move.start, move.end)
    if activity == Activity.TRAINING:
        return _Part(PartKind.TRAINING, move.start, move.end)
    return _Part(PartKind.TASK, move.start, move.end, CHANNELS[activity])


def _write(one: Assignment, move: Move) -> None:
    after = _after(one, move)
    one.parts.all().delete()
    AssignmentPart.objects.bulk_create(
        AssignmentPart(
            assignment=one,
            kind=part.kind,
            start=part.start,
            end=part.end,
            channel=part.channel,
            name=part.name,
        )
        for part in after
    )


def _check(move: Move, shifts: list[Assignment]) -> None:
    there = {one.person_id for one in shifts}
    told = [
        _("%(name)s does not work that day.") % {"name": person}
        for person in move.people.select_related("guide__user")
        if person.pk not in there
    ]
    for one in shifts:
        told += _against(one, move)
    told = told or _breaking(move, shifts)
    if told:
        raise RulesBrokenError(_("They cannot be moved so."), list(dict.fromkeys(told)))


def _against(one: Assignment, move: Move) -> list[str]:
    shift = one.shift_type
    about: dict[str, object] = {"name": one.person, "shift": shift}
    told = []
    if move.start < shift.start_minute or shift.end_minute < move.end:
        told.append(_("%(name)s works %(shift)s, not all of that time.") % about)
    channel = CHANNELS.get(Activity(move.activity))
    if channel is not None and channel not in skills_of(one.person):
        about["skill"] = rule_words.skill_name(channel)
        told.append(_("%(name)s does not answer %(skill)s.") % about)
    breaks = [part for part in one.parts.all() if part.kind == PartKind.BREAK]
    if move.activity == Activity.BREAK:
        nearest = min(breaks, key=lambda part: abs(part.start - move.start), default=None)
        if nearest is not None and move.end - move.start < nearest.end - nearest.start:
            told.append(_("%(name)s would get a shorter break.") % about)
        breaks = [part for part in breaks if part is not nearest]
    for part in breaks:
        if part.start < move.end and move.start < part.end:
            about["time"] = f"{clock(part.start)}–{clock(part.end)}"
            told.append(_("%(name)s has a break %(time)s.") % about)
    return told


def _breaking(move: Move, shifts: list[Assignment]) -> list[str]:
    """Rules of working time, where a break is moved."""
    if move.activity != Activity.BREAK:
        return []
    names = {str(one.person_id): str(one.person) for one in shifts}
    days = {one.person_id: {move.day: _with_breaks(one, move)} for one in shifts}
    return [
        rule_words.breach_text(breach, names[breach.person])
        for breach in new_breaches(move.desk, days)
    ]


def _with_breaks(one: Assignment, move: Move) -> engine.Assignment:
    told = as_engine(one)
    return engine.Assignment(
        day=told.day,
        person=told.person,
        shift=told.shift,
        breaks=tuple(
            engine.Span(start=part.start, end=part.end)
            for part in _after(one, move)
            if part.kind == PartKind.BREAK
        ),
    )
