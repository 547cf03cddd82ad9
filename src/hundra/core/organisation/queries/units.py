"""The tree of units. Everybody may see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from hundra.core.organisation.models import Employment, SwedishOrder, Unit

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
    children = (
        active_units()
        .order_by()
        .filter(parent=OuterRef("pk"))
        .values("parent")
        .annotate(total=Count("pk"))
        .values("total")
    )
    return (
        active_units()
        .filter(parent=unit)
        .annotate(child_count=Coalesce(Subquery(children), 0))
        .order_by(SwedishOrder("name"), "pk")
    )


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


def unit_choices(
    *, paths: Sequence[str] | None = None, empty: str | None = None
) -> list[tuple[int | str, str]]:
    """The active tree for a select field, indented, siblings in Swedish order.

    `paths` keeps what lies under any of them (as `rules.paths_with_role` gives);
    `empty` is the text of a first, empty choice.
    """
    units = list(
        active_units().order_by(SwedishOrder("name"), "pk").values_list("pk", "name", "path")
    )
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


def headcounts(unit: Unit, *, on: date | None = None) -> UnitCount:
    """People counted once each, those with protected identity too."""
    current = Employment.objects.current(on).order_by()
    counted = current.filter(unit__path__startswith=unit.path).aggregate(
        own=Count("person", distinct=True, filter=Q(unit=unit)),
        subtree=Count("person", distinct=True),
    )
    return UnitCount(**counted)
