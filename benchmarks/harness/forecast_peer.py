"""The peer of benchmarks/forecasting.py: statsforecast's MSTL with AutoETS for the trend.

Runs in an environment of its own (`uv run --no-project --with statsforecast …`), so that nothing
of it is installed beside Hundra. Reads tasks from a JSON file: a regular series without gaps, its
seasons' lengths in intervals, how many intervals ahead and the central bands in per cent; prints
one JSON object with the mean and the bands' ends of each.

    python forecast_peer.py TASKS.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from statsforecast.models import MSTL, AutoETS


def main() -> int:
    tasks = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    print(json.dumps([_forecast(task) for task in tasks]))
    return 0


def _forecast(task: dict[str, list[float]]) -> dict[str, list[float]]:
    model = MSTL(season_length=task["seasons"], trend_forecaster=AutoETS(model="ZZN"))
    found = model.forecast(
        y=np.array(task["series"]), h=int(task["ahead"][0]), level=[int(b) for b in task["bands"]]
    )
    return {name: np.asarray(values).tolist() for name, values in found.items()}


if __name__ == "__main__":
    raise SystemExit(main())
