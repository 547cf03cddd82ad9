"""Answers become points, and points scores."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from hundra.engines.psychometrics import (
    MISSING,
    Good,
    Instrument,
    Item,
    Scale,
    codes_of,
    index_value,
    points_of,
    scale_score,
    scores_of,
)

FITS = Item("fits", (1, 2, 3, 4), points=(100, 67, 33, 0))
INSTRUMENT = Instrument(
    (Item("a"), Item("b", is_reversed=True), Item("c", tuple(range(7))), FITS),
    (
        Scale("both", ("a", "b"), least_share=1),
        Scale("all", ("a", "b", "c", "fits"), good=Good.LOW, important=8),
    ),
)

answers = arrays.arrays(
    np.int8,
    st.tuples(st.integers(1, 30), st.just(4)),
    elements=st.sampled_from([MISSING, 1, 2, 3, 4]),
)


def test_points_by_hand() -> None:
    points = points_of(INSTRUMENT, np.array([[5, 5, 3, 2], [1, 2, 6, 4]], np.int8))
    np.testing.assert_allclose(points, [[100, 0, 50, 67], [0, 75, 100, 0]])


def test_a_reversed_item_with_points_of_its_own_is_turned() -> None:
    turned = Item("t", (1, 2, 3), is_reversed=True, points=(0, 30, 100))
    assert turned.option_points() == (100, 70, 0)


@given(answers)
def test_many_scores_are_what_each_is_alone(codes: np.ndarray) -> None:
    points = points_of(INSTRUMENT, codes)
    scores = scores_of(INSTRUMENT, points)
    for person, row in enumerate(codes):
        own = [
            None
            if code == MISSING
            else dict(zip(item.values, item.option_points(), strict=True))[code]
            for item, code in zip(INSTRUMENT.items, row, strict=True)
        ]
        expected = [scale_score(own[:2], least_share=1), scale_score(own)]
        np.testing.assert_allclose(
            scores[person], [np.nan if one is None else one for one in expected], atol=1e-4
        )


@given(answers)
def test_turning_every_item_turns_the_score(codes: np.ndarray) -> None:
    items = (Item("a"), Item("b"), Item("c"), Item("d"))
    turned = tuple(Item(item.code, is_reversed=True) for item in items)
    scale = (Scale("s", ("a", "b", "c", "d")),)
    one, other = Instrument(items, scale), Instrument(turned, scale)
    np.testing.assert_allclose(
        scores_of(one, points_of(one, codes)),
        100 - scores_of(other, points_of(other, codes)),
        atol=1e-4,
    )


def test_the_missing_rule_is_at_least_the_share() -> None:
    items = tuple(Item(code) for code in "abc")
    third = Instrument(items, (Scale("s", ("a", "b", "c"), least_share=1 / 3),))
    half = Instrument(items, (Scale("s", ("a", "b", "c")),))
    row = np.array([[5, MISSING, MISSING]], np.int8)
    assert scores_of(third, points_of(third, row))[0, 0] == 100
    assert np.isnan(scores_of(half, points_of(half, row))[0, 0])


def test_floats_with_nan_are_the_same_answers() -> None:
    floats = np.array([[1.0, np.nan], [5.0, 2.0]])
    np.testing.assert_array_equal(codes_of(floats), [[1, MISSING], [5, 2]])


@pytest.mark.parametrize("value", [1.5, -2, 200])
def test_values_that_no_option_can_have_are_refused(value: float) -> None:
    with pytest.raises(ValueError, match="whole numbers"):
        codes_of(np.array([[value]]))


def test_a_value_that_is_no_option_is_named() -> None:
    with pytest.raises(ValueError, match=r"b: 7 is none of .* \(row 2\)"):
        points_of(INSTRUMENT, np.array([[1, 1, 1, 1], [1, 7, 1, 1]], np.int8))


def test_columns_must_be_the_items() -> None:
    with pytest.raises(ValueError, match="4 columns"):
        points_of(INSTRUMENT, np.ones((3, 5), np.int8))


def test_items_can_be_scales_of_their_own() -> None:
    wide = INSTRUMENT.with_items()
    assert [one.code for one in wide.scales] == ["both", "all", "a", "b", "c", "fits"]
    assert [wide.scales[2].good, wide.scales[4].good] == [Good.HIGH, Good.LOW]
    assert wide.scales[4].important == 8


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Item("x", (1,)), "at least two"),
        (lambda: Item("x", (1, 1)), "at least two"),
        (lambda: Item("x", (-1, 1)), "between"),
        (lambda: Item("x", (0, 127)), "between"),
        (lambda: Item("x", (1, 2), points=(1,)), "one number"),
        (lambda: Instrument((Item("x"), Item("x")), ()), "two items"),
        (lambda: Instrument((Item("x"),), (Scale("s", ("y",)),)), "not there"),
        (lambda: Instrument((Item("x"),), (Scale("s", ()),)), "not there"),
        (lambda: Instrument((Item("x"),), (Scale("s", ("x",)),) * 2), "two scales"),
    ],
)
def test_faulty_instruments_are_refused(make: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        make()  # type: ignore[operator]


@given(st.integers(0, 50), st.integers(1, 60), st.data())
def test_an_items_points_are_indices(lowest: int, width: int, data: st.DataObject) -> None:
    item = Item("x", tuple(range(lowest, lowest + width + 1)))
    value = data.draw(st.sampled_from(item.values))
    table = dict(zip(item.values, item.option_points(), strict=True))
    assert table[value] == index_value(value, lowest=lowest, highest=lowest + width)
