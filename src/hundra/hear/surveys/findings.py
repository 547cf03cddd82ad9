"""What apps above can do with a figure of a staff survey, as links beside it.

    findings.register(Action(label=_("Make an activity of this"), url=…, rule=…))

`url(finding)` is a page of the app above; `rule(user, finding)` says who sees the link.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """A figure that is shown: keys of the wave and the unit, and the scale's code."""

    wave: int
    unit: int
    code: str
    title: str
    mean: float


@dataclass(frozen=True, kw_only=True)
class Action:
    label: str | Promise
    url: Callable[[Finding], str]
    rule: Callable[[Any, Finding], bool]
    icon: str = "arrow-right"
    order: int = 50


@dataclass(frozen=True, kw_only=True)
class Shown:
    label: str | Promise
    url: str
    icon: str


_actions: list[Action] = []


def register(action: Action) -> None:
    if action not in _actions:
        _actions.append(action)


def unregister(action: Action) -> None:
    if action in _actions:
        _actions.remove(action)


def for_finding(user: Any, finding: Finding) -> list[Shown]:
    """The links that this user gets at this figure, in order."""
    return [
        Shown(label=action.label, url=action.url(finding), icon=action.icon)
        for action in sorted(_actions, key=lambda action: action.order)
        if action.rule(user, finding)
    ]
