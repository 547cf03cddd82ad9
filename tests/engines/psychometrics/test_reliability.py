"""Alpha, omega and items, against published figures and other programs."""

import io

import numpy as np
import pytest
from statsmodels.multivariate.factor import Factor

from hundra.engines.psychometrics import (
    Instrument,
    Item,
    Scale,
    Tree,
    points_of,
    reliabilities,
    scores_of,
    wave_of,
)
from hundra.engines.psychometrics.reliability import (
    alpha_interval,
    alpha_of,
    omega_of,
    one_factor,
)

# Chatterjee & Price 1977, Regression Analysis by Example: seven ratings of 30 departments (in R as
# `attitude`, which the help of psych::alpha analyses).
ATTITUDE = np.loadtxt(
    io.StringIO(
        """43 51 30 39 61 92 45
63 64 51 54 63 73 47
71 70 68 69 76 86 48
61 63 45 47 54 84 35

81 78 56 66 71 83 47
43 55 49 44 54 49 34
58 67 42 56 66 68 35
71 75 50 55 70 66 41

72 82 72 67 71 83 31
67 61 45 47 62 80 41
64 53 53 58 58 67 34
67 60 47 39 59 74 41

69 62 57 42 55 63 25
68 83 83 45 59 77 35
77 77 54 72 79 77 46
81 90 50 72 60 54 36

74 85 64 69 79 79 63
65 60 65 75 55 80 60
65 70 46 57 75 85 46
50 58 68 54 64 78 52

50 40 33 34 43 64 33
64 61 52 62 66 80 41
53 66 52 50 63 80 37
40 37 42 58 50 57 49

63 54 42 48 66 75 33
66 77 66 63 88 76 72
78 75 58 74 80 78 49
48 57 44 45 51 83 38

85 85 71 71 77 74 55
82 82 39 59 64 78 39"""
    )
)
CODES = ("rating", "complaints", "privileges", "learning", "raises", "critical", "advance")
WHOLE = Instrument(
    tuple(Item(code, tuple(range(101))) for code in CODES), (Scale("attitude", CODES),)
)


@pytest.fixture(scope="module")
def points() -> np.ndarray:
    return points_of(WHOLE, ATTITUDE)


def test_alpha_of_the_attitude_data(points: np.ndarray) -> None:
    (found,) = reliabilities(WHOLE, points, scores_of(WHOLE, points))
    # psych::alpha(attitude): raw_alpha 0.84, Feldt 0.74 to 0.92, mean 60, sd 8.2.
    assert found.alpha == pytest.approx(0.84, abs=0.005)
    assert (found.alpha_low, found.alpha_high) == pytest.approx((0.74, 0.92), abs=0.005)
    assert (found.mean, found.deviation) == pytest.approx((60, 8.2), abs=0.5)
    assert (found.n, found.scored, found.floor, found.ceiling) == (30, 30, 0, 0)
    assert not found.has_no_room


def test_items_of_the_attitude_data(points: np.ndarray) -> None:
    (found,) = reliabilities(WHOLE, points, scores_of(WHOLE, points))
    # The columns r.drop, raw_alpha "if an item is dropped", mean and sd of the same output.
    rest = [0.67, 0.74, 0.56, 0.71, 0.79, 0.27, 0.46]
    without = [0.81, 0.80, 0.83, 0.80, 0.80, 0.86, 0.84]
    assert [one.code for one in found.items] == list(CODES)
    np.testing.assert_allclose([one.with_rest for one in found.items], rest, atol=0.006)
    np.testing.assert_allclose([one.alpha_without for one in found.items], without, atol=0.006)
    np.testing.assert_allclose(
        [one.mean for one in found.items], [65, 67, 53, 56, 65, 75, 43], atol=0.51
    )
    np.testing.assert_allclose(
        [one.deviation for one in found.items], [12.2, 13.3, 12.2, 11.7, 10.4, 9.9, 10.3], atol=0.06
    )


def test_feldts_interval_as_published() -> None:
    # ci.cronbach(.05, .85, 7, 89) in the R package statpsych, which follows Feldt 1965: n (k − 1)
    # degrees of freedom where Feldt et al. 1987 have (n − 1)(k − 1).
    assert alpha_interval(0.85, 89, 7) == pytest.approx((0.7971254, 0.8931436), abs=1e-4)


