"""Which staff surveys there are, for those who plan or follow them and for those asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum

from hundra.core.accounts.models import User
from hundra.core.accounts.rules import Actor
from hundra.hear.surveys import rules
from hundra.hear.surveys.models import (
    Member,
    SealedAnswers,
    Wave,
    WaveInvitation,
    WaveState,
    WaveUnit,
    WayIn,
)


def waves_of(user: Actor) -> QuerySet[Wave]:
    """Those that `rules.may_follow` lets the user see, the latest first, with their counts.

    `asked` and `done` are of the whole wave; they are shown to those who may see all of it.
    """
    planned = Q()
    for path in rules.planned_paths(user):
        planned |= Q(unit__path__startswith=path)
    followed = Q()
    for path in rules.followed_paths(user):
        followed |= Q(unit__path__startswith=path) | Q(unit__in=_above(path))
    may = (planned if planned else Q(pk=None)) | (
        ~Q(state=WaveState.DRAFT) & (followed if followed else Q(pk=None))
    )
    counted = WaveUnit.objects.filter(wave=OuterRef("pk")).order_by().values("wave")
    return (
        Wave.objects.filter(may)
        .select_related("unit", "question_set")
        .annotate(
            asked=Subquery(counted.annotate(n=Sum("invited")).values("n")),
            done=Subquery(counted.annotate(n=Sum("answered")).values("n")),
        )
        .order_by("-opens_on", "-pk")
    )


def _above(path: str) -> list[int]:
    return [int(key) for key in path.split("/") if key]


def wave_by_key(pk: int) -> Wave | None:
    return Wave.objects.select_related("unit", "question_set", "earlier").filter(pk=pk).first()


def comparable(wave: Wave) -> QuerySet[Wave]:
    """Closed waves of the same questions, of a unit above, below or the same; no pilots."""
    path = wave.unit.path
    return Wave.objects.filter(
        Q(unit__path__startswith=path) | Q(unit__in=_above(path)),
        state=WaveState.CLOSED,
        is_pilot=False,
        question_set__slug=wave.question_set.slug,
    ).order_by("-closed_on", "-pk")


@dataclass(frozen=True)
class OwnWave:
    """A survey that someone is asked to answer."""

    pk: int
    title: str
    closes_on: dt.date
    questions: int
    way_in: str
    """How the link went (`WayIn`); a slip for those who have none of their own."""
    is_answered: bool


def own_waves(user: User) -> list[OwnWave]:
    """The open surveys that ask the user. One query."""
    members = list(
        Member.objects.filter(person__user=user, wave__state=WaveState.OPEN)
        .order_by("wave__closes_on", "wave")
        .annotate(
            way=F("invitation__way_in"),
            answered=F("invitation__is_answered"),
            questions=Count("wave__question_set__items"),
        )
        .select_related("wave")
    )
    return [
        OwnWave(
            member.wave_id,
            member.wave.title,
            member.wave.closes_on,
            member.questions,
            member.way or WayIn.SLIP,
            bool(member.answered),
        )
        for member in members
    ]


def waiting_for(user: Actor) -> int:
    """How many open surveys wait for the user's answers."""
    if not isinstance(user, User):
        return 0
    return WaveInvitation.objects.filter(
        member__person__user=user, wave__state=WaveState.OPEN, is_answered=False
    ).count()


# What time takes away, by decision -----------------------------------------------------------


def members_before(day: dt.date) -> QuerySet[Member]:
    """Who was asked in surveys that closed before the day."""
    return Member.objects.filter(wave__closed_on__lt=day)


def sealed_before(day: dt.date) -> QuerySet[SealedAnswers]:
    """Sealed answers of surveys that closed before the day; their published figures stay."""
    return SealedAnswers.objects.filter(wave__closed_on__lt=day)
