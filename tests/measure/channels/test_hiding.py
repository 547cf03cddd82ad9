"""Small groups stay hidden, also from those who subtract."""

from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hundra.measure.channels.hiding import LEAST, hidden_cells, hidden_groups

SIZES = st.integers(0, 25)
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_large_groups_are_all_shown():
    assert hidden_groups({"sv": 900, "en": 80, "ar": 7}) == frozenset()


def test_a_small_group_takes_the_smallest_other_with_it():
    assert hidden_groups({"sv": 900, "en": 80, "ar": 20, "so": 3}) == {"so", "ar"}


def test_several_small_groups_need_no_other_when_they_are_enough_together():
    assert hidden_groups({"sv": 900, "en": 80, "ar": 5, "so": 3}) == {"so", "ar"}


def test_two_small_groups_that_are_too_few_together_take_another_with_them():
    assert hidden_groups({"sv": 900, "en": 80, "ar": 2, "so": 3}) == {"so", "ar", "en"}


def test_an_empty_group_hides_nobody():
    assert hidden_groups({"sv": 900, "en": 0}) == frozenset()


@unhurried
@given(st.dictionaries(st.integers(0, 9), SIZES))
def test_what_is_hidden_is_never_one_group_nor_few_people(sizes):
    hidden = hidden_groups(sizes)
    assert all(key in hidden for key, size in sizes.items() if 0 < size < LEAST)
    people = [size for size in sizes.values() if size]
    if hidden and len(hidden) < len(people):
        assert len(hidden) >= 2
        assert sum(sizes[key] for key in hidden) >= LEAST


@unhurried
@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), SIZES))
def test_no_line_of_a_map_tells_what_is_hidden_in_it(sizes):
    hidden = hidden_cells(sizes)
    for axis, place in [(axis, place) for axis in (0, 1) for place in range(5)]:
        line = [key for key in sizes if key[axis] == place and sizes[key]]
        unseen = [key for key in line if key in hidden]
        if unseen and len(unseen) < len(line):
            assert len(unseen) >= 2
            assert sum(sizes[key] for key in unseen) >= LEAST


def test_a_cell_hidden_before_takes_others_with_it():
    sizes = dict.fromkeys(combinations(range(4), 2), 20)
    assert (0, 1) in hidden_cells(sizes, [(0, 1)])
    assert len(hidden_cells(sizes, [(0, 1)])) > 1
