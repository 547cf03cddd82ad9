"""Trainings of a period, and who has them where in the roster."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from hundra.improve.staffing.models import (
    AssignmentPart,
    MissedTraining,
    PeriodState,
    RosterPeriod,
    StaffPerson,
    Training,
    TrainingSession,
)
from hundra.improve.staffing.wording import own_reason_sentence, reason_sentence


@dataclass(frozen=True, slots=True)
class Held:
    """A session, and who is laid at it."""

    session: TrainingSession
    names: list[str]


@dataclass(frozen=True, slots=True)
class MissedLine:
    """Who it did not fit for (or, told to themselves, which training), how often, and why."""

    name: str
    times: int
    reasons: list[str]


@dataclass(frozen=True, slots=True)
class PlannedTraining:
    """`placed` of `asked` times fit into the roster; None while there is no roster."""

    training: Training
    people: int
    asked: int
    placed: int | None
    held: list[Held]
    missed: list[MissedLine]


def trainings_of(period: RosterPeriod) -> QuerySet[Training]:
    missed = MissedTraining.objects.select_related("person__guide__user")
    return (
        Training.objects.filter(period=period)
        .select_related("period__desk__unit")
        .prefetch_related("sessions", "people", Prefetch("missed", missed))
    )


def planned_trainings(period: RosterPeriod) -> list[PlannedTraining]:
    """A fixed number of queries."""
    laid: dict[tuple[int, object, int], list[str]] = defaultdict(list)
    placed: Counter[int] = Counter()
    for part in _parts(period):
        key = part.training_id or 0
        laid[key, part.assignment.day, part.start].append(str(part.assignment.person))
        placed[key] += 1
    is_made = period.assignments.exists()
    return [
        PlannedTraining(
            one,
            len(one.people.all()),
            len(one.people.all()) * one.times,
            placed[one.pk] if is_made else None,
            [
                Held(session, sorted(laid[one.pk, session.day, session.start]))
                for session in one.sessions.all()
            ],
            [
                MissedLine(
                    str(gone.person), gone.times, [reason_sentence(why) for why in gone.reasons]
                )
                for gone in one.missed.all()
            ],
        )
        for one in trainings_of(period)
    ]


def own_missed(person: StaffPerson, today: dt.date) -> list[MissedLine]:
    """Trainings that did not fit for the person in a published roster that goes on or is to come:
    the training's name, and why in words to themselves."""
    rows = MissedTraining.objects.filter(
        person=person,
        training__period__state=PeriodState.PUBLISHED,
        training__period__last_day__gte=today,
    ).select_related("training")
    return [
        MissedLine(str(one.training), one.times, [own_reason_sentence(why) for why in one.reasons])
        for one in rows.order_by("training__period__first_day", "training__name")
    ]


def _parts(period: RosterPeriod) -> QuerySet[AssignmentPart]:
    return AssignmentPart.objects.filter(
        assignment__period=period, training__isnull=False
    ).select_related("assignment__person__guide__user")


def people_to_train(period: RosterPeriod) -> QuerySet[StaffPerson]:
    return (
        StaffPerson.objects.filter(guide__desk=period.desk, is_active=True, guide__is_active=True)
        .select_related("guide__user")
        .order_by("guide__user__name", "pk")
    )
