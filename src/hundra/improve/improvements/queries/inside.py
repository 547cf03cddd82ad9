"""What employees see inside: everything of a programme, ideas too."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Case, Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from hundra.core.accounts.models import Role
from hundra.core.accounts.rules import Actor, has_role, paths_with_role
from hundra.hear.suggestions import queries as suggestion_queries
from hundra.hear.suggestions.models import Suggestion, SuggestionState
from hundra.improve.improvements.life import BEFORE_STAMP, MAIN_WAY, STANDING
from hundra.improve.improvements.models import (
    Answers,
    Criterion,
    Improvement,
    ImprovementState,
    Programme,
    Tick,
    Topic,
    Update,
)
from hundra.improve.improvements.queries.checklist import Readiness, assemble

CARDS_PER_COLUMN = 12
ENTRIES_PER_DAY = 8


def programmes() -> QuerySet[Programme]:
    """All programmes, the newest first, each with `stamped_count`: its numbers that stand."""
    standing = Count("improvements", filter=Q(improvements__state__in=STANDING))
    return Programme.objects.annotate(stamped_count=standing).order_by("-starts_on", "-pk")


def chosen_programme(slug: str = "") -> Programme | None:
    """The programme with the address; else the one shown; else the newest; None if none."""
    found = Programme.objects.filter(slug=slug).first() if slug else None
    return found or Programme.objects.order_by("-is_shown", "-starts_on", "-pk").first()


def topics() -> QuerySet[Topic]:
    """All topics, each with `improvement_count`."""
    return Topic.objects.annotate(improvement_count=Count("improvements")).order_by("name")


def criteria(programme: Programme) -> QuerySet[Criterion]:
    """The programme's criteria, those in use first, each with `tick_count`."""
    return (
        Criterion.objects.filter(programme=programme)
        .annotate(tick_count=Count("ticks"))
        .order_by("-is_active", "position", "pk")
    )


def all_improvements(programme: Programme) -> QuerySet[Improvement]:
    """Everything of the programme in every state, with what a list shows; latest number first."""
    return (
        Improvement.objects.filter(programme=programme)
        .select_related("topic", "owner_unit", "programme")
        .defer("search", "story", "outcome", "withdrawal_reason")
        .order_by(F("number").desc(nulls_last=True), "-pk")
    )


@dataclass(frozen=True)
class BoardColumn:
    state: ImprovementState
    count: int
    cards: tuple[Improvement, ...]
    """The latest changed, at most CARDS_PER_COLUMN."""

    @property
    def is_cut(self) -> bool:
        return self.count > len(self.cards)


def board(programme: Programme) -> tuple[BoardColumn, ...]:
    """A column for each state on the main way, then the withdrawn. Seven queries."""
    counts = dict(
        Improvement.objects.filter(programme=programme)
        .order_by()
        .values_list("state")
        .annotate(count=Count("*"))
    )
    return tuple(
        BoardColumn(state, counts.get(state, 0), _cards(programme, state))
        for state in (*MAIN_WAY, ImprovementState.WITHDRAWN)
    )


# A count for each card shown, rather than a join that groups the whole column.
_TICKS = Subquery(
    Tick.objects.filter(improvement=OuterRef("pk"), criterion__is_active=True)
    .order_by()
    .values("improvement")
    .annotate(count=Count("pk"))
    .values("count")
)


def _cards(programme: Programme, state: ImprovementState) -> tuple[Improvement, ...]:
    cards = all_improvements(programme).filter(state=state)
    if state == ImprovementState.PLANNED:
        cards = cards.annotate(tick_count=_TICKS)
    return tuple(cards.order_by(*_card_order(state))[:CARDS_PER_COLUMN])


def _card_order(state: ImprovementState) -> tuple[str, ...]:
    """What is to be done soonest first; what is done latest first."""
    if state == ImprovementState.PLANNED:
        return ("planned_for", "pk")
    return ("-number", "-pk") if state in STANDING else ("-changed_at", "-pk")


class Moment(StrEnum):
    PLANNED = "planned"
    STAMPED = "stamped"
    DELIVERED = "delivered"


@dataclass(frozen=True)
class CalendarEntry:
    moment: Moment
    improvement: Improvement


@dataclass(frozen=True)
class CalendarDay:
    day: dt.date
    in_month: bool
    entries: tuple[CalendarEntry, ...]

    @property
    def shown(self) -> tuple[CalendarEntry, ...]:
        return self.entries[:ENTRIES_PER_DAY]

    @property
    def hidden(self) -> int:
        return len(self.entries) - len(self.shown)


