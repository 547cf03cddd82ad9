"""The desk's own rule, compiled: these are the functions of `engines.queueing.rule`, no copies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import FunctionType
from typing import Any

from hundra.engines.queueing import rule
from hundra.engines.queueing.simulation.kernel.compiling import (
    entry_with_memory,
    inlined,
)


def _with_memory(function: Any, **called: Callable[..., Any]) -> Any:
    """The function, compiled, where it calls compiled functions instead of Python's."""
    return entry_with_memory(_twin(function, called))


def _twin(function: Any, called: Mapping[str, Any]) -> Any:
    names = {**function.__globals__, **called}
    return FunctionType(function.__code__, names, function.__name__, function.__defaults__)


needed_level = inlined(_twin(rule.needed_level, {}))
needs_reason = inlined(_twin(rule.needs_reason, {}))
may_ask = inlined(_twin(rule.may_ask, {}))
misfit = inlined(_twin(rule.misfit, {}))
_move_along = _with_memory(rule.move_along)
_place = _with_memory(rule.place, move_along=_move_along)
_best_of = _with_memory(rule.best_of)
_take_over = _with_memory(rule.take_over, place=_place)
_improve = _with_memory(rule.improve, best_of=_best_of, take_over=_take_over)
serve = _with_memory(rule.serve, place=_place, improve=_improve)
