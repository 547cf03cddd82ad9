"""Whom a wave asks, counted: never by name, so that nobody with protected identity is listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, CharField, Count, F, Func, Q, QuerySet, Value, When

from hundra.core.organisation.models import Employment, SwedishOrder, Unit
from hundra.hear.surveys.models import Asked, Wave, WayIn

MOBILE = r"^(\+46|0046|0)0?7[02369][0-9]{7}$"
"""A Swedish mobile number, its blanks and dashes taken away (as core.messages.phones has it)."""


def employments_asked(wave: Wave) -> QuerySet[Any]:
    """One employment for each person asked, on the wave's day: that of the most hours."""
    asked = within(wave)
    if wave.titles:
        asked = asked.filter(title__in=wave.titles)
    if wave.is_pilot and (chosen := list(wave.people.values_list("pk", flat=True))):
        asked = asked.filter(person__in=chosen)
    first = asked.order_by("person_id", "-hours_per_week", "pk").distinct("person_id")
    return Employment.objects.filter(pk__in=first.values("pk")).annotate(way_in=_way_in())


def within(wave: Wave) -> QuerySet[Employment]:
    """All employments of the wave's unit on its day, before any choice of occupations."""
    found = Employment.objects.current(wave.counted_on).filter(
        unit__path__startswith=wave.unit.path
    )
    return found.filter(is_manager=True) if wave.question_set.asks == Asked.MANAGERS else found


def _way_in() -> Case:
    """By mail, else by text message, else by a slip of paper."""
    bare = Func(
        F("person__phone"),
        Value(r"[^+0-9]"),
        Value(""),
        Value("g"),
        function="regexp_replace",
        output_field=CharField(),
    )
    return Case(
        When(Q(person__email__gt=""), then=Value(WayIn.EMAIL.value)),
        When(_Matches(bare, Value(MOBILE)), then=Value(WayIn.SMS.value)),
        default=Value(WayIn.SLIP.value),
        output_field=CharField(),
    )


class _Matches(Func):
    output_field = BooleanField()
    template = "(%(expressions)s)"
    arg_joiner = " ~ "
    conditional = True


@dataclass(frozen=True)
class Line:
    """A unit or an occupation: how many are asked, and how many of them by slip."""

    label: str
    asked: int
    slips: int
    depth: int = 0
    below: int = 0
    """Asked in the unit and all under it."""


@dataclass(frozen=True)
class Population:
    """Whom a wave would ask if it opened with the staff of its day."""

    asked: int
    ways: Mapping[str, int]
    units: tuple[Line, ...]
    titles: tuple[Line, ...]
    small: int
    """Units whose own staff and all below are fewer than the smallest group shown."""

    several: int
    """People with more than one employment there, who are asked once."""

    @property
    def emails(self) -> int:
        return self.ways.get(WayIn.EMAIL, 0)

    @property
    def texts(self) -> int:
        return self.ways.get(WayIn.SMS, 0)

    @property
    def slips(self) -> int:
        return self.ways.get(WayIn.SLIP, 0)


def population(wave: Wave) -> Population:
    """Counts by unit and occupation. Four queries, whatever the size."""
    rows = list(
        employments_asked(wave)
        .order_by()
        .values_list("unit", "title", "way_in")
        .annotate(n=Count("pk"))
    )
    own: Counter[int] = Counter()
    slips: Counter[int] = Counter()
    titles: Counter[str] = Counter()
    title_slips: Counter[str] = Counter()
    ways: Counter[str] = Counter()
    for unit, title, way, n in rows:
        own[unit] += n
        titles[title] += n
        ways[way] += n
        if way == WayIn.SLIP:
            slips[unit] += n
            title_slips[title] += n
    units = _units(wave, own, slips)
    return Population(
        asked=ways.total(),
        ways=ways,
        units=units,
        titles=tuple(
            Line(title, n, title_slips[title])
            for title, n in sorted(titles.items(), key=lambda pair: (-pair[1], pair[0]))
        ),
        small=sum(line.below < wave.least_group for line in units if line.asked),
        several=_several(wave) if rows else 0,
    )


def titles_within(wave: Wave) -> list[tuple[str, int]]:
    """The occupations of the unit, the most common first, with how many people have each."""
    rows = within(wave).order_by().values_list("title").annotate(n=Count("person", distinct=True))
    return sorted(rows, key=lambda pair: (-pair[1], pair[0]))


def tree_of(wave: Wave, own: Mapping[int, int]) -> list[Unit]:
    """The units with somebody asked and all above them up to the wave's, parents first."""
    paths = Unit.objects.filter(pk__in=own.keys()).values_list("path", flat=True)
    start = len(wave.unit.path)
    keys = {int(key) for path in paths for key in path[start:].split("/") if key}
    found = Unit.objects.filter(pk__in=keys | {wave.unit_id})
    return list(found.order_by("path"))


def _units(wave: Wave, own: Counter[int], slips: Counter[int]) -> tuple[Line, ...]:
    units = tree_of(wave, own)
    below: Counter[str] = Counter()
    for unit in units:
        for path in paths_upward(unit.path, wave.unit.path):
            below[path] += own[unit.pk]
    level = wave.unit.path.count("/")
    return tuple(
        Line(
            unit.name, own[unit.pk], slips[unit.pk], unit.path.count("/") - level, below[unit.path]
        )
        for unit in in_tree_order(units)
    )


def paths_upward(path: str, top: str) -> list[str]:
    """The path and all above it, until the top."""
    found = [path]
    while path != top and path.startswith(top):
        path = path.rstrip("/").rpartition("/")[0] + "/"
        found.append(path)
    return found


def in_tree_order(units: list[Unit]) -> list[Unit]:
    """Parents before children, siblings in Swedish order."""
    order = {
        key: place
        for place, key in enumerate(
            Unit.objects.filter(pk__in=[unit.pk for unit in units])
            .order_by(SwedishOrder("name"), "pk")
            .values_list("pk", flat=True)
        )
    }
    return sorted(
        units,
        key=lambda unit: [order.get(int(key), -1) for key in unit.path.split("/") if key],
    )


def _several(wave: Wave) -> int:
    rows = within(wave).order_by().values("person").annotate(n=Count("pk")).filter(n__gt=1)
    if wave.titles:
        rows = rows.filter(title__in=wave.titles)
    return rows.count()
