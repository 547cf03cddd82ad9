"""Trainings that are to fit into a period's roster, and what came of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.engines import rostering as engine
from hundra.improve.staffing.errors import InvalidError, NotNowError
from hundra.improve.staffing.models import (
    MissedTraining,
    PeriodState,
    RosterPeriod,
    StaffPerson,
    Training,
    TrainingSession,
)
from hundra.improve.staffing.services.authority import must_plan
from hundra.improve.staffing.wording import stored_reason

CLOSED = (PeriodState.SOLVING, PeriodState.PUBLISHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingDetails:
    """`sessions`: days with minutes from midnight."""

    name: str
    minutes: int
    times: int
    seats: int | None
    people: Sequence[StaffPerson]
    sessions: Sequence[tuple[dt.date, int]]


@transaction.atomic
def plan_training(
    *, period: RosterPeriod, details: TrainingDetails, by: User, training: Training | None = None
) -> Training:
    """A new one, or a change. It is laid in the roster when that is worked out."""
    _open(period, by)
    _check(period, details)
    made = training or Training(period=period)
    made.name, made.minutes = details.name.strip(), details.minutes
    made.times, made.seats = details.times, details.seats
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        raise InvalidError(_("Another training of the period has that name.")) from error
    made.people.set(details.people)
    made.sessions.all().delete()
    TrainingSession.objects.bulk_create(
        TrainingSession(training=made, day=day, start=start) for day, start in details.sessions
    )
    return made


@transaction.atomic
def remove_training(*, training: Training, by: User) -> None:
    _open(training.period, by)
    training.delete()


def note_missed(
    period: RosterPeriod,
    problem: engine.Problem,
    roster: engine.Roster,
    missed: Iterable[engine.Missed],
) -> None:
    """What did not fit of each training, with why, in the place of what was noted before."""
    MissedTraining.objects.filter(training__period=period).delete()
    MissedTraining.objects.bulk_create(
        MissedTraining(
            training_id=int(one.training),
            person_id=int(one.person),
            times=one.times,
            reasons=[stored_reason(why) for why in engine.why_missed(problem, roster, one)],
        )
        for one in missed
    )


def _open(period: RosterPeriod, by: User) -> None:
    must_plan(by, period.desk)
    if period.state in CLOSED:
        raise NotNowError(_("Trainings are planned before the roster is worked out or published."))


def _check(period: RosterPeriod, details: TrainingDetails) -> None:
    if not details.people:
        raise InvalidError(_("Choose who the training is for."))
    if not details.sessions:
        raise InvalidError(_("Give at least one time when it is held."))
    if any(day not in period.days for day, _start in details.sessions):
        raise InvalidError(_("A time is outside the period."))
    if len(set(details.sessions)) < details.times:
        raise InvalidError(_("It is held fewer times than each is to attend."))
    if details.seats is not None:
        seats = details.seats * len(details.sessions)
        if seats < details.times * len(details.people):
            raise InvalidError(_("There are fewer seats in all than are needed. Add a time."))
