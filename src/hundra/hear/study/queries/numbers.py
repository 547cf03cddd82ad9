"""How many at a unit have begun and are done, of how many employed. Never who."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from hundra.core.accounts.models import Role, User
from hundra.core.accounts.rules import paths_with_role
from hundra.core.organisation.models import Unit
from hundra.core.organisation.queries import active_units
from hundra.hear.knowledge.models import Audience
from hundra.hear.knowledge.rules import audiences_of
from hundra.hear.study.models import Path, Step
from hundra.hear.study.queries.learning import EMPLOYEES, GUIDES, readable
from hundra.hear.study.showing import Group, Key, shown_groups

_WATCHERS = (Role.MANAGER, Role.HR, Role.EDITOR)

# Each person counts once, where they work most hours, so that parts add up to their whole.
# People with protected identity are left out, as in every list.
PEOPLE = """
with people as (
    select distinct on (person.id) person.user_id, job.unit_id
      from organisation_employment job
      join organisation_person person on person.id = job.person_id
     where job.starts_on <= %(today)s and (job.ends_on is null or job.ends_on >= %(today)s)
       and not person.protected_identity
     order by person.id, job.hours_per_week desc, job.starts_on, job.id
)
"""
EMPLOYED = "select unit_id, count(*) from people group by unit_id"
PROGRESS = """
    , needed as (
        select id as step_id, path_id, count(*) over (partition by path_id) as steps
          from study_step where id = any(%(steps)s)
    ),
    progress as (
        select needed.path_id, done.user_id, count(*) = min(needed.steps) as is_done
          from study_stepdone done join needed on needed.step_id = done.step_id
         group by needed.path_id, done.user_id
    )
    select path_id, unit_id, count(*), count(*) filter (where is_done)
      from progress join people using (user_id)
     group by path_id, unit_id
"""


@dataclass(frozen=True)
class Numbers:
    """People employed, those of them that have begun (done or not), and those that are done."""

    employed: int
    begun: int
    done: int


@dataclass(frozen=True)
class PathNumbers:
    """A path at a unit; no numbers where they may not be shown."""

    path: Path
    numbers: Numbers | None


@dataclass(frozen=True)
class Part:
    """A unit right under the one that is looked at, or (without one) those right at it."""

    unit: Unit | None
    employed: bool
    paths: tuple[PathNumbers, ...]


@dataclass(frozen=True)
class UnitNumbers:
    """A unit with all under it, and its parts."""

    unit: Unit
    is_shown: bool
    paths: tuple[PathNumbers, ...]
    parts: tuple[Part, ...]


def watched_units(user: User) -> QuerySet[Unit]:
    """The highest units that the user sees numbers for."""
    held = set(paths_with_role(user, *_WATCHERS))
    highest = [path for path in held if not any(_is_under(path, over) for over in held)]
    return active_units().filter(path__in=highest)


def numbered_paths(user: User) -> QuerySet[Path]:
    """Published paths that the user may know of: for their audiences, or theirs to edit."""
    known = Q(audience__in=audiences_of(user))
    for place in paths_with_role(user, Role.EDITOR):
        known |= Q(owner_unit__path__startswith=place)
    return Path.objects.filter(known, published_at__isnull=False, withdrawn_at=None)


def numbers_at(unit: Unit, paths: Iterable[Path]) -> UnitNumbers:
    """The paths' numbers at the unit and its parts. Four queries, whatever the paths and units."""
    paths = list(paths)
    units = list(Unit.objects.order_by("path"))
    employed: dict[int, int] = {row[0]: row[1] for row in _rows(EMPLOYED)}
    begun, done = _progress(paths)
    tree = _Tree(units)
    shown = tree.shown(employed)

    def numbers(path: Path, keys: Collection[int]) -> Numbers:
        return Numbers(
            employed=sum(employed.get(key, 0) for key in keys),
            begun=sum(begun[path.pk].get(key, 0) for key in keys),
            done=sum(done[path.pk].get(key, 0) for key in keys),
        )

    def of_paths(key: Key, keys: Collection[int]) -> tuple[PathNumbers, ...]:
        is_shown = key in shown
        return tuple(PathNumbers(path, numbers(path, keys) if is_shown else None) for path in paths)

    def part(below: Unit | None) -> Part:
        keys = tree.under(below) if below else [unit.pk]
        key = _whole(below.pk) if below else _own(unit.pk)
        return Part(below, any(employed.get(one) for one in keys), of_paths(key, keys))

    parts = [part(below) for below in tree.children[unit.pk]]
    if parts:
        parts.append(part(None))
    return UnitNumbers(
        unit=unit,
        is_shown=_whole(unit.pk) in shown,
        paths=of_paths(_whole(unit.pk), tree.under(unit)),
        parts=tuple(one for one in parts if one.employed),
    )


def needed_steps(paths: Iterable[Path]) -> QuerySet[Step]:
    """What one does to be done: the steps that those whom the path is for may read."""
    guides = Q(path__audience=Audience.GUIDES)
    return Step.objects.filter(
        (guides & readable(GUIDES)) | (~guides & readable(EMPLOYEES)),
        path__in=[path.pk for path in paths],
        retired_at=None,
    )


class _Tree:
    def __init__(self, units: Iterable[Unit]) -> None:
        self.units = list(units)
        self.children: dict[int | None, list[Unit]] = defaultdict(list)
        for unit in self.units:
            self.children[unit.parent_id].append(unit)

    def under(self, unit: Unit) -> list[int]:
        return [one.pk for one in self.units if one.path.startswith(unit.path)]

    def shown(self, employed: dict[int, int]) -> frozenset[Key]:
        found: frozenset[Key] = frozenset()
        return found.union(
            *(shown_groups(self._group(root, employed)) for root in self.children[None])
        )

    def _group(self, unit: Unit, employed: dict[int, int]) -> Group:
        own = Group(_own(unit.pk), employed.get(unit.pk, 0))
        parts = (own, *(self._group(below, employed) for below in self.children[unit.pk]))
        return Group(_whole(unit.pk), sum(part.people for part in parts), parts)


def _own(unit: int) -> Key:
    return ("own", unit)


def _whole(unit: int) -> Key:
    return ("whole", unit)


def _is_under(path: str, over: str) -> bool:
    return path != over and path.startswith(over)


def _progress(
    paths: list[Path],
) -> tuple[dict[int, dict[int, int]], dict[int, dict[int, int]]]:
    """How many have begun and are done, by path and unit."""
    steps = list(needed_steps(paths).order_by().values_list("pk", flat=True))
    begun: dict[int, dict[int, int]] = defaultdict(dict)
    done: dict[int, dict[int, int]] = defaultdict(dict)
    for path, unit, some, whole in _rows(PROGRESS, steps=steps):
        begun[path][unit], done[path][unit] = some, whole
    return begun, done


def _rows(query: str, **given: Any) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE + query, {"today": timezone.localdate(), **given})
        return list(cursor.fetchall())
