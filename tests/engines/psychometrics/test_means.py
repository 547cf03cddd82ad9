"""Means and their intervals, against published tables."""

import random

import pytest

from hundra.engines.psychometrics import Mean, Moments, mean_of, moments_of
from hundra.engines.psychometrics.means import t_quantile

# Student's t at 97.5 and 99.5 per cent: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2.
TABLE = {6: (2.447, 3.707), 10: (2.228, 3.169), 30: (2.042, 2.750), 100: (1.984, 2.626)}


@pytest.mark.parametrize("degrees", TABLE)
def test_the_quantile_is_the_tables(degrees: int) -> None:
    middle, far = TABLE[degrees]
    assert t_quantile(0.975, degrees) == pytest.approx(middle, abs=0.002)
    assert t_quantile(0.995, degrees) == pytest.approx(far, abs=0.03)


def test_a_mean_by_hand() -> None:
    # Points 50, 75, 75, 100: mean 75, standard deviation 20.41, t(3) is near 3.18.
    found = mean_of(moments_of([50, 75, 75, 100, 50, 75, 100]))
    assert found is not None
    assert (found.n, found.value) == (7, 75)
    assert found.high - found.value == pytest.approx(2.447 * 20.412 / 7**0.5, abs=0.02)
    assert found.value - found.low == pytest.approx(found.high - found.value)


def test_groups_add_up() -> None:
    one, other = moments_of([0, 25]), moments_of([100])
    assert one + other == moments_of([0, 25, 100])


def test_an_interval_stays_on_the_scale() -> None:
    found = mean_of(moments_of([100, 100, 100, 100, 100, 100, 0]))
    assert found is not None
    assert 0 <= found.low < found.value < found.high == 100


def test_seven_alike_are_not_certain() -> None:
    # Wilson: 7 of 7 is at least 64.6 per cent.
    found = mean_of(moments_of([100.0] * 7))
    assert found == Mean(
        n=7, value=100, low=pytest.approx(64.57, abs=0.01), high=pytest.approx(100)
    )


def test_one_answer_has_no_interval() -> None:
    assert mean_of(Moments()) is None
    assert mean_of(moments_of([50])) is None


def test_the_interval_covers_the_truth_nineteen_times_in_twenty() -> None:
    rng = random.Random(7)
    options, weights = [0, 25, 50, 75, 100], [5, 10, 20, 35, 30]
    truth = sum(o * w for o, w in zip(options, weights, strict=True)) / 100
    covered = 0
    for _ in range(4000):
        found = mean_of(moments_of(rng.choices(options, weights, k=20)))
        assert found is not None
        covered += found.low <= truth <= found.high
    assert 0.93 <= covered / 4000 <= 0.97
