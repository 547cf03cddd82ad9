"""Panels that apps above add to the pages of units and people.

    panels.register("unit", "improvements/unit_panel.html", panel_for_unit, order=10)

where `panel_for_unit(unit, user)` gives the template's context, or None to show nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Place = Literal["unit", "person"]
Make = Callable[[Any, Any], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Panel:
    """A part of a page: `{% include panel.template with … %}` with its own context."""

    template: str
    context: Mapping[str, Any]


_panels: list[tuple[int, Place, str, Make]] = []


def register(place: Place, template: str, make: Make, *, order: int = 50) -> None:
    """Called from AppConfig.ready()."""
    _panels.append((order, place, template, make))


def panels(place: Place, record: Any, user: Any) -> list[Panel]:
    """What is shown of others on the record's page, in their order."""
    found = []
    for _order, where, template, make in sorted(_panels, key=lambda panel: panel[0]):
        if where == place and (context := make(record, user)) is not None:
            found.append(Panel(template, context))
    return found
