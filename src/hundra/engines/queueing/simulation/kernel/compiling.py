"""How the kernel is compiled: once on each machine (kept on disk), without Python's lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from numba import njit

Function = TypeVar("Function", bound=Callable[..., object])


def inlined(function: Function) -> Function:
    """Of the kernel's inside, where most time goes: becomes a part of whoever calls it.

    A call would hand over all of `State`, a hundred words and more; without them it is twice as
    fast. Called by compiled functions alone; makes no arrays or lists, so that references to
    arrays need not be counted either.
    """
    return _compiled(
        function, no_cpython_wrapper=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True
    )


def compiled(function: Function) -> Function:
    """The same where little time goes: called, which makes less to compile."""
    return _compiled(function, no_cpython_wrapper=True, no_cfunc_wrapper=True, _nrt=False)


def entry(function: Function) -> Function:
    """Called from Python too, and makes no arrays or lists."""
    return _compiled(function, no_cfunc_wrapper=True, _nrt=False)


def entry_with_memory(function: Function) -> Function:
    """Called from Python or by its like, and may make arrays and lists."""
    return _compiled(function, no_cfunc_wrapper=True)


def _compiled(function: Function, **options: Any) -> Function:
    twin: Function = njit(cache=True, nogil=True, **options)(function)
    return twin
