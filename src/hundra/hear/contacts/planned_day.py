"""What a guide's roster says of their day, on their own page: asked of whoever has registered.

Staffing, which lies above, registers in AppConfig.ready, so that nothing here knows of rosters.
What is told anew is fetched by the page once `services.availability.touch` has been called.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hundra.hear.contacts.models import Guide


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """The shift going on or next today, what lies in it, and where the guide's roster is."""

    shift: str
    parts: tuple[str, ...]
    url: str

    @property
    def text(self) -> str:
        return ", ".join((self.shift, *self.parts))


Source = Callable[[Guide], PlannedDay | None]

_sources: list[Source] = []


def register(source: Source) -> None:
    """Adds a source, which takes two queries at most: guides' pages ask often. Never twice."""
    if source not in _sources:
        _sources.append(source)


def day_of(guide: Guide) -> PlannedDay | None:
    """What the first source that knows anything says; None where nothing is planned."""
    return next((found for source in _sources if (found := source(guide)) is not None), None)
