"""Erlang's formulas: one kind of call, equal servers, Poisson arrivals, exponential talks.

`load` is the arrivals per second times the mean handling in seconds (erlangs), any real number
from 0; `servers` any real number from 0 too, so that derivatives and half-time guides make sense.
Times are in units of the mean handling where nothing else is said.

- B (loss): Erlang, A. K. (1917). "Løsning af nogle Problemer fra Sandsynlighedsregningen af
  Betydning for de automatiske Telefoncentraler". For a real number of servers: Jagerman, D. L.
  (1974), "Some properties of the Erlang loss function", Bell System Technical Journal 53.
- C (delay): Erlang (1917).
- A (patience): Palm, C. (1957), "Research on telephone traffic carried by full availability
  groups", Tele 1; Garnett, O., Mandelbaum, A. & Reiman, M. (2002), "Designing a call center with
  impatient customers", Manufacturing & Service Operations Management 4.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

_ENOUGH = 1e-17
_MANY_TERMS = 2000
_LARGE = 1e250
_LARGEST_EXPONENT = 700
_LONGEST_FRACTION = 100_000


def erlang_b(servers: float, load: float) -> float:
    """The share of calls lost when nobody waits.

    B(n, a) = (aⁿ/n!) / Σₖ₌₀ⁿ aᵏ/k!, by the recursion B(n) = a·B(n−1) / (n + a·B(n−1)), which
    neither overflows nor loses digits; below 1e-308 it is 0 (then see `log_erlang_b`). A real n
    starts at its fraction x, where 1/B(x, a) = a ∫₀^∞ e^{−at} (1+t)^x dt (Jagerman 1974).
    """
    _check(servers, load)
    if load == 0:
        return 1.0 if servers == 0 else 0.0
    steps = math.floor(servers)
    number = servers - steps
    blocked: float = 1.0 if number == 0 else 1 / _inverse_of_fraction(number, load)
    for _ in range(steps):
        number += 1
        blocked = load * blocked / (number + load * blocked)
    return blocked


def log_erlang_b(servers: float, load: float) -> float:
    """The natural logarithm of `erlang_b`, also where that is too small for a number.

    By ln 1/B(n) = ln(1 + n/a · 1/B(n−1)), all in logarithms.
    """
    _check(servers, load)
    if load == 0:
        return 0.0 if servers == 0 else -math.inf
    steps = math.floor(servers)
    number = servers - steps
    log_inverse = 0.0 if number == 0 else math.log(_inverse_of_fraction(number, load))
    for _ in range(steps):
        number += 1
        grown = log_inverse + math.log(number / load)
        log_inverse = max(grown, 0.0) + math.log1p(math.exp(-abs(grown)))
    return -log_inverse


def _inverse_of_fraction(x: float, load: float) -> float:
    """1/B(x, a) for 0 < x < 1: e^a a^{−x} Γ(x+1, a), with Γ's upper incomplete function."""
    if load > 1:
        return load * _upper_fraction(x + 1, load)
    # γ(s, a) = a^s e^{−a} Σ aᵏ / (s(s+1)…(s+k)), and Γ(s, a) = Γ(s) − γ(s, a).
    term = total = 1 / (x + 1)
    number = x + 1
    while term > _ENOUGH * total:
        number += 1
        term *= load / number
        total += term
    return math.exp(load) * math.pow(load, -x) * math.gamma(x + 1) - load * total


def _upper_fraction(s: float, a: float) -> float:
    """e^a a^{−s} Γ(s, a) as Legendre's continued fraction, by Lentz's method."""
    b = a + 1 - s
    c = 1e300
    d = 1 / b
    value = d
    for step in range(1, _LONGEST_FRACTION):
        factor = -step * (step - s)
        b += 2
        d = 1 / (factor * d + b)
        c = b + factor / c
        change = c * d
        value *= change
        if abs(change - 1) < _ENOUGH * 10:
            break
    return value


