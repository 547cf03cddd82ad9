"""Scores of different kinds joined into one."""

from __future__ import annotations

import math

import pytest

from hundra.engines.text.fusion import fuse, standardised


def test_standardised_scores_have_mean_0_and_deviation_1() -> None:
    assert standardised([1.0, 2.0, 3.0]).tolist() == pytest.approx(
        [-math.sqrt(1.5), 0, math.sqrt(1.5)]
    )


def test_scores_that_are_all_equal_or_missing_tell_nothing() -> None:
    assert standardised([5.0, 5.0]).tolist() == [0, 0]
    assert standardised([math.nan, math.nan]).tolist() == [0, 0]
    assert standardised([]).tolist() == []


def test_a_missing_score_counts_as_the_mean() -> None:
    assert standardised([1.0, math.nan, 3.0]).tolist() == [-1, 0, 1]


def test_the_scale_of_a_signal_does_not_matter_only_its_weight() -> None:
    signals = {"words": [0.0, 20.0], "meaning": [0.82, 0.81]}

    assert fuse(signals, {"words": 1, "meaning": 1}).tolist() == pytest.approx([0, 0])
    assert fuse(signals, {"words": 3, "meaning": 1}).tolist() == pytest.approx([-0.5, 0.5])


def test_a_signal_of_no_weight_is_not_heard() -> None:
    signals = {"words": [0.0, 20.0], "meaning": [0.82, 0.81]}

    assert fuse(signals, {"words": 0, "meaning": 1}).tolist() == pytest.approx([1, -1])
