"""What the public pages read, on top of improvements' own public queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet

from hundra.engines.text import plain_text
from hundra.hear.suggestions.models import Audience
from hundra.improve.improvements import queries as improvements
from hundra.improve.improvements.models import Improvement, ImprovementState, Programme
from hundra.show.public.models import Subscription

PER_PAGE = 24
MOST_ON_WALL = 200
COMING = "coming"
STATES = (
    COMING,
    ImprovementState.STAMPED.value,
    ImprovementState.DELIVERED.value,
    ImprovementState.FOLLOWED_UP.value,
    ImprovementState.WITHDRAWN.value,
)


@dataclass(frozen=True)
class Narrowing:
    """What a visitor looks for. What cannot be understood counts as not asked for."""

    text: str = ""
    audience: str = ""
    state: str = ""
    topic: str = ""
    unit: int | None = None

    @property
    def is_narrow(self) -> bool:
        return self != Narrowing()


def narrowing(asked: Mapping[str, str]) -> Narrowing:
    audience, state = asked.get("for", ""), asked.get("state", "")
    unit = asked.get("unit", "")
    return Narrowing(
        text=" ".join(plain_text(asked.get("q", "")[:200]).split()),
        audience=audience if audience in Audience.values else "",
        state=state if state in STATES else "",
        topic=plain_text(asked.get("topic", "")[:60]).strip(),
        unit=int(unit) if unit.isascii() and unit.isdecimal() and len(unit) < 10 else None,  # noqa: PLR2004
    )


def listed(programme: Programme, wanted: Narrowing) -> QuerySet[Improvement]:
    """The programme's public improvements that fit, the newest number first, coming ones last."""
    found = improvements.public_improvements(programme)
    if wanted.text:
        found = improvements.search(found, wanted.text)
    if wanted.audience:
        found = found.filter(audience=wanted.audience)
    if wanted.state == COMING:
        found = found.filter(number=None)
    elif wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.topic:
        found = found.filter(topic__slug=wanted.topic)
    if wanted.unit is not None:
        found = found.filter(owner_unit=wanted.unit)
    return found.order_by(F("number").desc(nulls_last=True), "planned_for", "pk")


def page_of(
    found: QuerySet[Improvement], number: str, *, count: int | None = None
) -> Page[Improvement]:
    """A page of the list; a number out of bounds gives the nearest page. `count`: how many are
    found in all, where that is known, which saves a query.

    Keys are put in order first and rows read after, since whole rows with their stories take
    ten times as long to sort.
    """
    keys = found.values_list("pk", flat=True)
    pages = Paginator(keys, PER_PAGE)
    if count is not None:
        pages.count = count  # Kept, and so not asked for.
    page: Page[Any] = pages.get_page(number[:9])
    order = list(page.object_list)
    rows = {row.pk: row for row in _on_card(order)}
    page.object_list = [rows[key] for key in order if key in rows]
    return page


def _on_card(keys: list[int]) -> QuerySet[Improvement]:
    """The improvements with the keys, with what a card shows and no more, in any order."""
    shown = ("number", "audience", "title", "summary", "state", "planned_for")
    return (
        Improvement.objects.filter(pk__in=keys)
        .select_related("topic")
        .only(*shown, "topic__name", "topic__icon")
        .order_by()
    )


@dataclass(frozen=True)
class Place:
    """A place in the programme: taken by an improvement, or still open."""

    number: int
    audience: str = ""
    title: str = ""
    state: str = ""

    @property
    def is_taken(self) -> bool:
        return bool(self.title)


def wall(programme: Programme) -> list[Place]:
    """Every promised place in order, taken or open: what came before and what will come.

    With more than MOST_ON_WALL places, the last of those taken and a few open ones. One query.
    """
    rows = (
        Improvement.objects.filter(programme=programme, number__isnull=False)
        .order_by("-number")
        .values_list("number", "audience", "title", "state")[:MOST_ON_WALL]
    )
    taken = {
        number: Place(number, audience, title, state)
        for number, audience, title, state in rows
        if number is not None
    }
    last = max(max(taken, default=0), programme.goal)
    if last > MOST_ON_WALL:
        newest = max(taken, default=0)
        last = min(last, newest + MOST_ON_WALL // 10)
    first = max(1, last - MOST_ON_WALL + 1)
    return [taken.get(number, Place(number)) for number in range(first, last + 1)]


@dataclass(frozen=True)
class Neighbours:
    """The numbers nearest before and after; improvements came before and more will come."""

    previous: Improvement | None
    following: Improvement | None


def neighbours(improvement: Improvement) -> Neighbours:
    """Two queries, whatever the size."""
    others = Improvement.objects.filter(
        programme=improvement.programme_id, number__isnull=False
    ).only("number", "title", "audience")
    return Neighbours(
        previous=others.filter(number__lt=improvement.number).order_by("-number").first(),
        following=others.filter(number__gt=improvement.number).order_by("number").first(),
    )


@dataclass(frozen=True)
class Choices:
    """What there is to narrow by: pairs of value and name."""

    topics: tuple[tuple[str, str], ...]
    units: tuple[tuple[str, str], ...]


def choices(programme: Programme) -> Choices:
    """Topics and units of the programme's public improvements. Two queries."""
    topics = improvements.topics_in_use(programme).values_list("slug", "name")
    units = improvements.units_in_use(programme).values_list("pk", "name")
    return Choices(tuple(topics), tuple((str(pk), name) for pk, name in units))


def with_stamp(number: int) -> Improvement | None:
    """The numbered improvement of the shown programme, with what its stamp needs. One query."""
    return (
        Improvement.objects.filter(programme__is_shown=True, number=number)
        .select_related("programme", "topic", "owner_unit")
        .defer("search")
        .first()
    )


def shareable(pk: int) -> Improvement | None:
    """A numbered improvement of the shown programme, by its key: one that has a public page."""
    return (
        Improvement.objects.filter(programme__is_shown=True, number__isnull=False, pk=pk)
        .select_related("programme", "topic", "owner_unit")
        .defer("search")
        .first()
    )


def subscription_by_secret(secret: str) -> Subscription | None:
    return Subscription.objects.filter(secret=secret).first()


def confirmed_subscriptions() -> QuerySet[Subscription]:
    return Subscription.objects.filter(confirmed_at__isnull=False).order_by("pk")
