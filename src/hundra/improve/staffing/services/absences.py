"""Someone is away: reported, known to the desk at once, and over sooner than was thought.

No more is kept than the kind (rules: who sees it). The shifts of those days leave the roster,
so that nobody counts on them, and a repair is searched for in each published period.
"""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.hear.contacts.errors import ContactsError
from hundra.hear.contacts.models import Availability, Guide
from hundra.hear.contacts.services.availability import set_availability
from hundra.improve.staffing import rules
from hundra.improve.staffing.errors import InvalidError, NotNowError
from hundra.improve.staffing.models import (
    Absence,
    AbsenceKind,
    Assignment,
    AssignmentPart,
    MissedShift,
    PartKind,
    PeriodState,
    RosterPeriod,
    StaffPerson,
)
from hundra.improve.staffing.problems import usual_breaks
from hundra.improve.staffing.services import repairing
from hundra.improve.staffing.services import telling_changes as telling

LONGEST = dt.timedelta(days=365)
SUDDEN = (AbsenceKind.ILL, AbsenceKind.CHILD_ILL)


@transaction.atomic
def report(
    *,
    person: StaffPerson,
    kind: str,
    first_day: dt.date,
    last_day: dt.date,
    by: User,
    now: dt.datetime | None = None,
) -> Absence:
    """Away from the one day to the other, both included. By the person, for illness from today
    or the coming days, or by whoever plans."""
    now = now or timezone.localtime()
    person = _locked(person)
    _may_report(person, kind, by)
    _possible(first_day, last_day, now.date())
    try:
        with transaction.atomic():
            absence = Absence.objects.create(
                person=person, kind=kind, first_day=first_day, last_day=last_day, reported_by=by
            )
    except IntegrityError as error:
        raise InvalidError(_("Some of those days are already reported.")) from error
    periods = _take_out(absence, now.date())
    if first_day <= now.date() <= last_day:
        count_out(person.guide, by=by)
    for period in periods:
        repairing.ask_for_repair(absence=absence, period=period, by=by)
    telling.absence_reported(absence, by)
    return absence


@transaction.atomic
def back(*, absence: Absence, from_day: dt.date, by: User, now: dt.datetime | None = None) -> None:
    """At work again from the day, sooner than was thought: the shifts from then on are back in the
    roster unless they have begun, and proposals for those days fall."""
    now = now or timezone.localtime()
    person = _locked(absence.person)
    absence = Absence.objects.select_for_update().get(pk=absence.pk)
    _may_report(person, absence.kind, by)
    if not now.date() <= from_day <= absence.last_day:
        raise InvalidError(_("Choose a day from today to the last day of the absence."))
    _put_back(absence, from_day, now)
    repairing.drop(absence=absence, by=by)
    if from_day <= absence.first_day:
        absence.delete()
        return
    absence.last_day = from_day - dt.timedelta(days=1)
    absence.save(update_fields=["last_day"])
    for period in periods_of(absence, now.date()):
        repairing.ask_for_repair(absence=absence, period=period, by=by)


@transaction.atomic
def prolong(
    *, absence: Absence, last_day: dt.date, by: User, now: dt.datetime | None = None
) -> None:
    """Away for longer than was thought."""
    now = now or timezone.localtime()
    person = _locked(absence.person)
    absence = Absence.objects.select_for_update().get(pk=absence.pk)
    _may_report(person, absence.kind, by)
    if not absence.last_day < last_day <= absence.first_day + LONGEST:
        raise InvalidError(_("Choose a later day, within a year."))
    absence.last_day = last_day
    try:
        with transaction.atomic():
            absence.save(update_fields=["last_day"])
    except IntegrityError as error:
        raise InvalidError(_("Some of those days are already reported.")) from error
    repairing.drop(absence=absence, by=by)
    for period in _take_out(absence, now.date()) | set(periods_of(absence, now.date())):
        repairing.ask_for_repair(absence=absence, period=period, by=by)
    telling.absence_reported(absence, by)