def month(programme: Programme, first: dt.date) -> tuple[tuple[CalendarDay, ...], ...]:
    """The weeks of the month that begins on `first`: planned, stamped and delivered by day.

    Planned stands on its day until the improvement is delivered. One query.
    """
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    start, end = weeks[0][0], weeks[-1][-1]
    zone = timezone.get_default_timezone()
    from_time = dt.datetime.combine(start, dt.time.min, zone)
    to_time = dt.datetime.combine(end + dt.timedelta(days=1), dt.time.min, zone)
    shown = ("number", "title", "state", "planned_for", "stamped_at", "delivered_on")
    found = Improvement.objects.filter(programme=programme).only(*shown)
    found = found.filter(
        Q(planned_for__range=(start, end), delivered_on=None)
        | Q(stamped_at__gte=from_time, stamped_at__lt=to_time)
        | Q(delivered_on__range=(start, end))
    )
    by_day: dict[dt.date, list[CalendarEntry]] = {}
    for improvement in found.order_by("number", "pk"):
        for moment, day in _moments(improvement):
            by_day.setdefault(day, []).append(CalendarEntry(moment, improvement))
    return tuple(
        tuple(
            CalendarDay(day, day.month == first.month, tuple(by_day.get(day, ()))) for day in week
        )
        for week in weeks
    )


def _moments(improvement: Improvement) -> list[tuple[Moment, dt.date]]:
    if improvement.state == ImprovementState.WITHDRAWN:
        return []
    moments = []
    if improvement.planned_for and improvement.delivered_on is None:
        moments.append((Moment.PLANNED, improvement.planned_for))
    if improvement.stamped_at:
        moments.append((Moment.STAMPED, timezone.localdate(improvement.stamped_at)))
    if improvement.delivered_on:
        moments.append((Moment.DELIVERED, improvement.delivered_on))
    return moments


@dataclass(frozen=True)
class Record:
    """An improvement with all that its work page shows."""

    improvement: Improvement
    readiness: Readiness
    answers: tuple[Answers, ...]
    updates: tuple[Update, ...]


def record(pk: int) -> Record | None:
    """One improvement with checklist, suggestions and news, or None. Five queries."""
    linked = Answers.objects.select_related("suggestion__unit", "linked_by").order_by(
        "linked_at", "pk"
    )
    ticks = Tick.objects.select_related("ticked_by")
    improvement = (
        Improvement.objects.filter(pk=pk)
        .select_related("programme", "topic", "owner_unit", "responsible", "created_by")
        .defer("search")
        .prefetch_related(
            Prefetch("answers", queryset=linked),
            Prefetch("ticks", queryset=ticks),
            Prefetch("updates", queryset=Update.objects.select_related("written_by")),
        )
        .first()
    )
    if improvement is None:
        return None
    criteria = Criterion.objects.filter(programme=improvement.programme, is_active=True)
    return Record(
        improvement=improvement,
        readiness=assemble(improvement, criteria, improvement.ticks.all()),
        answers=tuple(improvement.answers.all()),
        updates=tuple(improvement.updates.all()),
    )


def waiting_for_stamp() -> int:
    """How many planned improvements there are in the shown programme."""
    return Improvement.objects.filter(
        programme__is_shown=True, state=ImprovementState.PLANNED
    ).count()


def overdue(today: dt.date) -> QuerySet[Improvement]:
    """Stamped in the shown programme, planned for a day that has passed, not yet delivered."""
    return Improvement.objects.filter(
        programme__is_shown=True, state=ImprovementState.STAMPED, planned_for__lt=today
    )


LINKABLE = tuple(
    state
    for state in SuggestionState
    if state not in {SuggestionState.JOINED, SuggestionState.DECLINED}
)


def linkable_suggestions(
    user: Actor, *, text: str = "", leave: Improvement | None = None
) -> QuerySet[Suggestion]:
    """Suggestions in the user's inbox that can become part of an improvement, accepted ones first.

    `text` searches; `leave` leaves out those already in that improvement.
    """
    found = suggestion_queries.in_inbox(user).filter(state__in=LINKABLE)
    words = " ".join(text.replace("\x00", " ").split())[:200]
    if words:
        found = found.filter(suggestion_queries.matching(words))
    if leave is not None:
        found = found.exclude(answered_by__improvement=leave)
    accepted_first = Case(
        When(state=SuggestionState.ACCEPTED, then=Value(0)),
        When(state__in=(SuggestionState.NEW, SuggestionState.ASKED), then=Value(1)),
        default=Value(2),
    )
    return found.order_by(accepted_first, "-received_at", "-pk")


def open_improvements(user: Actor) -> QuerySet[Improvement]:
    """Those that the user keeps and that can take up suggestions, the latest changed first."""
    kept = Q()
    for path in paths_with_role(user, Role.COMMUNICATOR, Role.MANAGER):
        kept |= Q(owner_unit__path__startswith=path)
    if has_role(user, Role.COMMUNICATOR):
        kept |= Q(owner_unit=None)
    if not kept:
        return Improvement.objects.none()
    takes_up = (*BEFORE_STAMP, ImprovementState.STAMPED)
    return Improvement.objects.filter(kept, state__in=takes_up).order_by("-changed_at", "-pk")


def answered(suggestion: Suggestion) -> QuerySet[Improvement]:
    """The improvements that answer the suggestion."""
    return Improvement.objects.filter(answers__suggestion=suggestion).order_by("number", "pk")
