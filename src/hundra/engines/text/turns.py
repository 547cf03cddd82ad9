"""One after the other, in the order they came."""

from __future__ import annotations

import threading
from collections import deque
from types import TracebackType


class InTurn:
    """A lock that is given to who has waited longest: `with turns: …`.

    Python runs one thread at a time, and a thread that lets go for a moment in numpy waits until
    another's time is up (5 ms). Many small steps by several threads at once thus take many times
    their work; one after the other they take it once. Python's own locks keep no order.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._taken = False

    def __enter__(self) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            gate = threading.Lock()
            gate.acquire()
            self._waiting.append(gate)
        gate.acquire()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False
