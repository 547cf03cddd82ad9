"""Classes of those alike: nobody stands alone, whatever is asked for and subtracted."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hundra.engines.disclosure import Record, classes_of

LEAST = 7
record = st.builds(
    Record,
    st.tuples(st.sampled_from(["phone", "visit"]), st.sampled_from("abc"), st.sampled_from("xyz")),
    st.tuples(st.sampled_from([True, True, True, False]), st.just(True)),
)
records = st.lists(record, max_size=80)


@settings(deadline=None)
@given(records)
def test_everyone_is_in_one_class_and_no_class_is_small(given_records: list[Record]) -> None:
    found = classes_of(given_records, least=LEAST, loses=(1, 2, 0))
    if found is None:
        return
    members = sorted(member for one in found for member in one.members)
    assert members == list(range(len(given_records)))
    assert len({one.attributes for one in found}) == len(found)
    for one in found:
        assert len(one.members) >= LEAST
        for measure in range(2):
            n = sum(given_records[member].measured[measure] for member in one.members)
            assert n == 0 or n >= LEAST


@settings(deadline=None)
@given(records)
def test_attributes_are_true_or_lost(given_records: list[Record]) -> None:
    for one in classes_of(given_records, least=LEAST, loses=(1, 2, 0)) or ():
        for member in one.members:
            own = given_records[member].attributes
            assert all(kept in ("", real) for kept, real in zip(one.attributes, own, strict=True))


@settings(deadline=None, max_examples=60)
@given(records)
def test_no_question_less_another_leaves_a_few(given_records: list[Record]) -> None:
    """An attacker asks for every combination of filters and subtracts each from each."""
    found = classes_of(given_records, least=LEAST, loses=(1, 2, 0)) or ()
    filters = list(product(["", "phone", "visit"], ["", *"abc"], ["", *"xyz"]))

    def asked(wanted: tuple[str, ...]) -> set[int]:
        return {
            member
            for one in found
            if all(w in ("", a) for w, a in zip(wanted, one.attributes, strict=True))
            for member in one.members
        }

    answers = [asked(one) for one in filters]
    for one, other in product(answers, answers):
        left = len(one - other)
        assert left == 0 or left >= LEAST


def test_rare_ones_lose_the_reason_first() -> None:
    given_records = [Record(("phone", "housing", "sv"))] * 9
    given_records += [Record(("phone", "housing", "so"))] * 4
    given_records += [Record(("phone", "school", "so"))] * 4
    found = classes_of(given_records, least=LEAST, loses=(1, 2, 0))
    assert {one.attributes: len(one.members) for one in found or ()} == {
        ("phone", "housing", "sv"): 9,
        ("phone", "", "so"): 8,
    }


def test_a_few_join_the_class_they_share_most_with() -> None:
    given_records = [Record(("phone", "housing", "so"))] * 7
    given_records += [Record(("phone", "school", "so"))] * 2
    given_records += [Record(("visit", "school", "sv"))] * 7
    found = classes_of(given_records, least=LEAST, loses=(1, 2, 0))
    assert {one.attributes: len(one.members) for one in found or ()} == {
        ("phone", "", "so"): 9,
        ("visit", "school", "sv"): 7,
    }


def test_a_small_rest_takes_in_the_smallest_class() -> None:
    given_records = [Record(("phone",))] * 10 + [Record(("visit",))] * 8 + [Record(("web",))]
    found = classes_of(given_records, least=LEAST, loses=(0,))
    assert {one.attributes: len(one.members) for one in found or ()} == {("phone",): 10, ("",): 9}


def test_too_few_are_no_class() -> None:
    assert classes_of([Record(("phone",))] * 6, least=LEAST, loses=(0,)) is None
    assert classes_of([], least=LEAST, loses=(0,)) == ()


def test_a_measure_that_few_answered_is_no_class() -> None:
    given_records = [Record(("phone",), (True,))] * 3 + [Record(("phone",), (False,))] * 9
    assert classes_of(given_records, least=LEAST, loses=(0,)) is None


def test_a_class_has_someone() -> None:
    with pytest.raises(ValueError, match="at least one"):
        classes_of([], least=0, loses=())
