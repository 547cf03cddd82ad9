"""People's answers become sums by unit and scale."""

import subprocess
import sys

import numpy as np
import pytest

from hundra.engines.psychometrics import (
    Instrument,
    Item,
    Scale,
    Tree,
    points_of,
    scores_of,
    wave_of,
    wave_of_scores,
)

TREE = Tree(np.array([-1, 0, 0, 1]))
INSTRUMENT = Instrument(
    (Item("a"), Item("b", is_reversed=True), Item("c", (0, 1, 2, 126), points=(0, 33, 67, 100))),
    (
        Scale("all", ("c", "a", "b")),
        Scale("every", ("a", "b"), least_share=1),
        Scale("twice", ("a", "b", "b"), least_share=0.6),
        Scale("lone", ("b",)),
        Scale("free", ("c",), least_share=0),
    ),
)


def _answers(people: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(8)
    answers = rng.integers(1, 6, (people, 3))
    answers[:, 2] = rng.choice([0, 1, 2, 126], people)
    answers[rng.random(answers.shape) < 0.3] = -1
    return rng.choice([0, 1, 3], people), answers.astype(np.int8)


@pytest.mark.parametrize("people", [0, 1, 300])
def test_sums_are_those_of_everybodys_scores(people: int) -> None:
    units, answers = _answers(people)
    found = wave_of(INSTRUMENT, TREE, units, answers)
    scores = scores_of(INSTRUMENT, points_of(INSTRUMENT, answers))
    theirs = wave_of_scores(INSTRUMENT, TREE, units, scores)
    np.testing.assert_array_equal(found.n, theirs.n)
    np.testing.assert_allclose(found.total, theirs.total, rtol=1e-6)
    np.testing.assert_allclose(found.squares, theirs.squares, rtol=1e-6)
    assert not found.n[2].any()


def test_answers_may_lie_in_memory_as_they_like() -> None:
    units, answers = _answers(50)
    found = wave_of(INSTRUMENT, TREE, units, np.asfortranarray(answers))
    np.testing.assert_array_equal(found.total, wave_of(INSTRUMENT, TREE, units, answers).total)


@pytest.mark.parametrize("value", [7, 0, -2])
def test_an_answer_that_is_no_option_is_named_with_its_row(value: int) -> None:
    units, answers = _answers(300)
    answers[270, 1] = value
    with pytest.raises(ValueError, match=rf"b: {value} is none of .* \(row 271\)"):
        wave_of(INSTRUMENT, TREE, units, answers)


def test_the_answers_columns_must_be_the_items() -> None:
    with pytest.raises(ValueError, match="3 columns"):
        wave_of(INSTRUMENT, TREE, [0], np.ones((1, 4), np.int8))


def test_who_only_reads_figures_does_not_load_numba() -> None:
    look = 'import sys, hundra.engines.psychometrics; print("numba" in sys.modules)'
    told = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
