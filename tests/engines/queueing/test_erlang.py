"""Erlang's formulas against published tables, against each other and against other ways to sum."""

import math
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import integrate, special

from hundra.engines.queueing.erlang import erlang_b, erlang_c, impatient, log_erlang_b, waiting

SERVERS = st.integers(1, 300)
LOADS = st.floats(0.01, 400)
CLOSE = {"rel_tol": 1e-9, "abs_tol": 1e-13}


# ITU-T, "Teletraffic Engineering Handbook" (Erlang B table): the load that n servers carry with
# the loss given. To the table's own decimals.
@pytest.mark.parametrize(
    ("servers", "loss", "load"),
    [
        (1, 0.01, 0.0101),
        (2, 0.01, 0.1526),
        (5, 0.01, 1.3608),
        (10, 0.01, 4.4612),
        (20, 0.01, 12.031),
        (50, 0.01, 37.901),
        (100, 0.01, 84.064),
        (10, 0.001, 3.0920),
        (10, 0.05, 6.2157),
        (10, 0.2, 9.6850),
    ],
)
def test_loss_is_that_of_the_published_table(servers, loss, load):
    assert erlang_b(servers, load) == pytest.approx(loss, rel=2e-3)


def test_a_load_of_two_on_three_servers_by_hand():
    """B = (8/6) / (1 + 2 + 2 + 8/6) = 4/19, C = 4/9."""
    assert erlang_b(3, 2) == pytest.approx(4 / 19, rel=1e-14)
    assert erlang_c(3, 2) == pytest.approx(4 / 9, rel=1e-14)


def test_two_thirds_wait_for_one_server_who_is_taken_two_thirds():
    line = waiting(1, calls_per_hour=12, handling_seconds=200)
    assert line.delayed == pytest.approx(2 / 3)
    assert line.mean_wait_seconds == pytest.approx(400)
    assert line.answered_within(600) == pytest.approx(1 - 2 / 3 * math.exp(-1))
    assert line.occupancy == pytest.approx(2 / 3)


def by_log_gamma(servers, load):
    """1/B as the sum of n!/(n−k)! a^{−k}, in logarithms."""
    logs = [
        math.lgamma(servers + 1) - math.lgamma(servers - k + 1) - k * math.log(load)
        for k in range(servers + 1)
    ]
    return -special.logsumexp(logs)


@given(SERVERS, LOADS)
def test_the_recursion_is_the_sum(servers, load):
    assert math.isclose(
        log_erlang_b(servers, load), by_log_gamma(servers, load), rel_tol=1e-9, abs_tol=1e-9
    )
    assert math.isclose(
        erlang_b(servers, load), math.exp(log_erlang_b(servers, load)), rel_tol=1e-9
    )


def test_ten_thousand_servers_lose_nothing_in_digits():
    for load in (9_000.0, 9_900.0, 10_000.0, 11_000.0):
        assert log_erlang_b(10_000, load) == pytest.approx(by_log_gamma(10_000, load), rel=1e-8)
    assert erlang_b(10_000, 100) == 0
    assert log_erlang_b(10_000, 100) == pytest.approx(by_log_gamma(10_000, 100), rel=1e-10)
    assert 0 < erlang_c(10_000, 9_900) < 1


@given(st.floats(0, 60), st.floats(0.05, 80))
def test_a_real_number_of_servers_is_jagermans_integral(servers, load):
    top = max(servers / load - 1, 0)
    ends = [0, *(top + far / load for far in (1, 5, 20, 60, 200, 800))]
    inverse = sum(
        integrate.quad(
            lambda t: load * math.exp(-load * t + servers * math.log1p(t)), low, high, limit=200
        )[0]
        for low, high in pairwise(ends)
    )
    assert erlang_b(servers, load) == pytest.approx(1 / inverse, rel=1e-6)


@given(st.floats(0, 200), LOADS, st.floats(0.001, 1))
def test_more_servers_lose_fewer_and_more_load_loses_more(servers, load, more):
    assert erlang_b(servers + more, load) <= erlang_b(servers, load) * (1 + 1e-12)
    assert erlang_b(servers, load + more) >= erlang_b(servers, load) * (1 - 1e-12)
    assert erlang_c(servers + more, load) <= erlang_c(servers, load) * (1 + 1e-12)


@given(st.floats(0, 200), LOADS)
def test_waiting_hits_more_than_loss_would(servers, load):
    assert 0 <= erlang_b(servers, load) <= erlang_c(servers, load) * (1 + 1e-12) <= 1 + 1e-12


def line(servers, load, patience):
    return impatient(
        servers, calls_per_hour=3600 * load / 300, handling_seconds=300, patience_seconds=patience
    )


