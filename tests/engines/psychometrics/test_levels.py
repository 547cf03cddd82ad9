"""Means with intervals: against Student, statsmodels, and staffs whose truth is known."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from tests.engines.psychometrics.made import ROOT, wave

from hundra.engines.psychometrics import Instrument, Item, Scale, Tree, levels_of, wave_of
from hundra.engines.psychometrics.means import mean_of, moments_of

SCORES = [50.0, 75, 75, 100, 50, 75, 100, 25]


def test_one_unit_is_students_interval() -> None:
    found = levels_of(wave([0] * 8, SCORES))
    expected = stats.ttest_1samp(SCORES, 0).confidence_interval()
    assert found.mean[0, 0] == np.mean(SCORES)
    assert (found.low[0, 0], found.high[0, 0]) == pytest.approx(tuple(expected))
    assert found.degrees[0, 0] == 7


def test_it_is_the_interval_of_sums_too() -> None:
    found, sums = levels_of(wave([0] * 8, SCORES)), mean_of(moments_of(SCORES))
    assert sums is not None
    assert (found.low[0, 0], found.high[0, 0]) == pytest.approx((sums.low, sums.high), abs=0.01)


def test_all_alike_are_not_certain() -> None:
    found, sums = levels_of(wave([0] * 7, [100] * 7)), mean_of(moments_of([100.0] * 7))
    assert sums is not None
    assert (found.low[0, 0], found.high[0, 0]) == pytest.approx((sums.low, sums.high))


def test_one_answer_has_a_mean_and_no_interval() -> None:
    found = levels_of(wave([0, 1], [50, 60], Tree(np.array([-1, -1, -1]))))
    np.testing.assert_array_equal(found.mean[:, 0], [50, 60, np.nan])
    assert np.isnan(found.low).all()


def test_alike_in_one_unit_borrows_from_the_others() -> None:
    rng = np.random.default_rng(0)
    units = np.repeat(np.arange(20), 8)
    scores = np.clip(rng.normal(60, 20, 160), 0, 100)
    scores[units == 3] = 75
    found = levels_of(wave(units, scores, Tree(np.full(20, -1))))
    assert 5 < found.error[3, 0] < 9


def test_balanced_units_are_statsmodels_clusters() -> None:
    rng = np.random.default_rng(1)
    units = np.repeat(np.arange(1, 13), 9)
    scores = 60 + rng.normal(0, 8, 13)[units] + rng.normal(0, 15, 108)
    found = levels_of(wave(units, scores, Tree(np.array([-1] + [0] * 12))))
    scores32 = scores.astype(np.float32).astype(float)
    theirs = sm.OLS(scores32, np.ones(108)).fit(cov_type="cluster", cov_kwds={"groups": units})
    assert found.error[0, 0] == pytest.approx(theirs.bse[0])


def test_the_correction_for_a_finite_staff() -> None:
    # Cochran 1977, 2.8: the standard error is s/√n · √(1 − f); with response errors 1 − ρ f.
    spread = np.std(SCORES, ddof=1) / 8**0.5
    for reliability in (0.0, 0.6, 1.0):
        found = levels_of(wave([0] * 8, SCORES, population=[10], reliability=[reliability]))
        assert found.error[0, 0] == pytest.approx(spread * (1 - reliability * 0.8) ** 0.5)
    everybody = levels_of(wave([0] * 8, SCORES, population=[8], reliability=[1.0]))
    assert everybody.low[0, 0] == everybody.high[0, 0] == everybody.mean[0, 0]


def test_reliability_is_the_waves_alpha_when_the_staff_is_known() -> None:
    instrument = Instrument((Item("a"), Item("b")), (Scale("s", ("a", "b")),))
    answers = np.array([[1, 1], [2, 3], [5, 5], [4, 3], [2, 2]], np.int8)
    known = wave_of(instrument, ROOT, [0] * 5, answers, population=[6])
    covariance = np.cov(25.0 * answers.T)
    assert known.reliability[0] == pytest.approx(2 * (1 - covariance.trace() / covariance.sum()))
    assert wave_of(instrument, ROOT, [0] * 5, answers).reliability[0] == 0


@pytest.mark.parametrize("answering", [0.5, 0.8, 0.95])
def test_nineteen_in_twenty_intervals_hold_the_staffs_mean(answering: float) -> None:
    """3,000 staffs of 14; who answers is chance, and each answer strays from what they think."""
    rng = np.random.default_rng(5)
    views = rng.normal(55, 12, (3000, 14))
    strayed = views + rng.normal(0, 8, views.shape)
    answers = rng.random(views.shape) < answering
    units = np.repeat(np.arange(3000), 14).reshape(views.shape)
    reliability = 12**2 / (12**2 + 8**2)
    found = levels_of(
        wave(
            units[answers],
            strayed[answers],
            Tree(np.full(3000, -1)),
            population=np.full(3000, 14),
            reliability=[reliability],
        )
    )
    truth = views.mean(axis=1)
    there = found.n[:, 0] > 1
    covers = (found.low[:, 0] <= truth) & (truth <= found.high[:, 0])
    assert 0.935 <= covers[there].mean() <= 0.965


def _organisations(rng: np.random.Generator) -> tuple[Tree, np.ndarray, np.ndarray, np.ndarray]:
    """500 organisations of ten units of twelve, alike within units; some answer, uneven by unit."""
    parents = np.concatenate([np.full(500, -1), np.repeat(np.arange(500), 10)])
    home = np.repeat(np.arange(500, 5500), 12)
    views = 55 + rng.normal(0, 7, 5500)[home] + rng.normal(0, 15, len(home))
    answers = rng.random(len(home)) < rng.uniform(0.3, 1.0, 5500)[home]
    return Tree(parents), home, views, answers


def test_units_that_answer_unevenly_are_allowed_for() -> None:
    rng = np.random.default_rng(6)
    tree, home, views, answers = _organisations(rng)
    population = np.bincount(home, minlength=len(tree))
    found = levels_of(
        wave(home[answers], views[answers], tree, population=population, reliability=[1.0])
    )
    truth = tree.up(np.bincount(home, weights=views, minlength=len(tree))) / tree.up(population)
    covers = (found.low[:, 0] <= truth) & (truth <= found.high[:, 0])
    assert 0.92 <= covers[:500].mean() <= 0.97


def test_without_staffs_the_units_are_a_sample_of_units() -> None:
    rng = np.random.default_rng(7)
    tree, home, views, answers = _organisations(rng)
    found = levels_of(wave(home[answers], views[answers], tree))
    covers = (found.low[:, 0] <= 55) & (found.high[:, 0] >= 55)
    assert 0.93 <= covers[:500].mean() <= 0.97
    alone = 1.96 * views.std() / np.sqrt(found.n[:500, 0])
    assert (np.abs(found.mean[:500, 0] - 55) <= alone).mean() < 0.85


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from([0, 25, 50, 75, 100])), max_size=60))
def test_means_are_of_all_under_and_lie_in_their_intervals(given_: list[tuple[int, int]]) -> None:
    tree = Tree(np.array([-1, 0, 0, 1, 1]))
    units = np.array([unit for unit, _ in given_], dtype=int)
    scores = np.array([score for _, score in given_], dtype=float)
    found = levels_of(wave(units, scores.reshape(-1, 1), tree))
    under = {0: range(5), 1: (1, 3, 4), 2: (2,), 3: (3,), 4: (4,)}
    for unit, those in under.items():
        own = scores[np.isin(units, list(those))]
        assert found.n[unit, 0] == len(own)
        if len(own):
            assert found.mean[unit, 0] == pytest.approx(own.mean())
        if len(own) > 1:
            assert 0 <= found.low[unit, 0] <= found.mean[unit, 0] + 1e-9
            assert found.mean[unit, 0] - 1e-9 <= found.high[unit, 0] <= 100


@pytest.mark.parametrize(
    ("more", "says"),
    [({"population": [7]}, "population"), ({"population": [1, 2]}, "population")],
)
def test_a_staff_smaller_than_its_answers_is_refused(more: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        wave([0] * 8, SCORES, **more)


def test_people_must_have_units_of_the_tree() -> None:
    with pytest.raises(ValueError, match="not in the tree"):
        wave([0, 1], [50, 50])
