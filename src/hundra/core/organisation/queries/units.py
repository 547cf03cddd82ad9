"""The tree of units. Everybody may see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from hundra.core.accounts.rules import Actor
from hundra.core.organisation import rules
from hundra.core.organisation.models import Employment, SwedishOrder, Unit, UnitKind

_INDENT = "\u2003"


def active_units(on: date | None = None) -> QuerySet[Unit]:
    """Units that have not ended, a parent always before its children."""
    on = on or timezone.localdate()
    return Unit.objects.filter(Q(ended_on=None) | Q(ended_on__gt=on)).order_by("path")


def units_under(unit: Unit, *, itself: bool = True) -> QuerySet[Unit]:
    """The unit's subtree, ended ones too; one prefix search of an index."""
    subtree = Unit.objects.filter(path__startswith=unit.path)
    return subtree if itself else subtree.exclude(pk=unit.pk)


def ancestors_of(unit: Unit) -> list[Unit]:
    """From the root down to the parent."""
    above = [int(key) for key in unit.path.strip("/").split("/")[:-1] if key]
    found = Unit.objects.in_bulk(above)
    return [found[key] for key in above if key in found]


def sub_units(unit: Unit | None) -> QuerySet[Unit]:
    """The active units right under a unit (or the roots), by name, each with its `child_count`."""
    return _with_child_count(active_units().filter(parent=unit))


def _with_child_count(units: QuerySet[Unit]) -> QuerySet[Unit]:
    children = (
        active_units()
        .order_by()
        .filter(parent=OuterRef("pk"))
        .values("parent")
        .annotate(total=Count("pk"))
        .values("total")
    )
    counted = units.annotate(child_count=Coalesce(Subquery(children), 0))
    return counted.order_by(SwedishOrder("name"), "pk")


@dataclass(frozen=True)
class Branch:
    """A unit in the tree as drawn; `below` is None where the branch is closed."""

    unit: Unit
    child_count: int
    below: tuple[Branch, ...] | None = None


def tree(opened: Unit | None = None) -> tuple[Branch, ...]:
    """The roots with their children, opened further down to a unit. One query."""
    keys = {int(key) for key in opened.path.strip("/").split("/")} if opened else set()
    roots = Q(parent=None) | Q(parent__parent=None)
    by_parent: dict[int | None, list[Unit]] = defaultdict(list)
    for unit in _with_child_count(active_units().filter(roots | Q(parent__in=keys))):
        by_parent[unit.parent_id].append(unit)

    def branch(unit: Unit) -> Branch:
        is_open = unit.pk in keys or unit.parent_id is None
        below = tuple(map(branch, by_parent[unit.pk])) if is_open else None
        return Branch(unit, unit.child_count, below)  # type: ignore[attr-defined]

    return tuple(map(branch, by_parent[None]))


def find_units(text: str, *, limit: int = 20) -> list[Unit]:
    """Active units whose name holds every word, or whose code is the text."""
    words = text.split()[:5]
    if not words:
        return []
    named = Q()
    for word in words:
        named &= Q(name__icontains=word)
    return list(
        active_units()
        .filter(named | Q(code__iexact=text.strip()))
        .select_related("parent")
        .order_by(SwedishOrder("name"), "pk")[:limit]
    )


def cover_everything(paths: Sequence[str]) -> bool:
    """Is every unit under some of the paths? Then a list need not ask for units. One query."""
    roots = Unit.objects.filter(parent=None).order_by().values_list("path", flat=True)
    return bool(paths) and all(root.startswith(tuple(paths)) for root in roots)


def unit_choices(
    *,
    paths: Sequence[str] | None = None,
    empty: str | None = None,
    leaves: bool = True,
) -> list[tuple[int | str, str]]:
    """The active tree for a select field, indented, siblings in Swedish order.

    `paths` keeps what lies under any of them (as `rules.paths_with_role` gives);
    `empty` is the text of a first, empty choice; without `leaves` workplaces (kind unit) are
    left out, which makes ten times fewer.
    """
    chosen = active_units() if leaves else active_units().exclude(kind=UnitKind.UNIT)
    units = list(chosen.order_by(SwedishOrder("name"), "pk").values_list("pk", "name", "path"))
    if paths is not None:
        units = [unit for unit in units if unit[2].startswith(tuple(paths))]
    choices: list[tuple[int | str, str]] = [] if empty is None else [("", empty)]
    return [*choices, *_indented(units)]


def _indented(units: Iterable[tuple[int, str, str]]) -> list[tuple[int | str, str]]:
    present = {path for _, _, path in units}
    below: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for unit in units:
        above = unit[2].rsplit("/", 2)[0] + "/"
        below[above if above in present else ""].append(unit)
    choices: list[tuple[int | str, str]] = []

    def walk(path: str, depth: int) -> None:
        for key, name, own in below[path]:
            choices.append((key, _INDENT * depth + name))
            walk(own, depth + 1)

    walk("", 0)
    return choices


@dataclass(frozen=True)
class UnitCount:
    """How many people work at a unit, and in its whole subtree, on a day."""

    own: int
    subtree: int


def headcounts(unit: Unit, *, on: date | None = None, everyone: bool = True) -> UnitCount:
    """People counted once each, with protected identity or (not `everyone`) without."""
    current = Employment.objects.current(on).order_by()
    if not everyone:
        current = current.filter(person__protected_identity=False)
    counted = current.filter(unit__path__startswith=unit.path).aggregate(
        own=Count("person", distinct=True, filter=Q(unit=unit)),
        subtree=Count("person", distinct=True),
    )
    return UnitCount(**counted)


def visible_headcounts(unit: Unit, *, by: Actor, on: date | None = None) -> UnitCount:
    """As `headcounts`, without protected identities for those who may not see them.

    Otherwise the list beside the count would tell, by what it lacks, that there is one.
    """
    return headcounts(unit, on=on, everyone=rules.may_see_everyone_at(by, unit))
