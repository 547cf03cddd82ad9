"""How many servers are needed: each answer is enough, and one fewer is not."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hundra.engines.queueing.erlang import erlang_b, erlang_c, impatient, waiting
from hundra.engines.queueing.staffing import (
    garnett,
    halfin_whitt,
    quality,
    servers_for_abandonment,
    servers_for_loss,
    servers_for_mean_wait,
    servers_for_share_in_time,
    servers_for_share_of_each,
    square_root_staffing,
)

CALLS = st.floats(1, 2000)
HANDLING = st.floats(30, 900)
SHARES = st.floats(0.05, 0.98)
PATIENCE = st.floats(10, 2000)


def test_the_textbook_call_centre():
    """200 calls an hour of 5 minutes are 16⅔ erlangs; 80 % within 20 s need 21 agents."""
    needed = servers_for_share_in_time(
        calls_per_hour=200, handling_seconds=300, share=0.8, within_seconds=20
    )
    assert needed == 21


@pytest.mark.parametrize(("load", "servers"), [(0.0101, 1), (4.461, 10), (84.06, 100)])
def test_servers_for_one_per_cent_loss_are_those_of_the_table(load, servers):
    assert servers_for_loss(load, 0.01) == servers


@settings(max_examples=60, deadline=None)
@given(CALLS, HANDLING, SHARES, st.floats(0, 300))
def test_the_share_in_time_is_reached_and_one_fewer_misses_it(calls, handling, share, within):
    needed = servers_for_share_in_time(
        calls_per_hour=calls, handling_seconds=handling, share=share, within_seconds=within
    )

    def reached(servers):
        return waiting(servers, calls_per_hour=calls, handling_seconds=handling).answered_within(
            within
        )

    assert reached(needed) >= share > reached(needed - 1)


@settings(max_examples=60, deadline=None)
@given(CALLS, HANDLING, PATIENCE, SHARES, st.floats(1, 300))
def test_the_same_with_patience(calls, handling, patience, share, within):
    needed = servers_for_share_in_time(
        calls_per_hour=calls,
        handling_seconds=handling,
        share=share,
        within_seconds=within,
        patience_seconds=patience,
    )

    def reached(servers):
        return impatient(
            servers, calls_per_hour=calls, handling_seconds=handling, patience_seconds=patience
        ).answered_within(within)

    assert reached(needed) >= share > reached(needed - 1)


@settings(max_examples=60, deadline=None)
@given(CALLS, HANDLING, PATIENCE, st.floats(1, 200))
def test_mean_wait_and_abandonment_are_reached_and_one_fewer_misses_them(
    calls, handling, patience, wait
):
    given_up = min(wait / patience, 0.9)
    needed = servers_for_abandonment(
        calls_per_hour=calls, handling_seconds=handling, patience_seconds=patience, share=given_up
    )

    def share(servers):
        return impatient(
            servers, calls_per_hour=calls, handling_seconds=handling, patience_seconds=patience
        ).abandoned

    assert share(needed) <= given_up < share(needed - 1)
    # P(ab) = θ E[W]: the same goal in other words.
    assert needed == servers_for_mean_wait(
        calls_per_hour=calls,
        handling_seconds=handling,
        patience_seconds=patience,
        mean_wait_seconds=given_up * patience * (1 + 1e-12),
    )
    endless = servers_for_mean_wait(
        calls_per_hour=calls, handling_seconds=handling, mean_wait_seconds=wait
    )
    line = waiting(endless, calls_per_hour=calls, handling_seconds=handling)
    fewer = waiting(endless - 1, calls_per_hour=calls, handling_seconds=handling)
    assert line.mean_wait_seconds <= wait < fewer.mean_wait_seconds


@given(
    calls=st.lists(st.floats(0, 400), max_size=40),
    share=st.sampled_from([0.7, 0.8, 0.9]),
    patience=st.sampled_from([60.0, 300.0, math.inf]),
)
def test_many_loads_at_once_need_what_each_needs_alone(calls, share, patience):
    given = {
        "handling_seconds": 240,
        "share": share,
        "within_seconds": 120,
        "patience_seconds": patience,
    }
    alone = [servers_for_share_in_time(calls_per_hour=one, **given) for one in calls]
    assert servers_for_share_of_each(calls, **given) == alone


def test_ten_thousand_servers_are_found():
    calls = {"calls_per_hour": 119_000, "handling_seconds": 300}
    needed = servers_for_share_in_time(**calls, share=0.8, within_seconds=20)
    assert 119_000 / 12 < needed < square_root_staffing(119_000 / 12, 0.2) + 1
    # Those who give up spare the others: fewer than the load.
    hurried = servers_for_share_in_time(**calls, share=0.8, within_seconds=20, patience_seconds=300)
    assert 9_000 < hurried < 119_000 / 12


@pytest.mark.parametrize(
    ("beta", "delayed"), [(0.0, 1.0), (0.5061, 0.5), (1.0, 0.2234), (2.0, 0.0269)]
)
def test_halfin_and_whitts_function(beta, delayed):
    assert halfin_whitt(beta) == pytest.approx(delayed, abs=2e-3)


@given(SHARES)
def test_quality_is_the_inverse(share):
    assert halfin_whitt(quality(share)) == pytest.approx(share, rel=1e-9)


@pytest.mark.parametrize("load", [400.0, 2_500.0, 9_000.0])
def test_square_root_staffing_is_erlang_c_for_large_loads(load):
    for delayed in (0.1, 0.3, 0.6):
        servers = square_root_staffing(load, delayed)
        assert erlang_c(servers, load) == pytest.approx(delayed, abs=0.5 / math.sqrt(load))


@pytest.mark.parametrize("beta", [-1.0, -0.3, 0.0, 0.5, 1.5])
def test_garnetts_function_is_erlang_a_for_large_loads(beta):
    load, patience, handling = 5_000.0, 600.0, 300.0
    ours = impatient(
        load + beta * math.sqrt(load),
        calls_per_hour=load * 3600 / handling,
        handling_seconds=handling,
        patience_seconds=patience,
    )
    assert garnett(beta, patience / handling) == pytest.approx(ours.delayed, abs=0.01)


def test_garnetts_function_at_endless_patience_is_halfin_and_whitts():
    assert garnett(0.7, 1e9) == pytest.approx(halfin_whitt(0.7), rel=1e-6)


@pytest.mark.parametrize("share", [0, 1, -0.2])
def test_a_goal_that_nobody_can_reach_is_refused(share):
    with pytest.raises(ValueError, match="between 0 and 1"):
        servers_for_loss(5, share)


def test_where_nobody_calls_one_is_enough():
    assert (
        servers_for_share_in_time(
            calls_per_hour=0,
            handling_seconds=300,
            share=0.8,
            within_seconds=20,
            patience_seconds=60,
        )
        <= 1
    )
    assert erlang_b(servers_for_loss(0, 0.01), 0) <= 0.01
