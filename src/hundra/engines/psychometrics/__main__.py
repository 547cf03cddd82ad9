"""Scores and reliability of answers in a file, as a table.

python -m hundra.engines.psychometrics INSTRUMENT.yaml ANSWERS.csv
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import yaml

from hundra.engines.psychometrics.instruments import points_of, scores_of
from hundra.engines.psychometrics.levels import Levels, levels_of
from hundra.engines.psychometrics.reading import answers_of, instrument_of
from hundra.engines.psychometrics.reliability import Reliability, reliabilities
from hundra.engines.psychometrics.trees import Tree
from hundra.engines.psychometrics.waves import wave_of_scores

HEADING = (
    "| Skala | Frågor | Svar | Index | Osäkerhet | Spridning | Alfa | Osäkerhet | Omega"
    " | Golv | Tak |\n|---|--:|--:|--:|:-:|--:|--:|:-:|--:|--:|--:|"
)


def table(description: dict[str, object], lines: list[str]) -> Iterator[str]:
    """The table's lines, in Swedish and Markdown."""
    instrument = instrument_of(description)
    points = points_of(instrument, answers_of(instrument, lines))
    scores = scores_of(instrument, points)
    alone = Tree(np.array([-1]))
    levels = levels_of(wave_of_scores(instrument, alone, np.zeros(len(points), int), scores))
    yield HEADING
    for place, found in enumerate(reliabilities(instrument, points, scores)):
        yield _row(_title(description, place), found, levels, place)


def _row(title: str, found: Reliability, levels: Levels, place: int) -> str:
    interval = f"{levels.low[0, place]:.1f}–{levels.high[0, place]:.1f}"
    around = f"{found.alpha_low:.2f}–{found.alpha_high:.2f}"
    cells = (
        title,
        str(len(found.items)),
        str(found.scored),
        f"{found.mean:.1f}",
        interval,
        f"{found.deviation:.1f}",
        f"{found.alpha:.2f}",
        around,
        f"{found.omega:.2f}",
        f"{100 * found.floor:.1f} %",
        f"{100 * found.ceiling:.1f} %",
    )
    return f"| {' | '.join(cells)} |".replace(".", ",")


def _title(description: dict[str, object], place: int) -> str:
    scales = description["scales"]
    one = scales[place] if isinstance(scales, list) else {}
    return str(one.get("titles", {}).get("sv", one.get("code")))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("instrument", type=Path)
    parser.add_argument("answers", type=Path)
    options = parser.parse_args()
    try:
        description = yaml.safe_load(options.instrument.read_text(encoding="utf-8"))
        lines = options.answers.read_text(encoding="utf-8-sig").splitlines()
        sys.stdout.write("\n".join(table(description, lines)) + "\n")
    except (OSError, ValueError, yaml.YAMLError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