def test_the_factor_is_that_of_statsmodels(points: np.ndarray) -> None:
    loadings, errors = one_factor(np.corrcoef(ATTITUDE.T))
    theirs = Factor(endog=ATTITUDE, n_factor=1, method="ml").fit()
    np.testing.assert_allclose(loadings, np.abs(theirs.loadings[:, 0]), atol=2e-3)
    np.testing.assert_allclose(errors, theirs.uniqueness, atol=3e-3)


def test_the_truth_behind_many_answers_is_found() -> None:
    rng = np.random.default_rng(3)
    loadings, errors = np.array([0.9, 0.7, 0.5, 0.6]), np.array([0.3, 0.5, 0.9, 0.4])
    truth = loadings.sum() ** 2 / (loadings.sum() ** 2 + errors.sum())
    view = rng.normal(size=(40_000, 1))
    answers = view * loadings + rng.normal(size=(40_000, 4)) * np.sqrt(errors)
    covariance = np.cov(answers.T)
    assert omega_of(covariance) == pytest.approx(truth, abs=0.005)
    # Alpha is too low where items load differently.
    assert alpha_of(covariance) < omega_of(covariance)


def test_alpha_and_omega_agree_where_all_items_load_alike() -> None:
    covariance = np.full((5, 5), 0.4) + np.eye(5) * 0.6
    assert alpha_of(covariance) == pytest.approx(5 * 0.4 / (1 + 4 * 0.4))
    assert omega_of(covariance) == pytest.approx(alpha_of(covariance), abs=1e-4)


def test_alpha_can_be_added_up() -> None:
    items = tuple(Item(code) for code in "abcde")
    scales = (Scale("x", ("a", "b", "c")), Scale("one", ("b",)), Scale("y", ("e", "a")))
    instrument = Instrument(items, scales)
    rng = np.random.default_rng(4)
    answers = np.clip(rng.integers(1, 4, (60, 1)) + rng.integers(-1, 3, (60, 5)), 1, 5)
    answers[rng.random(answers.shape) < 0.1] = -1
    points = points_of(instrument, answers.astype(np.int8))
    whole = reliabilities(instrument, points, scores_of(instrument, points))
    units = rng.integers(0, 3, len(answers))
    found = wave_of(instrument, Tree(np.array([-1, 0, 0])), units, answers, population=[60] * 3)
    np.testing.assert_allclose(found.reliability, [whole[0].alpha, 0, whole[2].alpha], rtol=1e-6)


def test_two_items_have_alpha_but_no_omega() -> None:
    covariance = np.array([[1.0, 0.5], [0.5, 1.0]])
    assert alpha_of(covariance) == pytest.approx(2 * 0.5 / 1.5)
    assert np.isnan(omega_of(covariance))


def test_what_cannot_be_measured_is_nan() -> None:
    items = (Item("a"), Item("b"), Item("c"))
    instrument = Instrument(items, (Scale("alone", ("a",)), Scale("all", ("a", "b", "c"))))
    points = points_of(instrument, np.full((20, 3), 3, np.int8))
    alone, all_ = reliabilities(instrument, points, scores_of(instrument, points))
    assert np.isnan([alone.alpha, alone.omega, all_.alpha, all_.omega, all_.alpha_low]).all()
    alike = wave_of(instrument, Tree(np.array([-1])), [0] * 20, [[3] * 3] * 20, population=[20])
    np.testing.assert_array_equal(alike.reliability, [0, 0])
    none = reliabilities(instrument, points[:0], scores_of(instrument, points[:0]))
    assert none[1].n == 0
    assert np.isnan(none[1].mean)


def test_only_whole_answers_count_but_every_score() -> None:
    instrument = Instrument((Item("a"), Item("b")), (Scale("s", ("a", "b")),))
    answers = np.array([[1, 1], [5, 5], [3, 4], [5, -1]], np.int8)
    points = points_of(instrument, answers)
    (found,) = reliabilities(instrument, points, scores_of(instrument, points))
    assert (found.n, found.scored) == (3, 4)
    assert (found.floor, found.ceiling) == (0.25, 0.5)
    assert found.has_no_room
