"""What a play comes to: as Erlang and Ciw say, the same by seed, and nobody lost."""

import subprocess
import sys
from random import Random

import numpy as np
import pytest

from hundra.engines.queueing import Skills
from hundra.engines.queueing.erlang import impatient, waiting
from hundra.engines.queueing.simulation import (
    Break,
    Callbacks,
    CallType,
    Centre,
    Empirical,
    Exponential,
    Fixed,
    Guide,
    LogNormal,
    Retrials,
    Shift,
)
from hundra.engines.queueing.simulation.kernel import records as r
from hundra.engines.queueing.simulation.layout import lay_out
from hundra.engines.queueing.simulation.playing import play_once
from hundra.engines.queueing.simulation.simulate import simulate

PHONE, ALL = frozenset({"phone"}), frozenset({"phone", "visit", "email"})
HOUR = 3600.0


def guides(number, hours, languages=None, channels=PHONE, first=0):
    skills = [Skills(first + key, languages or {"sv": 3}, channels) for key in range(number)]
    return tuple(Guide(can, (Shift(0, hours * HOUR),)) for can in skills)


def settled(result, column, first=4):
    """Sum over plays of a column, without the first intervals, when nobody waits yet."""
    return result.counted.by_group[:, first:, :-1, column].sum(axis=(1, 2), dtype=float)


def ratio_99(x, y):
    value = x.sum() / y.sum()
    return value, 2.68 * (x - value * y).std(ddof=1) / y.mean() / np.sqrt(len(x))


@pytest.mark.parametrize("patience_seconds", [60, 300])
def test_equal_guides_and_patience_are_erlang_a(patience_seconds):
    kind = CallType("a", [120.0] * 60, Exponential(240), patience=Exponential(patience_seconds))
    centre = Centre((kind,), guides(16, 30), answer_within_seconds=20)
    result = simulate(centre, replications=60, seed=11)
    line = impatient(
        16, calls_per_hour=240, handling_seconds=240, patience_seconds=patience_seconds
    )
    offered = settled(result, r.OFFERED)
    abandoned, half = ratio_99(settled(result, r.GAVE_UP), offered)
    assert abs(abandoned - line.abandoned) < half
    in_time, half = ratio_99(settled(result, r.IN_TIME), offered)
    assert abs(in_time - line.answered_within(20)) < half


def test_equal_guides_who_are_waited_for_are_erlang_c():
    centre = Centre(
        (CallType("a", [120.0] * 60, Exponential(240)),), guides(20, 30), answer_within_seconds=20
    )
    result = simulate(centre, replications=60, seed=12)
    line = waiting(20, calls_per_hour=240, handling_seconds=240)
    answered = settled(result, r.TALKED)
    wait, half = ratio_99(settled(result, r.WAITED), answered)
    assert abs(wait - line.mean_wait_seconds) < half
    in_time, half = ratio_99(settled(result, r.IN_TIME), answered)
    assert abs(in_time - line.answered_within(20)) < half
    taken, half = ratio_99(
        result.counted.seconds[:, 4:, r.TALKING].sum(axis=1, dtype=float),
        result.counted.seconds[:, 4:, r.PRESENT].sum(axis=1, dtype=float),
    )
    assert abs(taken - line.occupancy) < half


# Of 200 plays of 25 hours by Ciw 3.2.7 (benchmarks/harness/queueing_peers.py, without warm-up):
# the share that gives up, and its standard error.
BY_CIW = {"sv": (0.07812, 0.00084), "ar": (0.21398, 0.00157)}


def test_two_languages_are_as_ciw_has_them():
    """Three guides speak the common language alone, three speak both."""
    per_hour, hours = {"sv": 45.0, "ar": 30.0}, 25
    kinds = tuple(
        CallType(one, [n / 2] * 2 * hours, Exponential(240), one, patience=Exponential(200))
        for one, n in per_hour.items()
    )
    staff = guides(3, hours) + guides(3, hours, {"sv": 3, "ar": 3}, first=10)
    counted = simulate(Centre(kinds, staff), replications=200, seed=13).counted.by_type
    for place, one in enumerate(per_hour):
        offered = counted[:, place, r.OFFERED] - counted[:, place, r.WAITING]
        lost, half = ratio_99(counted[:, place, r.GAVE_UP].astype(float), offered.astype(float))
        theirs, error = BY_CIW[one]
        assert abs(lost - theirs) < np.hypot(half, 2.6 * error)


def busy_centre():
    """All kinds of contacts, distributions and shifts at once, and too few guides."""
    rng = Random(5)
    kinds = (
        CallType(
            "samtal",
            [40.0] * 8,
            LogNormal(300, 250),
            patience=Exponential(120),
            retrials=Retrials(0.5, Exponential(300)),
            callbacks=Callbacks(0.3, 45),
        ),
        CallType(
            "arabiska",
            [10.0] * 8,
            Empirical((100.0, 200.0, 900.0)),
            language="ar",
            patience=Fixed(200),
            callbacks=Callbacks(0.3, 45, booked_after=Exponential(3000)),
        ),
        CallType("besök", [8.0] * 8, Exponential(400), channel="visit", priority=10),
        CallType("mejl", [5.0] * 8, Exponential(500), channel="email", is_written=True),
    )
    staff = tuple(
        Guide(
            Skills(key, {"sv": 3, "ar": rng.choice((1, 2))}, ALL),
            (Shift(key * 100.0, 9000.0, (Break(3000.0 + key, 900.0),)), Shift(9600.0, 20_000.0)),
        )
        for key in range(8)
    )
    return Centre(kinds, staff, day_variation=0.2)


