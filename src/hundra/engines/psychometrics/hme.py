"""HME, Swedish employers' index of sustainable engagement (*hållbart medarbetarengagemang*).

Nine statements answered 1–5: three each of motivation, leadership and governance. As Kolada (RKA)
defines it: each question's answers become 0–100 and its index is their mean; a sub-index is the
mean of its three questions' indices, the total of all nine. So it is a mean of questions' means,
not of persons' scores; they differ where someone skipped a question.

The interval is by linearisation (Särndal, Swensson & Wretman 1992, Model Assisted Survey Sampling,
5.5): person i moves the index by z_i = Σ_j r_ij (y_ij − ȳ_j) / (k n_j), and its variance is
n/(n − 1) Σ z_i². As a scale of an instrument HME has changes and verdicts like any other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from hundra.engines.psychometrics.instruments import Floats, Points
from hundra.engines.psychometrics.trees import Tree, sums_by_unit

QUESTIONS = 9
PARTS: dict[str, tuple[int, ...]] = {
    "total": tuple(range(QUESTIONS)),
    "motivation": (0, 1, 2),
    "leadership": (3, 4, 5),
    "governance": (6, 7, 8),
}
"""The indices, in the order of results, and their questions."""

KOLADA_INDICES = {
    "total": "U00200",
    "motivation": "U00201",
    "leadership": "U00202",
    "governance": "U00203",
}
KOLADA_QUESTIONS = tuple(f"U003{place:02}" for place in range(QUESTIONS))
KOLADA_RATE = "N00898"
"""Per cent of those asked who answered."""

KOLADA_LEAST = 10
"""Answers that Kolada asks for, or the figure is marked as secret."""


@dataclass(frozen=True, kw_only=True)
class Hme:
    """Each unit with all under it. `questions`: units × 9; the others units × PARTS.

    `n`: people who answered any question. NaN where a question of the index has no answer, and no
    interval with fewer than two people.
    """

    n: Floats
    questions: Floats
    index: Floats
    low: Floats
    high: Floats


def hme_of(tree: Tree, units: ArrayLike, points: Points, *, confidence: float = 0.95) -> Hme:
    """Of points 0–100 (persons × the nine questions in Kolada's order, NaN where missing)."""
    if points.shape[1] != QUESTIONS:
        raise ValueError(f"HME has {QUESTIONS} questions")
    answered = ~np.isnan(points)
    has = answered.astype(np.float64)
    given = np.where(answered, points, np.float32(0)).astype(np.float64)
    people = np.asarray(units, dtype=np.int64)
    both = _pairs(tree, people, has, has)
    counts = np.diagonal(both, axis1=1, axis2=2)
    first = _pairs(tree, people, given, has)
    totals = np.diagonal(first, axis1=1, axis2=2)
    questions = np.divide(totals, counts, out=np.full(totals.shape, np.nan), where=counts > 0)
    products = _pairs(tree, people, given, given)
    means = np.nan_to_num(questions)
    strayed = products - means[:, np.newaxis, :] * first
    strayed -= means[:, :, np.newaxis] * first.transpose(0, 2, 1)
    strayed += means[:, :, np.newaxis] * means[:, np.newaxis, :] * both
    n = tree.up(np.bincount(people[answered.any(axis=1)], minlength=len(tree)))
    index, error = _indices(questions, counts, strayed, n)
    half = special.stdtrit(np.maximum(n - 1, 1), (1 + confidence) / 2)[:, np.newaxis] * error
    return Hme(
        n=n,
        questions=questions,
        index=index,
        low=np.maximum(index - half, 0.0),
        high=np.minimum(index + half, 100.0),
    )


def _pairs(tree: Tree, units: np.ndarray, left: Floats, right: Floats) -> Floats:
    """Sums of every product of two columns, by unit. Units × 9 × 9."""
    products = (left[:, :, np.newaxis] * right[:, np.newaxis, :]).reshape(len(left), -1)
    sums = tree.up(sums_by_unit(units, products, len(tree)))
    return sums.reshape(len(tree), QUESTIONS, QUESTIONS)


def _indices(
    questions: Floats, counts: Floats, strayed: Floats, n: Floats
) -> tuple[Floats, Floats]:
    """Indices and their standard errors, in the order of PARTS."""
    index = np.empty((len(n), len(PARTS)))
    error = np.full(index.shape, np.nan)
    enough = n > 1
    for place, columns in enumerate(PARTS.values()):
        those = list(columns)
        index[:, place] = questions[:, those].mean(axis=1)
        weights = 1 / np.maximum(counts[:, those], 1.0) / len(those)
        part = strayed[:, those][:, :, those]
        squares = np.einsum("uj,ujk,uk->u", weights, part, weights)
        factor = n[enough] / (n[enough] - 1)
        error[enough, place] = np.sqrt(factor * np.maximum(squares[enough], 0.0))
    return index, error
