"""One manager over time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from hundra.core.accounts.rules import Actor
from hundra.core.organisation.models import Person, Unit
from hundra.core.organisation.queries import open_person, person_of
from hundra.measure.span import rules
from hundra.measure.span.queries.figures import month_ends
from hundra.measure.span.queries.goals import goals
from hundra.measure.span.queries.leading import Leading, leading

MONTHS = 36


@dataclass(frozen=True)
class Place:
    """A unit where the manager leads people, how many, and the goal there."""

    unit: Unit
    headcount: int
    most: int


@dataclass(frozen=True)
class Group:
    """Whom one manager leads, in numbers. `places`: where the most are, first."""

    person: Person
    on: date
    headcount: int
    most: int
    places: tuple[Place, ...]
    months: tuple[tuple[date, int], ...]

    @property
    def over(self) -> int:
        return max(0, self.headcount - self.most)


def seen_manager(pk: int, *, by: Actor, on: date) -> Person | None:
    """A manager whom the reader may open and who leads somebody in the reader's subtrees."""
    found = open_person(pk, by=by)
    if found is None:
        return None
    since = month_ends(on, MONTHS)[0]
    there = leading(paths=rules.seen_paths(by), since=since, until=on, manager=found.pk)
    return found if len(there.managers) else None


def own_group(user: Actor, on: date) -> Group | None:
    """The user's own people, wherever they are; None who leads nobody."""
    person = person_of(user) if user.is_authenticated else None
    found = group_of(person, on) if person else None
    return found if found and found.headcount else None


def group_of(person: Person, on: date) -> Group:
    """All that the person leads, whoever's subtree they are in. Four queries."""
    days = month_ends(on, MONTHS)
    found = leading(paths=None, since=days[0], until=on, manager=person.pk)
    places = _places(found, on)
    counts = [int(found.headcounts(day).sum()) for day in days]
    return Group(
        person=person,
        on=on,
        headcount=counts[-1],
        most=min((place.most for place in places), default=0),
        places=places,
        months=tuple(zip(days, counts, strict=True)),
    )


def _places(found: Leading, on: date) -> tuple[Place, ...]:
    holds = found.holds(on)
    pairs = np.unique(np.column_stack([found.unit[holds], found.person[holds]]), axis=0)
    keys, counts = np.unique(pairs[:, 0], return_counts=True)
    units = Unit.objects.in_bulk([int(key) for key in keys])
    known = goals()
    places = [
        Place(units[int(key)], int(count), known.at(units[int(key)].path).most)
        for key, count in zip(keys, counts, strict=True)
    ]
    return tuple(sorted(places, key=lambda place: (-place.headcount, place.unit.name)))
