"""Answers as points."""

import pytest

from hundra.engines.psychometrics import index_value, scale_score


@pytest.mark.parametrize(("value", "points"), [(1, 0), (2, 25), (3, 50), (4, 75), (5, 100)])
def test_five_options_lie_evenly(value: int, points: float) -> None:
    assert index_value(value) == points
    assert index_value(value, is_reversed=True) == 100 - points


@pytest.mark.parametrize("value", [0, 6, -1])
def test_a_value_off_the_scale_is_refused(value: int) -> None:
    with pytest.raises(ValueError, match="not between"):
        index_value(value)


def test_a_score_needs_half_of_the_items() -> None:
    assert scale_score([100, 50, None, None]) == 75
    assert scale_score([100, None, None]) is None
    assert scale_score([None]) is None
    assert scale_score([]) is None
