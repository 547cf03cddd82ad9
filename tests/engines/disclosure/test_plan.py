"""The plan of what is shown, against an attacker who knows everything that is published."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from hundra.engines.disclosure import MESSAGES, People, Release, measured, plan
from hundra.engines.disclosure.families import family_of
from hundra.engines.disclosure.laminar import most_shown

LEAST = 5
BOTH = ((), ("work",), ("age",))


@st.composite
def trees(draw: st.DrawFn, most: int = 7) -> dict[int, int | None]:
    size = draw(st.integers(1, most))
    return {unit: draw(st.integers(0, unit - 1)) if unit else None for unit in range(size)}


@st.composite
def waves(draw: st.DrawFn, people: int = 40) -> tuple[dict[int, int | None], People]:
    parents = draw(trees())
    n = draw(st.integers(0, people))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    units = rng.integers(0, len(parents), n)
    return parents, People.of(units, {"work": rng.integers(-1, 3, n), "age": rng.integers(0, 2, n)})


def rows_of(release: Release) -> list[np.ndarray]:
    """Each published group as the people in it."""
    rows = []
    for part in release.parts.values():
        family = part.family
        for place in np.flatnonzero(part.shown):
            only = np.zeros(len(family), dtype=bool)
            only[place] = True
            rows.append(family.regions(only) == place)
    return rows


def smallest_given_away(rows: list[np.ndarray], least: int) -> bool:
    """Whether some sum over fewer than `least` people follows from the rows: every one tried.

    People in just the same groups can't be told apart, so they stand and fall together. A sum
    over S follows from the rows if they have a combination that is zero outside S, but not in it:
    that is, if their rank outside S is less than in all.
    """
    if not rows:
        return False
    matrix = np.array(rows, dtype=float)
    kinds, count = np.unique(matrix, axis=1, return_counts=True)
    used = kinds.any(axis=0)
    kinds, count = kinds[:, used], count[used]
    rank = np.linalg.matrix_rank(kinds)
    return any(
        np.linalg.matrix_rank(kinds[:, [at for at in range(len(count)) if at not in chosen]]) < rank
        for chosen in _largest_below(count.tolist(), least)
    )


def _largest_below(count: list[int], least: int) -> list[set[int]]:
    small = [at for at, many in enumerate(count) if many < least]
    found: list[set[int]] = []

    def grow(start: int, chosen: set[int], total: int) -> None:
        fits = [at for at in small if at not in chosen and total + count[at] < least]
        if not fits and chosen:
            found.append(set(chosen))
        for at in fits:
            if at >= start:
                grow(at + 1, chosen | {at}, total + count[at])

    grow(0, set(), 0)
    return found


@settings(deadline=None, max_examples=60)
@given(waves())
def test_no_sum_of_a_few_follows_from_units_and_splits(
    wave: tuple[dict[int, int | None], People],
) -> None:
    parents, people = wave
    release = plan(parents, people, BOTH, least=LEAST)
    assert not smallest_given_away(rows_of(release), LEAST)


@settings(deadline=None, max_examples=40)
@given(waves(), st.integers(0, 2**32 - 1))
def test_nor_after_a_reorganisation_and_nothing_is_taken_back(
    wave: tuple[dict[int, int | None], People], seed: int
) -> None:
    parents, people = wave
    first = plan(parents, people, ((), ("work",)), least=LEAST)
    rng = np.random.default_rng(seed)
    moved = {unit: int(rng.integers(0, unit)) if unit else None for unit in parents}
    second = plan(moved, people, BOTH, least=LEAST, earlier=[first.to_data()])
    third = plan(parents, people, BOTH, least=LEAST, earlier=[first.to_data(), second.to_data()])
    published = rows_of(first) + rows_of(second) + rows_of(third)
    assert not smallest_given_away(published, LEAST)
    for view in ((), ("work",)):
        assert (third.parts[view].shown | ~first.parts[view].shown).all()


@settings(deadline=None, max_examples=25)
@given(waves(25), st.integers(0, 2**32 - 1))
def test_linear_programming_cannot_pin_down_a_small_group(
    wave: tuple[dict[int, int | None], People], seed: int
) -> None:
    """Answers between 0 and 100; the attacker knows who is where, and all published sums."""
    parents, people = wave
    if not len(people):
        return
    rows = rows_of(plan(parents, people, BOTH, least=LEAST))
    if not rows:
        return
    rng = np.random.default_rng(seed)
    answers = rng.uniform(5, 95, len(people))
    sums = [answers[row].sum() for row in rows]
    for _ in range(3):
        group = rng.permutation(len(people))[: rng.integers(1, LEAST)]
        low, high = _bounds(np.array(rows, dtype=float), sums, group, len(people))
        assert high - low > 1e-3


def _bounds(
    rows: np.ndarray, sums: list[float], group: np.ndarray, people: int
) -> tuple[float, float]:
    aim = np.zeros(people)
    aim[group] = 1 / len(group)
    ends = [
        linprog(sign * aim, A_eq=rows, b_eq=sums, bounds=(0, 100), method="highs")
        for sign in (1, -1)
    ]
    return ends[0].fun, -ends[1].fun


@settings(deadline=None, max_examples=40)
@given(trees(6), st.integers(0, 2**32 - 1))
def test_of_a_tree_as_little_as_possible_is_hidden(
    parents: dict[int, int | None], seed: int
) -> None:
    rng = np.random.default_rng(seed)
    people = People.of(rng.integers(0, len(parents), 30))
    release = plan(parents, people, least=LEAST)
    family = release.parts[()].family
    best = max(
        sum(chosen)
        for chosen in product([0, 1], repeat=len(family))
        if _is_allowed(release, np.array(chosen, dtype=bool))
    )
    assert release.parts[()].shown.sum() == best


def _is_allowed(release: Release, chosen: np.ndarray) -> bool:
    family = release.parts[()].family
    regions = family.regions(chosen)
    counts = np.unique(regions[regions >= 0], return_counts=True)[1]
    return not (chosen & (family.n < LEAST)).any() and bool((counts >= LEAST).all())


def test_a_parent_less_its_children_does_not_reveal_the_hidden_child() -> None:
    parents = {1: None, 2: 1, 3: 1, 4: 1}
    people = People.of([2] * 20 + [3] * 9 + [4] * 3)
    release = plan(parents, people)
    assert [release.shows(unit) for unit in (1, 2, 3, 4)] == [True, True, False, False]
    few, beside = release.why_hidden(4), release.why_hidden(3)
    assert few is not None
    assert beside is not None
    assert few.message.format(limit=few.limit) == "Fewer than 7 people answered here."
    assert beside.message == MESSAGES["together"]
    assert beside.of is not None
    assert (beside.of.unit, beside.of.n) == (4, 3)
    assert release.why_hidden(1) is None
    assert release.hidden_share == pytest.approx(1 / 3)


def test_a_crossing_split_does_not_reveal_who_is_left() -> None:
    """Unit 2 has 10 nurses and 2 aides: unit 2 less its nurses would be the aides."""
    parents = {1: None, 2: 1, 3: 1}
    people = People.of([2] * 12 + [3] * 20, {"work": [0] * 10 + [1] * 2 + [0] * 10 + [1] * 10})
    release = plan(parents, people, ((), ("work",)))
    assert release.shows(2)
    assert not release.shows(2, work=0)
    assert not release.shows(2, work=1)


def test_the_limit_is_never_under_five() -> None:
    with pytest.raises(ValueError, match="5"):
        plan({1: None}, People.of([1] * 9), least=4)


def test_own_words_are_read_where_enough_people_are() -> None:
    parents = {1: None, 2: 1, 3: 1, 4: 2, 5: 2}
    people = People.of([3] * 30 + [4] * 25 + [5] * 10)
    release = plan(parents, people)
    assert release.shows(5)
    # 4's list beside 2's would tell that the rest is from the ten of 5.
    lists = release.texts(least=20)
    assert lists[5] in (1, 2)
    assert lists[3] == 3
    assert release.texts(least=100) == dict.fromkeys(parents)


def test_what_everybody_answered_alike_is_not_shown() -> None:
    parents = {1: None, 2: 1, 3: 1, 4: 1}
    people = People.of([2] * 10 + [3] * 10 + [4] * 12)
    points = np.full((32, 2), 50.0)
    points[:, 1] = np.arange(32) % 3 * 50
    points[:10, 0] = 0.0
    points[0, 0] = 25.0
    found = measured(plan(parents, people), points)
    # Only one of unit 2 answered otherwise; with unit 1 shown, a neighbour must be hidden too.
    assert [found.shows(0, unit) for unit in (1, 2, 3, 4)] == [True, False, False, True]
    assert all(found.shows(1, unit) for unit in parents)
    reason = found.why_hidden(0, 2)
    assert reason is not None
    assert reason.message == MESSAGES["alone"]


@settings(deadline=None, max_examples=20)
@given(trees(6), st.integers(0, 2**32 - 1))
def test_no_extreme_answers_follow_by_linear_programming(
    parents: dict[int, int | None], seed: int
) -> None:
    rng = np.random.default_rng(seed)
    n = 30
    people = People.of(rng.integers(0, len(parents), n))
    points = rng.choice([0.0, 25.0, 100.0, np.nan], (n, 1), p=[0.85, 0.08, 0.05, 0.02])
    release = plan(parents, people, least=LEAST)
    shown = measured(release, points).shown[()][0]
    family = release.parts[()].family
    answered = ~np.isnan(points[:, 0])
    rows = []
    for place in np.flatnonzero(shown):
        only = np.zeros(len(family), dtype=bool)
        only[place] = True
        rows.append((family.regions(only) == place)[answered])
    if not rows:
        return
    answers = points[answered, 0]
    assert not smallest_given_away(rows, LEAST)
    assert _room(np.array(rows, dtype=float), [answers[row].sum() for row in rows]) > 1e-3


def _room(rows: np.ndarray, sums: list[float]) -> float:
    """How far from both ends of the scale all answers at once could be, by all that is known.

    With some room, nobody's answer is known, nor of any few, whose sum doesn't follow by adding
    and subtracting: any answers that fit can be moved a little in every way that fits.
    """
    people = rows.shape[1]
    one_each, ends = np.eye(people), np.ones((people, 1))
    found = linprog(
        np.r_[np.zeros(people), -1.0],
        A_eq=np.c_[rows, np.zeros(len(rows))],
        b_eq=sums,
        A_ub=np.r_[np.c_[-one_each, ends], np.c_[one_each, ends]],
        b_ub=np.r_[np.zeros(people), np.full(people, 100.0)],
        bounds=[(0, 100)] * people + [(0, 50)],
        method="highs",
    )
    return -float(found.fun)


def test_a_figure_that_few_answered_is_hidden_by_itself() -> None:
    people = People.of([2] * 10 + [3] * 10)
    points = np.tile(np.array([[0.0, 50.0], [100.0, 50.0]]), (10, 1))
    points[:5, 0] = np.nan
    found = measured(plan({1: None, 2: 1, 3: 1}, people), points, highest=100.0)
    assert not found.shows(0, 2)
    assert not found.shows(0, 3)
    assert found.shows(0, 1)
    reason = found.why_hidden(0, 2)
    assert reason is not None
    assert reason.code == "few"
    assert found.shows(1, 2)


def test_splits_hide_hardly_more_than_the_best_possible() -> None:
    """All safe choices tried, on cases small enough."""
    ours = best = large = 0
    for seed in range(25):
        rng = np.random.default_rng(seed)
        people = People.of(rng.integers(1, 4, 40), {"work": rng.choice(3, 40, p=[0.5, 0.3, 0.2])})
        release = plan({0: None, 1: 0, 2: 0, 3: 0}, people, ((), ("work",)), least=LEAST)
        part = release.parts["work",]
        fixed = rows_of(release)[: int(release.parts[()].shown.sum())]
        ours += int(part.shown.sum())
        large += int((part.family.n >= LEAST).sum())
        best += _best_split(part.family, fixed)
    assert (large, best) == (162, 113)
    assert ours >= 0.93 * best


def _best_split(family, fixed: list[np.ndarray]) -> int:  # type: ignore[no-untyped-def]
    large = np.flatnonzero(family.n >= LEAST)
    rows = []
    for place in large:
        only = np.zeros(len(family), dtype=bool)
        only[place] = True
        rows.append(family.regions(only) == place)
    choices = sorted(product([0, 1], repeat=len(large)), key=sum, reverse=True)
    for chosen in choices:
        picked = [row for row, one in zip(rows, chosen, strict=True) if one]
        if not smallest_given_away(fixed + picked, LEAST):
            return sum(chosen)
    return 0


def test_a_group_is_told_by_its_key_and_values() -> None:
    people = People.of([7] * 8 + [9] * 8, {"work": [3] * 16})
    release = plan({5: None, 7: 5, 9: 5}, people, ((), ("work",)))
    groups = {
        (one.unit, *one.values.values()): (one.n, shown) for one, shown in release.groups("work")
    }
    assert groups == {(5, 3): (16, True), (7, 3): (8, True), (9, 3): (8, True)}
    assert not release.shows(7, age=1)


def test_people_must_be_in_units_of_the_tree() -> None:
    with pytest.raises(KeyError):
        plan({1: None}, People.of([1] * 9 + [2]))
    with pytest.raises(ValueError, match="place in the tree"):
        plan({1: 2, 2: 1}, People.of([1] * 9))


def test_amounts_of_nobody_hide_nothing() -> None:
    family = family_of(plan({1: None, 2: 1}, People.of([1] * 9)).tree, People.of([1] * 9), ())
    assert most_shown(family.above, family.n[None, None], (7,)).tolist() == [[True]]
