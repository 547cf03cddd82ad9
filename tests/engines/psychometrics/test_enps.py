"""Would people recommend their employer?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.psychometrics.made import ROOT

from hundra.engines.proportions import share
from hundra.engines.psychometrics import (
    Instrument,
    Scale,
    Tree,
    points_of,
    scores_of,
    wave_of_scores,
)
from hundra.engines.psychometrics.enps import ITEM, enps_of, net_interval


def test_eight_of_ten_would_recommend() -> None:
    found = enps_of(ROOT, [0] * 10, [9, 10, 9, 9, 10, 9, 10, 9, 7, 3])
    assert (found.n[0], found.promoters[0], found.detractors[0]) == (10, 8, 1)
    assert found.score[0] == pytest.approx(70)
    assert 0 < found.low[0] < 70 < found.high[0] < 100


def test_tangos_interval_as_published() -> None:
    # Airway hyper-responsiveness in 21 children (Bentur et al. 2009), 1 and 7 of whom changed:
    # −0.517 to −0.026 in Fagerland, Lydersen & Laake 2014.
    low, high = net_interval(1, 7, 21)
    assert (float(low), float(high)) == pytest.approx((-0.517, -0.026), abs=5e-4)


def test_all_promoters_is_wilsons_interval() -> None:
    low, high = net_interval(7, 0, 7)
    assert (float(low), float(high)) == pytest.approx((2 * share(7, 7).low - 1, 1))


def test_nobody_has_no_score() -> None:
    found = enps_of(Tree(np.array([-1, -1])), [0, 0], [10, np.nan])
    np.testing.assert_array_equal(found.n, [1, 0])
    assert np.isnan([found.score[1], found.low[1], found.high[1]]).all()


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_the_interval_holds_the_score_and_mirrors(up: int, down: int, between: int) -> None:
    n = up + down + between
    low, high = net_interval(up, down, n)
    if n:
        assert -1 <= low <= (up - down) / n + 1e-9
        assert (up - down) / n - 1e-9 <= high <= 1
        mirrored = net_interval(down, up, n)
        assert (float(low), float(high)) == pytest.approx((-mirrored[1], -mirrored[0]), abs=1e-9)


def test_nineteen_in_twenty_intervals_hold_the_truth() -> None:
    rng = np.random.default_rng(2)
    for shares in ((0.4, 0.2), (0.7, 0.05), (0.1, 0.6)):
        counts = rng.multinomial(15, [*shares, 1 - sum(shares)], 4000)
        low, high = net_interval(counts[:, 0], counts[:, 1], 15)
        truth = shares[0] - shares[1]
        assert 0.93 <= ((low <= truth) & (truth <= high)).mean() <= 0.975


def test_as_a_scale_its_mean_says_the_same() -> None:
    answers = np.array([[9], [10], [7], [3], [0], [8]], np.int8)
    instrument = Instrument((ITEM,), (Scale("enps", ("enps",)),))
    scores = scores_of(instrument, points_of(instrument, answers))
    mean = wave_of_scores(instrument, ROOT, [0] * 6, scores).mean_under[0, 0]
    assert 2 * mean - 100 == pytest.approx(enps_of(ROOT, [0] * 6, answers[:, 0]).score[0])


def test_answers_beyond_ten_are_refused() -> None:
    with pytest.raises(ValueError, match="from 0 to 10"):
        enps_of(ROOT, [0], [11])