def erlang_c(servers: float, load: float) -> float:
    """The share of calls that must wait when all wait as long as it takes; 1 when load ≥ servers.

    C = B / (1 − ρ(1 − B)) with ρ = a/n.
    """
    _check(servers, load)
    if load == 0:
        return 1.0 if servers == 0 else 0.0
    if load >= servers:
        return 1.0
    blocked = erlang_b(servers, load)
    return blocked / (1 - load / servers * (1 - blocked))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line without abandonment (M/M/n). Seconds are those of `handling_seconds`."""

    servers: float
    load: float
    handling_seconds: float
    delayed: float
    """The share that must wait (Erlang C)."""

    @property
    def occupancy(self) -> float:
        return min(self.load / self.servers, 1.0) if self.servers else 1.0

    @property
    def mean_wait_seconds(self) -> float:
        """C · h / (n − a); without end when load ≥ servers."""
        if self.load == 0 and self.servers > 0:
            return 0.0
        spare = self.servers - self.load
        return self.delayed * self.handling_seconds / spare if spare > 0 else math.inf

    def answered_within(self, seconds: float) -> float:
        """1 − C · e^{−(n−a) t/h}."""
        spare = max(self.servers - self.load, 0.0)
        return 1 - self.delayed * math.exp(-spare * seconds / self.handling_seconds)


def waiting(servers: float, *, calls_per_hour: float, handling_seconds: float) -> Waiting:
    """Erlang C with times."""
    load = _load(calls_per_hour, handling_seconds)
    return Waiting(servers, load, handling_seconds, erlang_c(servers, load))


@dataclass(frozen=True, slots=True)
class Impatient:
    """A line where those who wait give up (M/M/n+M, "Erlang A")."""

    servers: float
    load: float
    handling_seconds: float
    patience_seconds: float
    delayed: float
    """The share that must wait, if only until they give up."""
    abandoned: float
    """The share that gives up."""
    log_sum: float
    """ln A(nμ/θ, λ/θ), for the shares within a time."""

    @property
    def occupancy(self) -> float:
        return self.load * (1 - self.abandoned) / self.servers if self.servers else 1.0

    @property
    def mean_wait_seconds(self) -> float:
        """Of all, those who give up included: P(ab) = θ · E[W]."""
        return self.abandoned * self.patience_seconds

    def answered_within(self, seconds: float) -> float:
        """The share of all calls that is answered, and within the time.

        All answered less those answered later: with V the wait of one who never gives up and
        Ḡ the patience, ∫ₜ^∞ Ḡ(v) dP(V ≤ v) = P(W>0)/(ρA) · E(t) (A(t) − 1), where
        E(t) = exp(λ(1−e^{−θt})/θ − nμt) and A(t) = A(nμ/θ, λe^{−θt}/θ): Zeltyn & Mandelbaum
        (2005), "Call centers with impatient customers", Queueing Systems 51, for exponential Ḡ.
        """
        answered = 1 - self.abandoned
        if self.patience_seconds == 0 or self.delayed == 0 or self.servers == 0:
            return answered
        x = self.servers * self.patience_seconds / self.handling_seconds
        y = self.load * self.patience_seconds / self.handling_seconds
        left = y * math.exp(-seconds / self.patience_seconds)
        exponent = (y - left) - x * seconds / self.patience_seconds - self.log_sum
        further = math.exp(exponent + _log_palm_sum(x, left)) - math.exp(exponent)
        later = self.delayed * x / y * further
        return min(max(answered - later, 0.0), answered)


def impatient(
    servers: float, *, calls_per_hour: float, handling_seconds: float, patience_seconds: float
) -> Impatient:
    """Erlang A. `patience_seconds` is the mean; 0 is Erlang B. For endless patience: `waiting`.

    With x = nμ/θ, y = λ/θ, ρ = y/x, A = A(x, y) and B = B(n, a) (Palm 1957; Mandelbaum & Zeltyn
    2007, "Service engineering in action: the Palm/Erlang-A queue"):
    P(W>0) = A·B / (1 + (A−1)·B), P(ab | W>0) = 1/(ρA) + 1 − 1/ρ.
    """
    load = _load(calls_per_hour, handling_seconds)
    if not 0 <= patience_seconds < math.inf:
        raise ValueError("patience must be 0 or more, and end")
    log_blocked = log_erlang_b(servers, load)
    if patience_seconds == 0 or load == 0 or servers == 0:
        blocked = math.exp(log_blocked)
        return Impatient(servers, load, handling_seconds, patience_seconds, blocked, blocked, 0.0)
    x = servers * patience_seconds / handling_seconds
    y = load * patience_seconds / handling_seconds
    log_sum = _log_palm_sum(x, y)
    blocked = math.exp(log_blocked)
    odds = log_sum + log_blocked - math.log1p(-blocked) if blocked < 1 else math.inf
    delayed = 1 / (1 + math.exp(-odds)) if odds > -_LARGEST_EXPONENT else math.exp(odds)
    given_up = _given_up_if_delayed(x, y, log_sum)
    return Impatient(
        servers, load, handling_seconds, patience_seconds, delayed, delayed * given_up, log_sum
    )


def _given_up_if_delayed(x: float, y: float, log_sum: float) -> float:
    """1/(ρA) + 1 − 1/ρ = (y − x + x/A) / y, without losing digits where servers are many.

    There, with A(x, y) = 1 + u and A(x+1, y) = 1 + u', u(x+1) = y(1 + u') gives (u + y(u − u')) /
    (y(1 + u)).
    """
    if y > x:
        return (y - x + x * math.exp(-log_sum)) / y
    over = math.expm1(log_sum)
    return (over + y * (over - math.expm1(_log_palm_sum(x + 1, y)))) / (y * (1 + over))


def _log_palm_sum(x: float, y: float) -> float:
    """ln A(x, y) with A(x, y) = 1 + Σⱼ yʲ / ((x+1)…(x+j)) = x e^y y^{−x} γ(x, y)."""
    if y - x > _MANY_TERMS:
        return _log_palm_sum_from_peak(x, y)
    total = term = 1.0
    offset, number = 0.0, x
    while term > _ENOUGH * total:
        number += 1
        term *= y / number
        total += term
        if total > _LARGE:
            offset += math.log(total)
            term /= total
            total = 1.0
    return offset + math.log(total)


def _log_palm_sum_from_peak(x: float, y: float) -> float:
    """The same from the largest term, at j = y − x, out to both sides."""
    peak = math.floor(y - x)
    log_peak = peak * math.log(y) - (math.lgamma(x + peak + 1) - math.lgamma(x + 1))
    total = term = 1.0
    number = x + peak
    while term > _ENOUGH * total:
        number += 1
        term *= y / number
        total += term
    term, number = 1.0, x + peak
    while term > _ENOUGH * total and number > x:
        term *= number / y
        number -= 1
        total += term
    return log_peak + math.log(total)


def _load(calls_per_hour: float, handling_seconds: float) -> float:
    if handling_seconds <= 0:
        raise ValueError("handling must take some time")
    return calls_per_hour * handling_seconds / 3600


def _check(servers: float, load: float) -> None:
    if not (0 <= servers < math.inf and 0 <= load < math.inf):
        raise ValueError(f"not a number of servers and a load: {servers}, {load}")
