"""HME by Kolada's definition."""

import numpy as np
import pytest
from tests.engines.psychometrics.made import ROOT

from hundra.engines.psychometrics import Tree
from hundra.engines.psychometrics.hme import KOLADA_INDICES, KOLADA_QUESTIONS, PARTS, hme_of

TREE = Tree(np.array([-1, 0, 0]))


def _points(rng: np.random.Generator, people: int) -> np.ndarray:
    lasting = rng.integers(0, 3, (people, 1))
    points = (25 * (lasting + rng.integers(0, 3, (people, 9)))).astype(np.float32)
    points[rng.random(points.shape) < 0.1] = np.nan
    return points


def test_indices_are_means_of_the_questions_means() -> None:
    points = np.array(
        [[100, 50, 75, 0, 25, 50, 100, 100, 100], [50, 50, 25, 50, 25, np.nan, 0, 50, 100]],
        np.float32,
    )
    found = hme_of(ROOT, [0, 0], points)
    questions = [75, 50, 50, 25, 25, 50, 50, 75, 100]
    np.testing.assert_allclose(found.questions[0], questions)
    np.testing.assert_allclose(
        found.index[0], [np.mean(questions), 175 / 3, 100 / 3, 75], rtol=1e-6
    )
    assert list(PARTS) == ["total", "motivation", "leadership", "governance"]
    assert KOLADA_INDICES["total"] == "U00200"
    assert KOLADA_QUESTIONS[0] == "U00300"
    assert KOLADA_QUESTIONS[8] == "U00308"


def test_units_are_what_they_would_be_alone() -> None:
    rng = np.random.default_rng(1)
    points, units = _points(rng, 90), rng.integers(0, 3, 90)
    found = hme_of(TREE, units, points)
    for unit, those in ((0, units >= 0), (1, units == 1), (2, units == 2)):
        alone = hme_of(ROOT, [0] * int(those.sum()), points[those])
        for name in ("n", "questions", "index", "low", "high"):
            np.testing.assert_allclose(getattr(found, name)[unit], getattr(alone, name)[0])


def test_with_every_question_answered_it_is_the_mean_of_persons() -> None:
    rng = np.random.default_rng(2)
    points = np.nan_to_num(_points(rng, 40), nan=50)
    found = hme_of(ROOT, [0] * 40, points)
    persons = points.mean(axis=1)
    half = 2.022691 * persons.std(ddof=1) / 40**0.5  # Student's t, 39 degrees of freedom
    assert found.index[0, 0] == pytest.approx(persons.mean(), abs=1e-4)
    assert found.high[0, 0] - found.index[0, 0] == pytest.approx(half, rel=1e-4)


def test_the_interval_is_what_resampling_says() -> None:
    rng = np.random.default_rng(3)
    points = _points(rng, 150)
    found = hme_of(ROOT, [0] * 150, points)
    again = [np.nanmean(points[rng.integers(0, 150, 150)], axis=0).mean() for _ in range(2000)]
    assert (found.high - found.index)[0, 0] / 1.976 == pytest.approx(np.std(again), rel=0.06)


def test_a_question_without_answers_has_no_index() -> None:
    points = np.full((3, 9), 50, np.float32)
    points[:, 0] = np.nan
    found = hme_of(ROOT, [0] * 3, points)
    np.testing.assert_array_equal(np.isnan(found.index[0]), [True, True, False, False])


def test_nine_questions() -> None:
    with pytest.raises(ValueError, match="9"):
        hme_of(ROOT, [0], np.zeros((1, 8), np.float32))
