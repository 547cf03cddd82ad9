"""What those who set up the desks read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from hundra.core.accounts.models import Role, RoleGrant, User
from hundra.core.accounts.rules import current, paths_with_role
from hundra.core.ui.languages import language_name
from hundra.hear.contacts.hours import timetable
from hundra.hear.contacts.models import (
    Availability,
    Desk,
    DeskReason,
    Guide,
    GuideLanguage,
    SpecialDay,
)
from hundra.hear.contacts.services.routing import PRESENT
from hundra.hear.knowledge.models import ContactReason


@dataclass(frozen=True)
class Standing:
    """Whether a desk is open now, until when, or when it opens next."""

    is_open: bool
    until: datetime | None
    opens: datetime | None


@dataclass(frozen=True)
class Spoken:
    """How many guides speak a language, by level, and how many of them are at work now."""

    code: str
    name: str
    fluent: int
    good: int
    simple: int
    at_work: int

    @property
    def is_missing(self) -> bool:
        return self.fluent + self.good + self.simple == 0


def configured_desks(user: User) -> QuerySet[Desk]:
    """The desks that the user sets up, with `guide_count` and `reason_count`."""
    where = Q(pk__in=[])
    for path in paths_with_role(user, Role.MANAGER, Role.ADMINISTRATOR):
        where |= Q(unit__path__startswith=path)
    return (
        Desk.objects.filter(where)
        .select_related("unit")
        .annotate(
            guide_count=Count("guides", filter=Q(guides__is_active=True), distinct=True),
            reason_count=Count("reasons", filter=Q(reasons__is_active=True), distinct=True),
        )
    )


def standing(desk: Desk, at: datetime | None = None) -> Standing:
    at = at or timezone.now()
    table = timetable(desk)
    is_open = table.is_open(at)
    return Standing(
        is_open=is_open,
        until=table.closes_at(at),
        opens=None if is_open else table.next_opening(at),
    )


def coming_special_days(desk: Desk, today: date | None = None) -> QuerySet[SpecialDay]:
    return desk.special_days.filter(day__gte=today or timezone.localdate())


def reasons_of(desk: Desk) -> QuerySet[DeskReason]:
    return desk.reasons.select_related("reason", "unit", "desk")


def reasons_to_add(desk: Desk) -> QuerySet[ContactReason]:
    """Reasons that the desk does not answer yet."""
    return ContactReason.objects.exclude(at_desks__desk=desk)


def guides_of(desk: Desk) -> QuerySet[Guide]:
    """With languages and reasons; people of protected identity are in no list."""
    return (
        Guide.objects.filter(desk=desk)
        .exclude(user__person__protected_identity=True)
        .select_related("user", "desk")
        .prefetch_related("languages", "reasons")
    )


def users_to_add(desk: Desk) -> QuerySet[User]:
    """Those who hold the role Guide at the desk's unit and are no guide anywhere."""
    parts = desk.unit.path.strip("/").split("/")
    above = ["/" + "/".join(parts[:depth]) + "/" for depth in range(1, len(parts) + 1)]
    grants = RoleGrant.objects.filter(current(), role=Role.GUIDE, unit__path__in=above)
    return (
        User.objects.filter(pk__in=grants.values("user"), is_active=True, guide=None)
        .exclude(person__protected_identity=True)
        .order_by("name", "pk")
    )


def languages_spoken(desk: Desk) -> list[Spoken]:
    """The desk's languages in its order, and which of them nobody speaks. One query."""
    rows = GuideLanguage.objects.filter(guide__desk=desk, guide__is_active=True).values_list(
        "language", "level", "guide__availability"
    )
    levels: Counter[tuple[str, int]] = Counter()
    at_work: Counter[str] = Counter()
    for language, level, availability in rows:
        levels[language, level] += 1
        at_work[language] += Availability(availability) in PRESENT
    return [
        Spoken(
            code=code,
            name=language_name(code),
            fluent=levels[code, 3],
            good=levels[code, 2],
            simple=levels[code, 1],
            at_work=at_work[code],
        )
        for code in _order(desk.languages, levels)
    ]


def _order(languages: Sequence[str], levels: Counter[tuple[str, int]]) -> list[str]:
    others = sorted({language for language, _ in levels} - set(languages))
    return [*languages, *others]
