"""Panels that apps above add to a case's page, such as the contacts that led to it.

    panels.register("contacts/case_panel.html", contacts_of_case, order=10)

where `contacts_of_case(case, user)` gives the template's context, or None to show nothing. Only
those who may read the case see its page; what a panel shows beyond it is the panel's to check.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hundra.hear.cases.models import Case

Make = Callable[[Case, Any], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Panel:
    """A part of the page: its template, and the context made for it."""

    template: str
    context: Mapping[str, Any]


_panels: list[tuple[int, str, Make]] = []


def register(template: str, make: Make, *, order: int = 50) -> None:
    """Called from AppConfig.ready()."""
    _panels.append((order, template, make))


def panels(case: Case, user: Any) -> list[Panel]:
    """What is shown of others on the case's page, in their order."""
    made = (
        (template, make(case, user))
        for _order, template, make in sorted(_panels, key=lambda panel: panel[0])
    )
    return [Panel(template, context) for template, context in made if context is not None]
