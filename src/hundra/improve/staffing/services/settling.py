"""What comes of a proposed repair: those concerned are asked, the planner takes it or leaves it.

Within the time of notice (the Act's 12 §, or longer by agreement) nobody's shift is changed
without their own yes. When all who are asked have said yes, the roster is changed at once.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.engines import rostering as engine
from hundra.improve.staffing import rule_words, rules
from hundra.improve.staffing.errors import InvalidError, NotNowError, RulesBrokenError
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
from hundra.improve.staffing.queries.keeping_rules import new_breaches
from hundra.improve.staffing.services import showing
from hundra.improve.staffing.services import telling_changes as telling
from hundra.improve.staffing.services.repairing import ask_for_repair, settle

Days = dict[dt.date, engine.Assignment | None]


@transaction.atomic
def ask(*, repair: RosterRepair, by: User) -> RosterRepair:
    """Asks all whose shift would be another within the notice, by mail and on their page."""
    repair = _locked(repair, by)
    _in(repair, RepairState.PROPOSED)
    asked = [one for one in _changes(repair) if one.consent == Consent.NEEDED]
    if not asked:
        raise NotNowError(_("Nobody needs to be asked."))
    RepairChange.objects.filter(pk__in=[one.pk for one in asked]).update(consent=Consent.ASKED)
    repair.state = RepairState.ASKED
    repair.save(update_fields=["state"])
    telling.asked_to_change(repair, asked)
    return repair


@transaction.atomic
def answer(
    *, change: RepairChange, yes: bool, by: User, now: dt.datetime | None = None
) -> RosterRepair:
    """The person's own yes or no; or the planner writes down what was said on the phone."""
    repair = RosterRepair.objects.select_for_update().get(pk=change.repair_id)
    change = (
        RepairChange.objects.select_for_update(of=("self",))
        .select_related("person__guide__user", "person__guide__desk__unit")
        .get(pk=change.pk)
    )
    if not (rules.is_person(by, change.person) or rules.may_plan(by, change.person.guide.desk)):
        raise InvalidError(_("Everybody answers for themselves."))
    if not change.needs_answer or not repair.is_unsettled or repair.is_searching:
        raise NotNowError(_("It is already answered, or is no longer asked."))
    change.consent = Consent.YES if yes else Consent.NO
    change.answered_at, change.answered_by = now or timezone.now(), by
    change.save(update_fields=["consent", "answered_at", "answered_by"])
    told = _changes(repair)
    if not any(one.needs_answer for one in told):
        if all(one.consent != Consent.NO for one in told):
            return _take(repair, told, by)
        telling.somebody_declined(repair)
    return repair


@transaction.atomic
def take(*, repair: RosterRepair, by: User) -> RosterRepair:
    """Changes the roster by the proposal: what needs no consent, and what has got its yes. Refused
    while somebody's answer is waited for."""
    repair = _locked(repair, by)
    _in(repair, RepairState.PROPOSED, RepairState.ASKED)
    told = _changes(repair)
    if any(one.needs_answer for one in told):
        raise NotNowError(_("Everyone whose shift is changed must first have said yes."))
    return _take(repair, [one for one in told if one.consent != Consent.NO], by)


@transaction.atomic
def leave(*, repair: RosterRepair, by: User) -> RosterRepair:
    """The roster stays as it is, with one person less."""
    repair = _locked(repair, by)
    _in(repair, RepairState.PROPOSED, RepairState.ASKED, RepairState.STOPPED, RepairState.FAILED)
    asked = [one.person for one in _changes(repair) if one.consent == Consent.ASKED]
    settle(repair, RepairState.LEFT, by)
    telling.no_longer_asked(repair, asked)
    return repair


@transaction.atomic
def ask_for_another(
    *, absence: Absence, period: RosterPeriod, avoid: Iterable[StaffPerson], by: User
) -> RosterRepair:
    """Another proposal, which leaves these people's days as they are, and those who said no."""
    _may(absence, by)
    last = absence.repairs.filter(period=period).first()
    declined: list[StaffPerson] = []
    if last is not None:
        told = last.changes.filter(consent=Consent.NO).select_related("person")
        declined = [one.person for one in told]
    return ask_for_repair(absence=absence, period=period, by=by, avoid=[*avoid, *declined])


