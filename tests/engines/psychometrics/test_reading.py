"""Instruments and answers from files, and the real answers of Prevent's OSA questionnaire."""

import os
import sys
from pathlib import Path

import numpy as np
import pytest
import yaml

from hundra.engines.psychometrics import Good, points_of, reliabilities, scores_of
from hundra.engines.psychometrics.__main__ import main, table
from hundra.engines.psychometrics.reading import answers_of, instrument_of

ROOT = Path(__file__).parents[3]
DATA = Path(os.environ.get("HUNDRA_DATA", ROOT / "../shared/data")) / "osa/osa_2023.csv"
OSA = ROOT / "docs/howto/osa-2023.yaml"
HOWTO = ROOT / "docs/howto/staff-survey-figures.md"

FIVE = [{"value": value} for value in (1, 2, 3, 4, 5)]
DESCRIPTION = {
    "least_share": 0.6,
    "scales": [
        {"code": "s", "items": ["a", "b"], "good": "low", "important": 8},
        {"code": "t", "items": ["a"], "least_share": 1},
    ],
    "items": [
        {"code": "a", "options": [*FIVE, {"value": None}]},
        {"code": "b", "options": FIVE, "reversed": True},
        {"code": "own words", "kind": "text"},
        {"code": "c", "options": [{"value": 1, "points": 0}, {"value": 2, "points": 70}]},
    ],
}


def test_a_description_becomes_an_instrument() -> None:
    found = instrument_of(DESCRIPTION)
    assert [one.code for one in found.items] == ["a", "b", "c"]
    assert found.items[1].option_points() == (100, 75, 50, 25, 0)
    assert found.items[2].option_points() == (0, 70)
    first, second = found.scales
    assert (first.good, first.important, first.least_share) == (Good.LOW, 8, 0.6)
    assert (second.good, second.important, second.least_share) == (Good.HIGH, 5, 1)


def test_answers_are_found_by_their_columns() -> None:
    lines = ["b,who,a,c", "1.0,Alva,5,2", ",Bo,3,"]
    found = answers_of(instrument_of(DESCRIPTION), lines)
    np.testing.assert_array_equal(found, [[5, 1, 2], [3, -1, -1]])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"items": None}, "items: a list"),
        ({"scales": [{"items": ["a"]}]}, "scales: number 1 has no code"),
        ({"scales": [{"code": "s", "items": ["x"]}]}, "not there"),
        ({"scales": [{"code": "s", "items": ["a"], "good": "up"}]}, "not a valid Good"),
        ({"items": [{"code": "a", "options": [{"value": "x"}, {"value": 2}]}]}, "whole numbers"),
        ({"items": [{"code": "a", "options": [{"value": 1, "points": 0}, *FIVE[1:]]}]}, "points"),
    ],
    ids=["no items", "no code", "unknown item", "no direction", "no number", "half the points"],
)
def test_faults_are_named(change: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        instrument_of({**DESCRIPTION, **change})


def test_columns_that_are_not_there_are_named() -> None:
    with pytest.raises(ValueError, match="b, c"):
        answers_of(instrument_of(DESCRIPTION), ["a", "1"])


def test_the_command_says_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "a.csv"
    answers.write_text("ao1\n1\n", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["psychometrics", str(OSA), str(answers)])
    assert main() == 1
    assert "columns that are not there: ao2" in capsys.readouterr().err


needs_data = pytest.mark.skipif(not DATA.is_file(), reason="the data are not there")


@needs_data
def test_osa_has_the_alphas_that_pandas_and_pingouin_give() -> None:
    instrument = instrument_of(yaml.safe_load(OSA.read_text(encoding="utf-8")))
    points = points_of(instrument, answers_of(instrument, DATA.read_text("utf-8").splitlines()))
    found = reliabilities(instrument, points, scores_of(instrument, points))
    # k/(k−1)·(1 − Σ var / var Σ) over complete answers; pingouin.cronbach_alpha(nan_policy=
    # "listwise"), version 0.7.0, gives the same.
    expected = [0.841, 0.841, 0.837, 0.838, 0.877, 0.916, 0.726, 0.931]
    np.testing.assert_allclose([one.alpha for one in found], expected, atol=5e-4)
    assert [one.n for one in found] == [545, 514, 505, 489, 491, 480, 477, 472]
    assert all(one.scored >= one.n for one in found)


@needs_data
def test_the_table_in_the_docs_is_what_comes_out() -> None:
    description = yaml.safe_load(OSA.read_text(encoding="utf-8"))
    lines = DATA.read_text("utf-8").splitlines()
    assert "\n".join(table(description, lines)) in HOWTO.read_text(encoding="utf-8")
