"""Child processes that end when they should."""

import ctypes
import os
import signal
import time
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def wait_until(condition: Callable[[], bool], *, seconds: float) -> bool:
    """Whether it came true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def end_with_parent(signal_number: int) -> Callable[[], None]:
    """For `preexec_fn`: Linux sends the child this signal when its parent dies, however it dies."""
    libc = ctypes.CDLL(None)
    parent = os.getpid()

    def arrange() -> None:
        _ask_for_signal(libc, signal_number)
        if os.getppid() != parent:  # It died in between.
            os.kill(os.getpid(), signal.SIGKILL)

    return arrange


def end_myself_with_parent(signal_number: int) -> None:
    """The same for this process, where its parent can't arrange it."""
    _ask_for_signal(ctypes.CDLL(None), signal_number)


def _ask_for_signal(libc: ctypes.CDLL, signal_number: int) -> None:
    libc.prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0)
