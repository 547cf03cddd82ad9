"""What channels and desks are called: told by the apps above that know them.

naming.register("desk", lambda: {"medborgare": "Kontaktcenter"})
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from hundra.core.organisation.models import Unit
from hundra.core.ui.languages import NAMES
from hundra.hear.knowledge.models import ContactReason
from hundra.hear.surveys.models import Kind

Names = Callable[[], Mapping[str, Any]]

_names: dict[str, Names] = {"language": lambda: NAMES}


def register(dimension: str, names: Names) -> None:
    """`names()` tells what the values of the dimension (channel or desk) are called."""
    _names[dimension] = names


def labels(dimension: str, values: Iterable[str]) -> dict[str, str]:
    """The values' names; a value that nobody knows is its own name."""
    wanted = list(values)
    known = _known(dimension, wanted)
    return {value: str(known.get(value, value)) for value in wanted}


def choices(dimension: str) -> list[tuple[str, str]]:
    """All values that a dimension is known to have, and their names."""
    known = _names[dimension]() if dimension in _names else {}
    return [(value, str(name)) for value, name in known.items()]


def _known(dimension: str, values: list[str]) -> Mapping[str, Any]:
    if dimension == "reason":
        keys = [int(value) for value in values if value.isdecimal()]
        return {
            str(key): name
            for key, name in ContactReason.objects.filter(pk__in=keys).values_list("pk", "name")
        }
    if dimension == "unit":
        keys = [int(value) for value in values if value.isdecimal()]
        found = Unit.objects.filter(pk__in=keys).values_list("pk", "name")
        return {str(key): name for key, name in found}
    if dimension == "kind":
        return dict(Kind.choices)
    return _names[dimension]() if dimension in _names else {}
