"""What apps above have that an improvement belongs to, shown among its facts.

    relations.register(lambda improvement: [Relation(label=_("Activity"), text=…, url=…)])

Register from `AppConfig.ready`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from hundra.improve.improvements.models import Improvement


@dataclass(frozen=True, kw_only=True)
class Relation:
    """What kind of thing it is, its name, and its page."""

    label: Any
    text: Any
    url: str


Source = Callable[[Improvement], Sequence[Relation]]

_sources: list[Source] = []


def register(source: Source) -> None:
    """Adds a source; never twice."""
    if source not in _sources:
        _sources.append(source)


def of(improvement: Improvement) -> list[Relation]:
    """Everything that the improvement belongs to, in the order of the sources."""
    return [relation for source in _sources for relation in source(improvement)]
