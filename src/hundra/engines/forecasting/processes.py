"""Log rates behind counts: a Gaussian process seen through Poisson–gamma counts.

Counts are Poisson given a rate, and rates vary more than a smooth mean: Var N = μ + σ²μ². The log
of the mean is a Gaussian process whose covariance is a sum of components, each a known matrix
times an unknown variance. Means come by penalised quasi-likelihood (Breslow & Clayton 1993),
variances by the working model's marginal likelihood with weak priors (empirical Bayes): this is
the shrinkage of everything in the engine. Residuals are clipped (Huber), so that a day that cannot
be explained does not draw the rest with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.linalg.lapack import dpotri
from scipy.optimize import minimize

from hundra.engines.forecasting.grid import Floats

CLIP = 3.0
"""Residuals beyond so many standard deviations count as this many."""
ROUNDS = 8
LEAST_RATE = 1e-6
CONVERGED = 1e-4
MANY = 30.0


@dataclass(frozen=True)
class Component:
    """A part of the covariance: `matrix` times a variance around `variance`.

    `spread`: how unsure that is, as a standard deviation of the variance's log; 0: as given.
    """

    name: str
    matrix: Floats
    variance: float
    spread: float = 0.0


@dataclass(frozen=True)
class Seen:
    """Counts under `exposure` (what a rate of one would give); `noise`: σ² of their rates."""

    counts: Floats
    exposure: Floats

    @property
    def rates(self) -> Floats:
        share = 0.5 * self.exposure.sum() / self._total
        return np.asarray((self.counts + 0.5) / (self.exposure + share), dtype=np.float64)

    @property
    def _total(self) -> float:
        return max(1.0, float(self.counts.sum()))


@dataclass(frozen=True)
class Fitted:
    """The process at what was seen: `log_rates`, the working residuals and their variances."""

    centre: float
    log_rates: Floats
    working: Floats
    error: Floats
    weights: Floats
    """(K + R)⁻¹ (z − m): multiply by a covariance with anything else to predict it."""
    factor: tuple[Floats, bool]

    def predict(self, across: Floats) -> Floats:
        """Log rates where the covariance with what was seen is `across` (new × seen)."""
        return np.asarray(self.centre + across @ self.weights, dtype=np.float64)

    def covariance(self, across: Floats, own: Floats) -> Floats:
        """Posterior covariance of new log rates with prior covariance `own`."""
        return np.asarray(own - across @ cho_solve(self.factor, across.T), dtype=np.float64)


@dataclass(frozen=True)
class Estimate:
    """`variances` by component, the `noise`, and the log likelihood with its priors."""

    variances: dict[str, float]
    noise: float
    evidence: float


def fit(seen: Seen, covariance: Floats, noise: float, *, centre: float | None = None) -> Fitted:
    """The log rates' posterior mode and its Gaussian approximation.

    `centre`: the process's mean; by default the log of the overall rate.
    """
    total = max(float(seen.counts.sum()), 0.5)
    mean = np.log(total / max(float(seen.exposure.sum()), LEAST_RATE)) if centre is None else centre
    log_rates = _start(seen, float(mean))
    for _ in range(ROUNDS):
        working, error = _working(seen, log_rates, noise)
        factor = cho_factor(covariance + np.diag(error), lower=True, check_finite=False)
        weights = cho_solve(factor, working - mean, check_finite=False)
        moved = mean + covariance @ weights
        change = float(np.abs(moved - log_rates).max(initial=0.0))
        log_rates = log_rates + np.clip(moved - log_rates, -2.0, 2.0)
        if change < CONVERGED:
            break
    return Fitted(float(mean), log_rates, working, error, weights, factor)


def _start(seen: Seen, mean: float) -> Floats:
    """Between the overall rate and each own, by how much each has been seen."""
    own = np.log(seen.rates)
    trust = seen.counts / (seen.counts + 4.0)
    return np.asarray(mean + trust * (own - mean), dtype=np.float64)


def _working(seen: Seen, log_rates: Floats, noise: float) -> tuple[Floats, Floats]:
    means = np.maximum(seen.exposure * np.exp(np.clip(log_rates, -30, 30)), LEAST_RATE)
    error = 1.0 / means + noise
    residual = (seen.counts - means) / means
    # The log for large counts, which quasi-likelihood's linear residual would exaggerate.
    logs = np.log(np.maximum(seen.counts, 0.5) / means)
    residual = np.where(means > MANY, logs, residual)
    bound = CLIP * np.sqrt(error)
    return log_rates + np.clip(residual, -bound, bound), error


def estimate(
    fits: Sequence[Fitted],
    components: Sequence[Component],
    noise: tuple[float, float, float],
) -> Estimate:
    """The components' variances and the noise, shared by all `fits`, that explain them best.

    `noise`: now, expected, and the spread of its log (0: fixed). Maximises the marginal
    likelihood of the working residuals times log-normal priors by L-BFGS.
    """
    free = [one for one in components if one.spread > 0]
    fixed = sum(
        (one.variance * one.matrix for one in components if one.spread == 0),
        np.zeros_like(components[0].matrix),
    )
    now, expected, spread = noise
    centres = np.log([*(one.variance for one in free), expected])
    spreads = np.array([*(one.spread for one in free), spread or 1e-3])
    base = [(one.working - one.centre, one.error - now) for one in fits]

    def loss(logs: Floats) -> tuple[float, Floats]:
        variances = np.exp(logs)
        covariance = fixed + sum(v * one.matrix for v, one in zip(variances, free, strict=False))
        value, slope = 0.0, np.zeros(len(logs))
        for residual, poisson in base:
            one, grad = _evidence(residual, covariance, poisson + variances[-1], free, variances)
            value, slope = value + one, slope + grad
        away = (logs - centres) / spreads
        return value + 0.5 * float(away @ away), slope + away / spreads

    found = minimize(
        loss,
        centres,
        jac=True,
        method="L-BFGS-B",
        bounds=[
            (centre - 6 * s, centre + 6 * s) for centre, s in zip(centres, spreads, strict=True)
        ],
        options={"maxiter": 25, "ftol": 1e-5},
    )
    variances = np.exp(found.x)
    by_name = {one.name: float(v) for one, v in zip(free, variances, strict=False)}
    return Estimate(by_name, float(variances[-1]), -float(found.fun))


def _evidence(
    residual: Floats,
    covariance: Floats,
    error: Floats,
    free: Sequence[Component],
    variances: Floats,
) -> tuple[float, Floats]:
    """Minus the log likelihood and its slope in the log of each variance (last: the noise)."""
    lower, _ = factor = cho_factor(covariance + np.diag(error), lower=True, check_finite=False)
    weights = cho_solve(factor, residual, check_finite=False)
    value = 0.5 * float(residual @ weights) + float(np.log(np.diag(lower)).sum())
    triangle, _ = dpotri(lower, lower=1)
    inverse = np.tril(triangle) + np.tril(triangle, -1).T
    left = inverse - np.outer(weights, weights)
    slope = [
        0.5 * v * float(np.einsum("ij,ij->", left, one.matrix))
        for v, one in zip(variances, free, strict=False)
    ]
    return value, np.array([*slope, 0.5 * float(variances[-1] * np.trace(left))])


def total(components: Sequence[Component], found: dict[str, float]) -> Floats:
    """The components' sum with the variances found (as given where none was)."""
    matrices = [found.get(one.name, one.variance) * one.matrix for one in components]
    return np.asarray(sum(matrices), dtype=np.float64)