def back_on(*, absence: Absence, day: dt.date, by: User, now: dt.datetime | None = None) -> None:
    """At work again that day: sooner or later than was thought."""
    if day <= absence.last_day:
        back(absence=absence, from_day=day, by=by, now=now)
    else:
        prolong(absence=absence, last_day=day - dt.timedelta(days=1), by=by, now=now)


def count_out(guide: Guide, *, by: User) -> None:
    """The desk's routing no longer counts on the guide. Whoever talks just now ends that first."""
    if guide.availability == Availability.AWAY:
        return
    try:
        with transaction.atomic():
            set_availability(guide=guide, to=Availability.AWAY, by=by)
    except ContactsError:
        return


def count_out_all(*, today: dt.date) -> int:
    """Each morning, before the desk opens: whoever is away that day is not waited for."""
    away = Guide.objects.filter(
        staffing__absences__first_day__lte=today, staffing__absences__last_day__gte=today
    ).exclude(availability=Availability.AWAY)
    found = list(away.select_related("user", "desk"))
    for guide in found:
        count_out(guide, by=guide.user)
    return len(found)


def periods_of(absence: Absence, today: dt.date) -> list[RosterPeriod]:
    """Published periods that still miss some of the absent person's shifts."""
    missed = absence.missed.filter(day__gte=today).values("period")
    return list(RosterPeriod.objects.filter(pk__in=missed).order_by("first_day"))


def _locked(person: StaffPerson) -> StaffPerson:
    return (
        StaffPerson.objects.select_for_update(of=("self",))
        .select_related("guide__user", "guide__desk__unit")
        .get(pk=person.pk)
    )


def _may_report(person: StaffPerson, kind: str, by: User) -> None:
    own = rules.is_person(by, person) and kind in SUDDEN
    if not (own or rules.may_plan(by, person.guide.desk)):
        raise InvalidError(_("That is for the employee, or for whoever plans the desk’s roster."))


def _possible(first_day: dt.date, last_day: dt.date, today: dt.date) -> None:
    if last_day < first_day:
        raise InvalidError(_("The last day comes before the first."))
    if last_day < today:
        raise NotNowError(_("Those days have already been."))
    if last_day > first_day + LONGEST:
        raise InvalidError(_("Choose a later day, within a year."))


def _take_out(absence: Absence, today: dt.date) -> set[RosterPeriod]:
    """The shifts from today on leave the roster and are remembered; returns where that was."""
    gone = list(
        Assignment.objects.filter(
            person=absence.person,
            day__range=(max(absence.first_day, today), absence.last_day),
            period__state=PeriodState.PUBLISHED,
        ).select_related("period__desk")
    )
    MissedShift.objects.bulk_create(
        MissedShift(
            absence=absence, period=one.period, day=one.day, shift_type_id=one.shift_type_id
        )
        for one in gone
    )
    Assignment.objects.filter(pk__in=[one.pk for one in gone]).delete()
    return {one.period for one in gone}


def _put_back(absence: Absence, from_day: dt.date, now: dt.datetime) -> None:
    missed = list(absence.missed.filter(day__gte=from_day).select_related("shift_type", "period"))
    busy = set(
        Assignment.objects.filter(person=absence.person, day__gte=from_day).values_list(
            "day", flat=True
        )
    )
    for one in missed:
        back_again = Assignment(
            period=one.period, person=absence.person, day=one.day, shift_type=one.shift_type
        )
        if one.day in busy or back_again.ends_at <= now:
            continue
        back_again.save()
        AssignmentPart.objects.bulk_create(
            AssignmentPart(assignment=back_again, kind=PartKind.BREAK, start=b.start, end=b.end)
            for b in usual_breaks(one.shift_type)
        )
    absence.missed.filter(pk__in=[one.pk for one in missed]).delete()
