"""Changes between waves: against Welch, permutations, and changes that were planted."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from tests.engines.psychometrics.made import ROOT, wave

from hundra.engines.psychometrics import (
    VERDICTS,
    Good,
    Instrument,
    Item,
    Overlap,
    Scale,
    Tree,
    Verdict,
    changes_of,
    wave_of_scores,
)
from hundra.engines.psychometrics.differences import difference_variance

# Welch's test, example 1 of the article on it in Wikipedia: t = −2.46, 25.0 degrees, p = 0.021.
FIRST = [27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4]
SECOND = [27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 20.5, 24.4]
MANY = 2000
APART = Tree(np.full(MANY, -1))


def _ones(scores: list[float], good: Good = Good.HIGH, important: float = 5) -> object:
    instrument = Instrument((Item("a"),), (Scale("a", ("a",), good=good, important=important),))
    column = np.array(scores, np.float32).reshape(-1, 1)
    return wave_of_scores(instrument, ROOT, [0] * len(scores), column)


def _verdict(first: list[float], second: list[float], **more: object) -> Verdict:
    kind = {key: more.pop(key) for key in ("good", "important") if key in more}
    return changes_of(_ones(first, **kind), _ones(second, **kind), **more).verdict(0, 0)


def test_one_unit_is_welchs_test() -> None:
    found = changes_of(_ones(FIRST), _ones(SECOND))
    theirs = stats.ttest_ind(SECOND, FIRST, equal_var=False)
    assert found.p[0, 0] == pytest.approx(theirs.pvalue, rel=1e-4)
    assert found.p[0, 0] == pytest.approx(0.021, abs=5e-4)
    assert found.degrees[0, 0] == pytest.approx(25.0, abs=0.05)
    assert found.difference[0, 0] / found.error[0, 0] == pytest.approx(2.46, abs=5e-3)
    assert (found.low[0, 0], found.high[0, 0]) == pytest.approx(
        tuple(theirs.confidence_interval()), rel=1e-4
    )


def test_few_answers_agree_with_all_their_permutations() -> None:
    first, second = [25.0, 50, 50, 75, 25, 50, 0], [75.0, 100, 50, 75, 100, 75, 50, 75]

    def welch(x: np.ndarray, y: np.ndarray, axis: int) -> np.ndarray:
        error = np.sqrt(x.var(axis, ddof=1) / x.shape[axis] + y.var(axis, ddof=1) / y.shape[axis])
        return (x.mean(axis) - y.mean(axis)) / np.maximum(error, 1e-9)

    exact = stats.permutation_test(
        (first, second), welch, vectorized=True, n_resamples=10_000, axis=0
    )
    found = changes_of(_ones(first), _ones(second))
    assert found.p[0, 0] == pytest.approx(exact.pvalue, abs=0.01)


HIGH, LOW = [70.0, 80, 75, 85, 90, 75, 80, 85], [30.0, 40, 35, 45, 30, 25, 40, 35]


def test_the_four_words() -> None:
    assert _verdict(LOW, HIGH) is Verdict.BETTER
    assert _verdict(HIGH, LOW) is Verdict.WORSE
    assert _verdict(HIGH, [*HIGH[1:], 75.0]) is Verdict.NO_DETECTABLE_CHANGE
    assert _verdict(HIGH, LOW[:6]) is Verdict.TOO_FEW_TO_SAY
    assert [one.value for one in VERDICTS] == [
        "better",
        "worse",
        "no detectable change",
        "too few to say",
    ]


def test_where_low_is_good_less_is_better() -> None:
    assert _verdict(LOW, HIGH, good=Good.LOW) is Verdict.WORSE
    assert _verdict(HIGH, LOW, good=Good.LOW) is Verdict.BETTER


def test_a_certain_change_that_matters_to_nobody_is_not_called() -> None:
    first = [50.0, 51, 50, 51] * 50
    second = [one + 4 for one in first]
    found = changes_of(_ones(first), _ones(second))
    assert found.p[0, 0] < 1e-9
    assert found.verdict(0, 0) is Verdict.NO_DETECTABLE_CHANGE
    assert _verdict(first, second, important=3) is Verdict.BETTER


def test_answers_all_over_the_scale_are_too_few() -> None:
    wide = [0.0, 100, 0, 100, 0, 100, 0, 100]
    assert _verdict(wide, [*wide[1:], 50.0]) is Verdict.TOO_FEW_TO_SAY
    assert _verdict(wide * 9, wide * 9) is Verdict.NO_DETECTABLE_CHANGE


def test_all_alike_both_times() -> None:
    same = [75.0] * 8
    found = changes_of(_ones(same), _ones(same))
    assert found.difference[0, 0] == 0
    assert found.verdict(0, 0) is Verdict.NO_DETECTABLE_CHANGE


def test_nobody_is_too_few() -> None:
    tree = Tree(np.array([-1, 0]))
    found = changes_of(wave([0] * 8, HIGH, tree), wave([0] * 8, LOW, tree))
    assert found.verdict(1, 0) is Verdict.TOO_FEW_TO_SAY
    assert np.isnan([found.difference[1, 0], found.p[1, 0], found.q[1, 0]]).all()


def _samples(
    rng: np.random.Generator, *, stability: float, answering: float = 0.8, staff: int = 12
) -> tuple[object, object, np.ndarray, np.ndarray, np.ndarray]:
    """Nothing changed: MANY units of which half the people left, and the others are stable."""
    units = np.repeat(np.arange(MANY), staff)
    view = rng.normal(size=len(units))
    stays = np.arange(len(units)) % 2 == 0
    later = np.where(
        stays, stability * view + np.sqrt(1 - stability**2) * rng.normal(size=len(units)), 0.0
    )
    later[~stays] = rng.normal(size=int((~stays).sum()))
    waves = []
    for one in (view, later):
        those = rng.random(len(units)) < answering
        waves.append(
            wave(units[those], 50 + 18 * one[those], APART, population=np.full(MANY, staff))
        )
    return waves[0], waves[1], np.full(MANY, staff // 2), units, stays


def test_nothing_changed_is_called_as_often_as_said() -> None:
    first, second, _, _, _ = _samples(np.random.default_rng(2), stability=0.0)
    p = changes_of(first, second).p[:, 0]
    for level in (0.05, 0.01):
        assert np.nanmean(p < level) == pytest.approx(level, rel=0.35)


def test_the_same_people_make_chance_smaller() -> None:
    first, second, stayers, _, _ = _samples(np.random.default_rng(3), stability=0.9)
    unknowing = changes_of(first, second)
    told = changes_of(first, second, overlap=Overlap(stayers=stayers, stability=0.9))
    learned = changes_of(first, second, overlap=Overlap(stayers=stayers))
    assert np.nanmean(unknowing.p < 0.05) < 0.035
    assert np.nanmean(told.p < 0.05) == pytest.approx(0.05, abs=0.012)
    assert np.nanmean(learned.p < 0.05) == pytest.approx(0.05, abs=0.012)
    assert np.nanmean(told.error) < 0.9 * np.nanmean(unknowing.error)
    assert np.nanmean(learned.error) == pytest.approx(np.nanmean(told.error), rel=0.06)


def test_where_nobody_is_stable_nothing_is_saved() -> None:
    first, second, stayers, _, _ = _samples(np.random.default_rng(4), stability=0.0)
    learned = changes_of(first, second, overlap=Overlap(stayers=stayers))
    assert np.nanmean(learned.error) == pytest.approx(
        np.nanmean(changes_of(first, second).error), rel=0.02
    )


def test_of_this_staff_alone_full_answering_leaves_only_straying() -> None:
    more = {"population": [8], "reliability": [1.0]}
    first, second = wave([0] * 8, HIGH, **more), wave([0] * 8, [*HIGH[1:], 82.0], **more)
    assert changes_of(first, second, finite=True).error[0, 0] == 0
    assert changes_of(first, second).error[0, 0] > 1


def test_units_that_drift_do_not_make_a_trend_above() -> None:
    """600 organisations of eight units, where every unit went its own way between the waves."""
    rng = np.random.default_rng(8)
    tree = Tree(np.concatenate([np.full(600, -1), np.repeat(np.arange(600), 8)]))
    units = np.repeat(np.arange(600, len(tree)), 10)
    drift = rng.normal(0, 8, len(tree))
    first = wave(units, 50 + rng.normal(0, 15, len(units)), tree)
    second = wave(units, 50 + drift[units] + rng.normal(0, 15, len(units)), tree)
    found = changes_of(first, second)
    assert (found.p[:600] < 0.05).mean() == pytest.approx(0.05, abs=0.03)
    assert (found.p[600:] < 0.05).mean() > 0.12


def test_units_that_change_size_do_not_make_a_change_above() -> None:
    """Units differ by much, and answered in other proportions the second time."""
    rng = np.random.default_rng(9)
    tree = Tree(np.concatenate([np.full(600, -1), np.repeat(np.arange(600), 6)]))
    level = rng.normal(0, 12, len(tree))
    waves = []
    for _ in range(2):
        sizes = rng.integers(2, 20, len(tree) - 600)
        units = np.repeat(np.arange(600, len(tree)), sizes)
        waves.append(wave(units, 50 + level[units] + rng.normal(0, 10, len(units)), tree))
    found = changes_of(*waves)
    assert (found.p[:600] < 0.05).mean() == pytest.approx(0.05, abs=0.03)


def test_what_is_not_tested_spares_the_others() -> None:
    rng = np.random.default_rng(10)
    units = np.repeat(np.arange(MANY), 10)
    first = wave(units, 50 + rng.normal(0, 15, len(units)), APART)
    moved = np.where(units == 0, 30, 0)
    second = wave(units, 50 + moved + rng.normal(0, 15, len(units)), APART)
    only = np.zeros((MANY, 1), bool)
    only[:5] = True
    all_, some = changes_of(first, second), changes_of(first, second, tested=only)
    assert some.q[0, 0] < all_.q[0, 0]
    assert some.p[0, 0] == all_.p[0, 0]
    assert some.verdict(9, 0) is Verdict.TOO_FEW_TO_SAY


def test_the_variance_is_known_for_empty_waves_too() -> None:
    empty = wave(np.array([], int), np.zeros((0, 1)))
    variance, _ = difference_variance(empty, empty, None, finite=False)
    assert variance[0, 0] == 0
    assert changes_of(empty, empty).verdict(0, 0) is Verdict.TOO_FEW_TO_SAY


@pytest.mark.parametrize("says", ["same tree", "same scales", "populations", "more stayed"])
def test_waves_that_do_not_belong_together_are_refused(says: str) -> None:
    one = wave([0] * 8, HIGH, population=[9])
    other = {
        "same tree": wave([0] * 8, HIGH, Tree(np.array([-1, 0]))),
        "same scales": wave([0] * 8, np.array([HIGH, LOW]).T),
        "populations": wave([0] * 8, HIGH),
        "more stayed": one,
    }[says]
    with pytest.raises(ValueError, match=says):
        changes_of(one, other, overlap=Overlap(stayers=[10]))


SMALL = Tree(np.array([-1, 0, 0, 1]))
answered = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from([0.0, 25, 50, 75, 100])), max_size=60
)


@settings(max_examples=60)
@given(answered, answered)
def test_looked_at_backwards_better_is_worse(
    first: list[tuple[int, float]], second: list[tuple[int, float]]
) -> None:
    waves = [
        wave(
            np.array([unit for unit, _ in one], int),
            np.array([score for _, score in one]).reshape(-1, 1),
            SMALL,
        )
        for one in (first, second)
    ]
    forth, back = changes_of(*waves), changes_of(*reversed(waves))
    np.testing.assert_allclose(forth.difference, -back.difference, atol=1e-9)
    np.testing.assert_allclose(forth.q, back.q, atol=1e-9)
    turned = np.array([1, 0, 2, 3])[back.verdicts]
    np.testing.assert_array_equal(forth.verdicts, turned)
