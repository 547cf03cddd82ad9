"""Threads let in one at a time, first come first served."""

from __future__ import annotations

import threading
import time

import pytest

from hundra.engines.text.turns import InTurn


def test_who_came_first_goes_first() -> None:
    turns, order = InTurn(), list[int]()

    def go(number: int) -> None:
        with turns:
            order.append(number)

    threads = [threading.Thread(target=go, args=(number,)) for number in range(6)]
    with turns:
        for waiting, thread in enumerate(threads, start=1):
            thread.start()
            while len(turns._waiting) < waiting:
                time.sleep(0.001)
    for thread in threads:
        thread.join()

    assert order == [0, 1, 2, 3, 4, 5]


def test_never_two_at_once_and_free_again_after_an_error() -> None:
    turns, inside, most = InTurn(), list[int](), list[int]()

    def go() -> None:
        for _ in range(200):
            with turns:
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=go) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with pytest.raises(ZeroDivisionError), turns:
        raise ZeroDivisionError
    with turns:
        pass

    assert max(most) == 1
    assert len(most) == 800
