"""How many servers are needed: for a share within a time, a mean wait, an abandonment.

One kind of call, equal servers, as in `erlang`. Each is the smallest whole number that holds, by
halving between too few and enough: all goals only get better with one more server (Jagers & van
Doorn 1986, "On the continued Erlang loss function", Operations Research Letters 5).
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import partial
from statistics import NormalDist

from hundra.engines.queueing.erlang import Impatient, Waiting, erlang_b, impatient, waiting

_NORMAL = NormalDist()
MOST_SERVERS = 10_000_000
_FAR_OUT = 30


def servers_for_loss(load: float, share: float) -> int:
    """So that at most the share finds all taken (Erlang B)."""
    _check_share(share)
    return _smallest(lambda servers: erlang_b(servers, load) <= share, load)


def servers_for_share_in_time(
    *,
    calls_per_hour: float,
    handling_seconds: float,
    share: float,
    within_seconds: float,
    patience_seconds: float = math.inf,
) -> int:
    """So that at least the share of all calls is answered within the time.

    Without patience by Erlang C, else by Erlang A.
    """
    _check_share(share)

    def holds(servers: int) -> bool:
        line = _line(servers, calls_per_hour, handling_seconds, patience_seconds)
        return line.answered_within(within_seconds) >= share

    return _smallest(holds, calls_per_hour * handling_seconds / 3600)


def servers_for_share_of_each(
    calls_per_hour: Sequence[float],
    *,
    handling_seconds: float,
    share: float,
    within_seconds: float,
    patience_seconds: float = math.inf,
) -> list[int]:
    """`servers_for_share_in_time` for many loads at once, a tenth of the work for a month's.

    More calls never need fewer servers, so that what lies between two loads that need as many
    needs as many too, and else a number between theirs.
    """
    loads = sorted(set(calls_per_hour))
    if not loads:
        return []

    def holds(calls: float, servers: int) -> bool:
        line = _line(servers, calls, handling_seconds, patience_seconds)
        return line.answered_within(within_seconds) >= share

    def alone(calls: float) -> int:
        return servers_for_share_in_time(
            calls_per_hour=calls,
            handling_seconds=handling_seconds,
            share=share,
            within_seconds=within_seconds,
            patience_seconds=patience_seconds,
        )

    found = {loads[0]: alone(loads[0]), loads[-1]: alone(loads[-1])}
    spans = [(0, len(loads) - 1)]
    while spans:
        first, last = spans.pop()
        fewest, most = found[loads[first]], found[loads[last]]
        if fewest == most:
            found |= dict.fromkeys(loads[first:last], most)
        elif last - first > 1:
            middle = (first + last) // 2
            calls = loads[middle]
            found[calls] = fewest + bisect_left(
                range(fewest, most), True, key=partial(holds, calls)
            )
            spans += [(first, middle), (middle, last)]
    return [found[calls] for calls in calls_per_hour]


def servers_for_mean_wait(
    *,
    calls_per_hour: float,
    handling_seconds: float,
    mean_wait_seconds: float,
    patience_seconds: float = math.inf,
) -> int:
    """So that calls wait at most so long on average, those who give up included."""
    if mean_wait_seconds <= 0:
        raise ValueError("no number of servers brings the mean wait to nothing")

    def holds(servers: int) -> bool:
        line = _line(servers, calls_per_hour, handling_seconds, patience_seconds)
        return line.mean_wait_seconds <= mean_wait_seconds

    return _smallest(holds, calls_per_hour * handling_seconds / 3600)


def servers_for_abandonment(
    *, calls_per_hour: float, handling_seconds: float, patience_seconds: float, share: float
) -> int:
    """So that at most the share gives up (Erlang A)."""
    _check_share(share)

    def holds(servers: int) -> bool:
        hurried = impatient(
            servers,
            calls_per_hour=calls_per_hour,
            handling_seconds=handling_seconds,
            patience_seconds=patience_seconds,
        )
        return hurried.abandoned <= share

    return _smallest(holds, calls_per_hour * handling_seconds / 3600)


def square_root_staffing(load: float, delayed: float) -> float:
    """a + β√a servers, of which about the share `delayed` of calls must wait.

    β from Halfin, S. & Whitt, W. (1981), "Heavy-traffic limits for queues with many exponential
    servers", Operations Research 29: P(W>0) → 1 / (1 + β Φ(β)/φ(β)).
    """
    return load + quality(delayed) * math.sqrt(load)


def quality(delayed: float) -> float:
    """Halfin and Whitt's β for the share that must wait, by halving."""
    if not 0 < delayed < 1:
        raise ValueError("the share that waits must be between 0 and 1")
    low, high = 0.0, 40.0
    for _ in range(100):
        middle = (low + high) / 2
        if halfin_whitt(middle) > delayed:
            low = middle
        else:
            high = middle
    return high


def halfin_whitt(beta: float) -> float:
    """The share that must wait with a + β√a servers, in the limit of large loads; β ≥ 0."""
    return 1 / (1 + beta * _NORMAL.cdf(beta) / _NORMAL.pdf(beta))


def garnett(beta: float, patience_per_handling: float) -> float:
    """The same with patience; β of any sign.

    P(W>0) → 1 / (1 + (h(δ)/δ) (β/h(−β))) with δ = β√(μ/θ) and h = φ/(1 − Φ) (Garnett,
    Mandelbaum & Reiman 2002); at β = 0 its limit 1 / (1 + √(θ/μ)).
    """
    root = math.sqrt(patience_per_handling)
    return 1 / (1 + _hazard(beta * root) / (root * _hazard(-beta)))


def _hazard(x: float) -> float:
    """φ(x) / (1 − Φ(x)); far out by its asymptotic series."""
    if x > _FAR_OUT:
        return x + 1 / x - 2 / x**3
    return _NORMAL.pdf(x) / (math.erfc(x / math.sqrt(2)) / 2)


def _line(
    servers: int, calls_per_hour: float, handling_seconds: float, patience_seconds: float
) -> Waiting | Impatient:
    if math.isinf(patience_seconds):
        return waiting(servers, calls_per_hour=calls_per_hour, handling_seconds=handling_seconds)
    return impatient(
        servers,
        calls_per_hour=calls_per_hour,
        handling_seconds=handling_seconds,
        patience_seconds=patience_seconds,
    )


def _smallest(holds: Callable[[int], bool], load: float) -> int:
    """Between the load and more and more beyond it; holds(n) must stay true once it is."""
    if holds(0):
        return 0
    low, step = 0, max(1, math.ceil(math.sqrt(load)))
    high = math.ceil(load) + step
    while not holds(high):
        low, step = high, 2 * step
        high += step
        if high > MOST_SERVERS:
            raise ValueError("no number of servers is enough")
    while high - low > 1:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle
    return high


def _check_share(share: float) -> None:
    if not 0 < share < 1:
        raise ValueError("the share must be between 0 and 1")
