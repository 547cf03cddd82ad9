"""Material for telling of an improvement (pictures, poster, texts), offered by apps above.

    materials.register(lambda improvement: [Material(label=_("Poster, A4"), url=…)])

Shown on the work page of an improvement that the public can see. Register from `AppConfig.ready`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from hundra.improve.improvements.models import Improvement


@dataclass(frozen=True, kw_only=True)
class Material:
    """One thing to fetch: what it is, where, and perhaps what it is for."""

    label: Any
    url: str
    note: Any = ""
    icon: str = "download"


Source = Callable[[Improvement], Sequence[Material]]

_sources: list[Source] = []


def register(source: Source) -> None:
    """Adds a source; never twice."""
    if source not in _sources:
        _sources.append(source)


def unregister(source: Source) -> None:
    if source in _sources:
        _sources.remove(source)


def of(improvement: Improvement) -> list[Material]:
    """Everything there is for the improvement, in the order of the sources."""
    return [material for source in _sources for material in source(improvement)]