# Palm's sum by its own definition, λ, μ, θ per second.
def by_birth_and_death(servers, load, patience):
    weights, weight = [1.0], 1.0
    for number in range(1, servers + 4000):
        leaving = min(number, servers) / 300 + max(number - servers, 0) / patience
        weight *= load / 300 / leaving
        weights.append(weight)
        if weight > 1e200:
            weights = [one / weight for one in weights]
            weight = 1.0
    total = math.fsum(weights)
    delayed = math.fsum(weights[servers:]) / total
    in_line = math.fsum(k * one for k, one in enumerate(weights[servers:])) / total
    return delayed, in_line / patience / (load / 300)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 60), st.floats(0.1, 90), st.floats(5, 3000))
def test_patience_is_the_birth_and_death_process(servers, load, patience):
    delayed, abandoned = by_birth_and_death(servers, load, patience)
    ours = line(servers, load, patience)
    assert math.isclose(ours.delayed, delayed, rel_tol=1e-8, abs_tol=1e-14)
    assert math.isclose(ours.abandoned, abandoned, rel_tol=1e-7, abs_tol=1e-14)
    assert ours.mean_wait_seconds == pytest.approx(ours.abandoned * patience)


@given(SERVERS, LOADS)
def test_without_patience_it_is_loss(servers, load):
    assert line(servers, load, 0).abandoned == pytest.approx(erlang_b(servers, load), rel=1e-9)
    assert line(servers, load, 1e-7).abandoned == pytest.approx(erlang_b(servers, load), rel=1e-4)


@given(SERVERS, st.floats(0.01, 0.95), st.floats(0, 500))
def test_with_endless_patience_it_is_waiting(servers, occupancy, seconds):
    load = servers * occupancy
    assume(erlang_c(servers, load) > 1e-250)
    ours, other = (
        line(servers, load, 1e11),
        waiting(servers, calls_per_hour=12 * load, handling_seconds=300),
    )
    assert ours.delayed == pytest.approx(other.delayed, rel=1e-4)
    assert ours.mean_wait_seconds == pytest.approx(other.mean_wait_seconds, rel=1e-3)
    assert ours.answered_within(seconds) == pytest.approx(other.answered_within(seconds), abs=1e-4)


@given(SERVERS, LOADS, st.floats(1, 3000))
def test_those_answered_within_a_time_go_from_those_not_delayed_to_all_but_those_who_give_up(
    servers, load, patience
):
    ours = line(servers, load, patience)
    assert ours.answered_within(0) == pytest.approx(1 - ours.delayed, abs=1e-9)
    assert ours.answered_within(1e7) == pytest.approx(1 - ours.abandoned, abs=1e-9)
    assert ours.answered_within(20) <= ours.answered_within(40) + 1e-12


def test_answered_within_is_the_integral_of_the_offered_wait():
    """P(V ≤ t, patience > V) with V's density λḠ(v)e^{λH(v) − nμv} / (ε + λJ)."""
    servers, load, patience, seconds = 12, 13.0, 240.0, 60.0
    rate, end = load / 300, 1 / 300

    def density(v, power):
        still = math.exp(-v / patience)
        exponent = rate * patience * (1 - still) - servers * end * v
        return rate * still**power * math.exp(exponent)

    above, _ = integrate.quad(density, 0, 3000, args=(0,), limit=400)
    soon, _ = integrate.quad(density, 0, seconds, args=(1,))
    total = 1 / erlang_b(servers - 1, load) + above
    ours = line(servers, load, patience)
    assert ours.delayed == pytest.approx(above / total, rel=1e-7)
    assert ours.answered_within(seconds) == pytest.approx(
        1 - above / total + soon / total, rel=1e-7
    )


@given(st.floats(0.5, 200), LOADS, st.floats(1, 3000), st.floats(0.01, 3))
def test_one_more_server_never_hurts_those_with_patience(servers, load, patience, more):
    few, many = line(servers, load, patience), line(servers + more, load, patience)
    assert many.abandoned <= few.abandoned + 1e-12
    assert many.delayed <= few.delayed + 1e-12
    assert many.answered_within(60) >= few.answered_within(60) - 1e-9


def test_patience_at_ten_thousand_servers_in_every_load():
    for load in (100.0, 9_000.0, 10_000.0, 12_000.0, 40_000.0):
        for patience in (1.0, 300.0, 30_000.0):
            ours = line(10_000, load, patience)
            assert 0 <= ours.abandoned <= ours.delayed <= 1
            # Of what comes, all but the load that the servers can carry must give up.
            assert ours.abandoned >= 1 - 10_000 / load - 1e-9
            assert 0 <= ours.occupancy <= 1 + 1e-9


@pytest.mark.parametrize(("servers", "load"), [(-1, 2), (3, -1), (math.nan, 1), (3, math.inf)])
def test_nonsense_is_refused(servers, load):
    with pytest.raises(ValueError, match="not a number of servers"):
        erlang_b(servers, load)


def test_no_load_loses_nobody():
    assert (erlang_b(0, 0), erlang_b(3, 0), erlang_c(3, 0), erlang_b(0, 2)) == (1, 0, 0, 1)
    assert line(0, 4.0, 60).abandoned == 1
    assert line(0, 4.0, 60).answered_within(60) == 0