def _locked(repair: RosterRepair, by: User) -> RosterRepair:
    found = (
        RosterRepair.objects.select_for_update(of=("self",))
        .select_related("absence__person__guide__desk__unit", "period__desk")
        .get(pk=repair.pk)
    )
    _may(found.absence, by)
    return found


def _may(absence: Absence, by: User) -> None:
    if not rules.may_plan(by, absence.person.guide.desk):
        raise InvalidError(_("Whoever plans the desk’s roster decides."))


def _in(repair: RosterRepair, *states: RepairState) -> None:
    if repair.state not in states:
        raise NotNowError(_("The proposal is already settled, or another has come."))


def _changes(repair: RosterRepair) -> list[RepairChange]:
    return list(
        repair.changes.select_related("person__guide__user", "before", "after").order_by(
            "day", "pk"
        )
    )


def _take(repair: RosterRepair, changes: list[RepairChange], by: User) -> RosterRepair:
    """Judged once more by the engine's own checker, in case the roster has changed since."""
    period = RosterPeriod.objects.select_related("desk").get(pk=repair.period_id)
    held = sorted({one.person_id for one in changes})
    list(StaffPerson.objects.select_for_update().filter(pk__in=held).order_by("pk"))
    rows = _rows(period, changes)
    _unchanged(changes, rows)
    _keeps_rules(period, changes)
    for one in changes:
        _write(period, one, rows.get((one.person_id, one.day)))
    settle(repair, RepairState.TAKEN, by)
    showing.look_again(one.person for one in changes)
    telling.roster_mended(repair, [one for one in changes if one.is_of_shift or one.breaks])
    return repair


def _rows(
    period: RosterPeriod, changes: list[RepairChange]
) -> dict[tuple[int, dt.date], Assignment]:
    found = Assignment.objects.filter(
        period=period,
        person__in={one.person_id for one in changes},
        day__in={one.day for one in changes},
    )
    return {(one.person_id, one.day): one for one in found.select_for_update(of=("self",))}


def _unchanged(changes: list[RepairChange], rows: dict[tuple[int, dt.date], Assignment]) -> None:
    for one in changes:
        row = rows.get((one.person_id, one.day))
        if (None if row is None else row.shift_type_id) != one.before_id:
            raise NotNowError(
                _("The roster has changed since the proposal was made. Ask for another.")
            )


def _keeps_rules(period: RosterPeriod, changes: list[RepairChange]) -> None:
    days: dict[int, Days] = defaultdict(dict)
    for one in changes:
        days[one.person_id][one.day] = None if one.after_id is None else _as_engine(one)
    if not days:
        return
    names = {str(one.person_id): str(one.person) for one in changes}
    told = [
        rule_words.breach_text(breach, names[breach.person])
        for breach in new_breaches(period.desk, days)
    ]
    if told:
        raise RulesBrokenError(_("The rules don't allow that."), list(dict.fromkeys(told)))


def _as_engine(one: RepairChange) -> engine.Assignment:
    return engine.Assignment(
        day=one.day,
        person=str(one.person_id),
        shift=str(one.after_id),
        breaks=tuple(engine.Span(start=start, end=end) for start, end in one.breaks),
    )


def _write(period: RosterPeriod, one: RepairChange, row: Assignment | None) -> None:
    """The planner has decided it: later repairs and searches leave it."""
    if one.after_id is None:
        if row is not None:
            row.delete()
        return
    if row is None:
        row = Assignment(period=period, person=one.person, day=one.day)
    row.shift_type_id, row.is_fixed = one.after_id, row.is_fixed or one.is_of_shift
    row.save()
    row.parts.filter(kind=PartKind.BREAK).delete()
    AssignmentPart.objects.bulk_create(
        AssignmentPart(assignment=row, kind=PartKind.BREAK, start=start, end=end)
        for start, end in one.breaks
    )