def test_all_who_come_are_answered_called_back_lost_or_still_there():
    by_type = simulate(busy_centre(), replications=20, seed=3).counted.by_type
    ends = [r.TALKED, r.GAVE_UP, r.PROMISED, r.WAITING]
    assert np.array_equal(by_type[..., r.OFFERED], by_type[..., ends].sum(axis=-1))
    assert (by_type[..., r.CALLED] <= by_type[..., r.PROMISED]).all()
    assert by_type[..., r.RETRIED].sum() > 0 < by_type[..., r.CALLED].sum()
    assert by_type[:, 3, r.TALKED].sum() > 0


def test_the_seed_alone_decides_whatever_the_number_of_cores():
    one, two = (simulate(busy_centre(), replications=9, seed=3, cores=n) for n in (1, 3))
    other = simulate(busy_centre(), replications=9, seed=4)
    for name in ("by_group", "by_type", "seconds", "waits"):
        assert np.array_equal(getattr(one.counted, name), getattr(two.counted, name))
    assert not np.array_equal(one.counted.by_group, other.counted.by_group)


def test_a_play_that_needs_more_room_is_the_same_with_it():
    """3,000 wait at once: more than there is room for at first."""
    centre = Centre((CallType("a", [3000.0], Exponential(240)),), guides(1, 0.5))
    result = simulate(centre, replications=2, seed=1)
    counted = result.counted.by_type[:, 0]
    assert (counted[:, r.WAITING] > 2500).all()
    assert np.array_equal(counted[:, r.OFFERED], counted[:, r.TALKED] + counted[:, r.WAITING])


def test_the_same_people_call_whatever_the_roster():
    kind = CallType("a", [50.0] * 4, Exponential(240), patience=Exponential(100))
    few, many = (
        play_once(lay_out(Centre((kind,), guides(n, 2))), seed=1, logs=True) for n in (3, 30)
    )
    arrived = [np.sort(one.log["arrived"][: one.clock[0]["logged"]]) for one in (few, many)]
    both = np.intersect1d(*arrived)
    assert len(both) == min(map(len, arrived)) > 150


def test_written_work_waits_until_a_guide_has_been_free_for_a_while():
    """One guide: free from 0, so the mail is taken after 60 s at the earliest."""
    kind = CallType("mejl", [30.0], Fixed(10), channel="email", is_written=True)
    centre = Centre((kind,), guides(1, 0.5, channels=ALL), written_after_seconds=60)
    state = play_once(lay_out(centre), seed=2, logs=True)
    log = state.log[: state.clock[0]["logged"]]
    taken = np.sort(log["at"][log["guide"] >= 0])
    assert taken[0] >= 60
    assert np.diff(taken).min() > 70 - 1e-6
    assert state.seconds[0, r.WRITING] == pytest.approx(10 * len(taken), abs=10)


def test_breaks_and_the_end_of_a_shift_are_not_time_at_the_desk():
    kind = CallType("a", [0.0] * 2, Exponential(60))
    staff = (Guide(Skills(1, {"sv": 3}, PHONE), (Shift(100, 3000, (Break(1700, 300),)),)),)
    seconds = simulate(Centre((kind,), staff), replications=1).counted.seconds[0, :, r.PRESENT]
    assert seconds.tolist() == [1600, 1000]


def test_figures_have_intervals_around_them_and_shares_stay_shares():
    result = simulate(busy_centre(), replications=30, seed=3)
    for by in ("all", "interval", "group", "interval and group", "type"):
        figures = result.figures(by)
        share = figures.answered_in_time
        told = ~np.isnan(share.value)
        assert told.any()
        assert (share.low[told] <= share.value[told]).all()
        assert (share.value[told] <= share.high[told]).all()
        assert (share.low[told] >= 0).all()
        assert (share.high[told] <= 1).all()
    assert figures.offered.value.shape == (4,)
    assert 0 < result.occupancy().value < 1
    assert result.wait_quantile_seconds(0.5).value <= result.wait_quantile_seconds(0.9).value


def test_where_all_plays_agree_the_interval_still_has_a_width():
    centre = Centre((CallType("a", [5.0], Fixed(1)),), guides(5, 0.5))
    share = simulate(centre, replications=10).figures().answered_in_time
    assert share.value == 1 == share.high
    assert 0.8 < share.low < 1


def test_nobody_at_the_desk_and_nobody_who_calls_are_no_numbers_but_no_errors():
    figures = simulate(Centre((CallType("a", [0.0], Fixed(1)),), ()), replications=3).figures()
    assert figures.offered.value == 0
    assert np.isnan(figures.answered_in_time.value)


def test_importing_the_web_programme_does_not_bring_numba():
    package = "hundra.engines.queueing"
    look = f"""import sys, {package}.simulation, {package}.staffing
print("numba" in sys.modules, "numpy" in sys.modules)"""
    told = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "False"]


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: Exponential(0), "above 0"),
        (lambda: Empirical(()), "at least one"),
        (lambda: Shift(5, 5), "after it starts"),
        (lambda: Shift(0, 5, (Break(6, 1),)), "within its shift"),
        (lambda: CallType("a", [-1.0], Fixed(1)), "0 or more"),
        (lambda: Retrials(1.5, Fixed(1)), "from 0 to 1"),
        (lambda: Centre((), ()), "at least one type"),
    ],
    ids=lambda value: value if isinstance(value, str) else "made",
)
def test_nonsense_is_refused(make, told):
    with pytest.raises(ValueError, match=told):
        make()
