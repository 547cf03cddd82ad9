"""What apps above can do with a suggestion, as buttons on its work page.

    actions.register(Action(label=_("Make it an improvement"), url=..., rule=..., icon="sprout"))

`url(suggestion)` is a page of the app above; `rule(user, suggestion)` says who sees the button.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from hundra.hear.suggestions.models import Suggestion


@dataclass(frozen=True, kw_only=True)
class Action:
    label: str | Promise
    url: Callable[[Suggestion], str]
    rule: Callable[[Any, Suggestion], bool]
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


def for_suggestion(user: Any, suggestion: Suggestion) -> list[Shown]:
    """The buttons that this user gets for this suggestion, in order."""
    return [
        Shown(label=action.label, url=action.url(suggestion), icon=action.icon)
        for action in sorted(_actions, key=lambda action: action.order)
        if action.rule(user, suggestion)
    ]
