"""Lists of cases: whose they are, which of them, and what is searched for.

Everything that lists cases begins with `readable`, so that nothing confidential slips in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery
from django.db.models import BigIntegerField, BooleanField, Count, F, Func, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone

from hundra.core.accounts.models import User
from hundra.core.accounts.rules import Actor, paths_with_role
from hundra.core.messages import phones
from hundra.core.organisation.models import Unit
from hundra.core.organisation.queries import cover_everything
from hundra.hear.cases import rules
from hundra.hear.cases.models import UNSETTLED, Case, CaseState
from hundra.hear.suggestions.working_days import add_working_days

SOON_DAYS = 3
LONGEST_NUMBER = 12  # Digits; more fit no key.
MOST_FOUND = 300
# Texts that lists do not show are not read either.
HEAVY = ("text", "answer", "search", "promise")


class Part(StrEnum):
    """The lists that a handler has."""

    MINE = "mina"
    FREE = "lediga"
    UNIT = "enheten"
    SETTLED = "avslutade"
    ALL = "alla"


class DuePart(StrEnum):
    LATE = "sena"
    TODAY = "idag"
    SOON = "snart"


def readable(user: Actor) -> QuerySet[Case]:
    """All that the user may read (see rules.py). Two queries about units."""
    paths = tuple(set(paths_with_role(user, *rules.HANDLING)))
    if not paths:
        return Case.objects.none()
    if cover_everything(paths):
        very = list(Unit.objects.filter(path__in=paths).order_by().values_list("pk", flat=True))
        return Case.objects.filter(Q(is_confidential=False) | Q(unit_id__in=very))
    under = _units_under(paths)
    very = [pk for pk, path in under if path in paths]
    return Case.objects.filter(
        Q(is_confidential=False) | Q(unit_id__in=very),
        unit_id__in=[pk for pk, _path in under],
    )


def _units_under(paths: Sequence[str]) -> list[tuple[int, str]]:
    inside = Q()
    for path in paths:
        inside |= Q(path__startswith=path)
    return list(Unit.objects.filter(inside).order_by().values_list("pk", "path"))


def cases_in(found: QuerySet[Case], part: str, user: Actor) -> QuerySet[Case]:
    """Those of a list; what is to be done first comes first, the settled latest first."""
    unsettled = found.filter(state__in=UNSETTLED)
    if part == Part.MINE:
        chosen = unsettled.filter(handler_id=user.pk)
    elif part == Part.FREE:
        chosen = unsettled.filter(handler=None)
    elif part == Part.UNIT:
        chosen = unsettled
    else:
        chosen = found if part == Part.ALL else found.exclude(state__in=UNSETTLED)
        return _for_list(chosen).order_by("-opened_at", "-pk")
    return _for_list(chosen).order_by("due_at", "pk")


def _for_list(found: QuerySet[Case]) -> QuerySet[Case]:
    return found.select_related("unit", "handler__person", "reason").defer(*HEAVY)


@dataclass(frozen=True)
class Counts:
    """How many there are to see to, and how many of them are late."""

    mine: int
    free: int
    unit: int
    late: int


def counts(found: QuerySet[Case], user: Actor, *, now: datetime | None = None) -> Counts:
    """For the tabs. One query, over what is not settled."""
    late = Q(due_at__lt=now or timezone.now(), state__in=(CaseState.NEW, CaseState.OPEN))
    row = (
        found.filter(state__in=UNSETTLED)
        .order_by()
        .aggregate(
            mine=Count("pk", filter=Q(handler_id=user.pk)),
            free=Count("pk", filter=Q(handler=None)),
            unit=Count("pk"),
            late=Count("pk", filter=late),
        )
    )
    return Counts(**row)


def mine_count(user: Actor) -> int:
    """How many the user has to see to; for the first page."""
    return readable(user).filter(state__in=UNSETTLED, handler_id=user.pk).count()


def late_count(user: Actor, *, now: datetime | None = None) -> int:
    """How many of the user's own are past their promise; for the first page."""
    own = readable(user).filter(handler_id=user.pk)
    return due_within(own, DuePart.LATE, now=now).count()


def due_within(found: QuerySet[Case], part: str, *, now: datetime | None = None) -> QuerySet[Case]:
    """Those whose clock goes: late, due today, or within three working days."""
    now = now or timezone.now()
    going = found.filter(state__in=(CaseState.NEW, CaseState.OPEN))
    if part == DuePart.LATE:
        return going.filter(due_at__lt=now)
    today = timezone.localdate(now)
    last = today if part == DuePart.TODAY else add_working_days(today, SOON_DAYS)
    midnight = timezone.make_aware(datetime.combine(last + timedelta(days=1), datetime.min.time()))
    return going.filter(due_at__gte=now, due_at__lt=midnight)


def at_unit(found: QuerySet[Case], unit_id: str) -> QuerySet[Case]:
    """Those at the unit or under it."""
    if not unit_id.isdecimal() or len(unit_id) > LONGEST_NUMBER:
        return found.none()
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        return found.none()
    return found.filter(unit__path__startswith=unit.path)


def searched(found: QuerySet[Case], text: str) -> QuerySet[Case]:
    """By number ("Ä 12", "12"), by the citizen's telephone or address, or by words.

    By words the newest `MOST_FOUND` are found: common words would fill hundreds of pages.
    """
    number = numbered(text)
    if number is not None:
        return found.filter(pk=number)
    phone = phones.normalised(text)
    if phone:
        return found.filter(party__phone=phone)
    if "@" in text:
        return found.filter(party__email=text.strip().lower())
    words = SearchQuery(text, config="swedish", search_type="websearch")
    newest = found.order_by("-pk").filter(search=words).values_list("pk", flat=True)[:MOST_FOUND]
    # Looked up once, for the count and for the page, and sent as one array: three hundred
    # parameters take longer to write than to look up.
    keys = Value(f"{{{','.join(map(str, newest))}}}")
    return found.filter(_IsAny(F("pk"), Cast(keys, ArrayField(BigIntegerField()))))


class _IsAny(Func):
    """`expression = ANY (array)`."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY ("
    output_field = BooleanField()


def numbered(text: str) -> int | None:
    """The key that a case's number names: "Ä 12", "ä12", "12"."""
    digits = text.strip().lstrip("äÄ").strip().replace("\u00a0", "").replace(" ", "")
    if digits.isascii() and digits.isdecimal() and len(digits) <= LONGEST_NUMBER:
        return int(digits)
    return None


def handlers_at(case: Case) -> QuerySet[User]:
    """Those to whom the case can be given, by name."""
    from hundra.core.accounts.rules import current

    return (
        User.objects.filter(pk__in=_holders(case, current()), is_active=True)
        .exclude(person__protected_identity=True)
        .order_by("name", "pk")
    )


def _holders(case: Case, current: Q) -> list[int]:
    """A confidential case: the very unit's. Else: those of the unit and of all above it."""
    from hundra.core.accounts.models import RoleGrant

    keys = [int(key) for key in case.unit.path.strip("/").split("/")]
    units = [case.unit_id] if case.is_confidential else keys
    grants = RoleGrant.objects.filter(current, role__in=rules.HANDLING, unit_id__in=units)
    return list(grants.values_list("user_id", flat=True).distinct())
