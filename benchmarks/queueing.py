"""How fast a service centre is played, beside Ciw and SimPy, and whether all three agree.

Events a second of one core (an event: a caller comes or leaves), on M/M/16+M and on a centre with
two languages, the same models in all three (harness/queueing_peers.py); one play of a week of
Örebro's size with 18 languages and 50 guides; what compiling costs, apart. Then the agreement:
our figures with their 99 % interval beside Erlang A, Ciw and SimPy.

    uv run python benchmarks/queueing.py [--quick] [--json] [--no-peers]

Times are of the processor (`time.process_time`). Exit 1: slower than 100 × Ciw, a week over
10 ms, or figures that do not agree.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from harness.orebro_week import orebro_week
from harness.queueing_model import COMMON, OTHER, Model
from harness.report import Row, arguments, report

from hundra.engines.queueing import Skills
from hundra.engines.queueing.erlang import impatient
from hundra.engines.queueing.simulation import CallType, Centre, Exponential, Guide, Shift
from hundra.engines.queueing.simulation.kernel import records as r
from hundra.engines.queueing.simulation.layout import lay_out
from hundra.engines.queueing.simulation.playing import play_once
from hundra.engines.queueing.simulation.results import Result
from hundra.engines.queueing.simulation.simulate import simulate

HALF_HOUR = 1800
INTERVALS, WARM_UP = 80, 8
LEAST_RATIO, MOST_WEEK_MS = 100, 10
Z_99, Z_ALARM = 2.576, 4.0
PHONE = frozenset({"phone"})

ONE_KIND = Model(
    per_hour={COMMON: 240},
    one=16,
    both=0,
    handling_seconds=240,
    patience_seconds=300,
    seconds=INTERVALS * HALF_HOUR,
    warm_up_seconds=WARM_UP * HALF_HOUR,
)
TWO_SKILLS = replace(ONE_KIND, per_hour={COMMON: 180, OTHER: 60}, one=10, both=7)
PEERS = {"Ciw": "ciw==3.2.7", "SimPy": "simpy==4.1.2"}
PEERS_PROGRAM = Path(__file__).parent / "harness" / "queueing_peers.py"


@dataclass(frozen=True)
class Estimate:
    """A figure over plays, and its standard error. Without plays: a formula's."""

    value: float
    error: float
    plays: int = 0


@dataclass(frozen=True)
class Peer:
    events_per_second: float
    figures: dict[str, Estimate]


def main() -> int:
    options = _options()
    plays, peers_plays = (300, 10) if options.quick else (2_000, 40)
    names = [] if options.no_peers else list(PEERS)
    rows, agreement = [], []
    for title, model in (("M/M/16+M", ONE_KIND), ("two languages", TWO_SKILLS)):
        ours = _play(model, plays)
        peers = {name: _play_peer(name, model, peers_plays) for name in names}
        rows.append(_speed(title, ours, peers))
        agreement += _agreement(title, model, ours, peers)
    week = _week_ms()
    rows.append(Row("Örebro's week, one play", round(week, 2), unit="ms"))
    rows += _compiling()
    report("Playing a service centre", rows, as_json=options.json, more={"agreement": agreement})
    if not options.json:
        _print_agreement(agreement)
    return 1 if _is_slow(rows, week) or _differs(agreement) else 0


def _options() -> argparse.Namespace:
    parser = arguments(__doc__ or "")
    parser.add_argument("--no-peers", action="store_true", help="without Ciw and SimPy")
    return parser.parse_args()


# --- Ours ---


def centre(model: Model) -> Centre:
    intervals = int(model.seconds / HALF_HOUR)
    there = (Shift(0, model.seconds),)
    skills = [{COMMON: 3}] * model.one + [{COMMON: 3, OTHER: 3}] * model.both
    return Centre(
        types=tuple(
            CallType(
                language,
                [per_hour * HALF_HOUR / 3600] * intervals,
                Exponential(model.handling_seconds),
                language=language,
                patience=Exponential(model.patience_seconds),
            )
            for language, per_hour in model.per_hour.items()
        ),
        guides=tuple(Guide(Skills(key, can, PHONE), there) for key, can in enumerate(skills)),
        answer_within_seconds=model.within_seconds,
    )


def _play(model: Model, plays: int) -> Peer:
    simulate(centre(model), replications=1, cores=1)
    start = time.process_time()
    result = simulate(centre(model), replications=plays, seed=1, cores=1)
    seconds = time.process_time() - start
    counted = result.counted.by_type.sum(axis=(0, 1))
    events = counted[r.OFFERED] + counted[r.TALKED] + counted[r.GAVE_UP]
    return Peer(events / seconds, _figures(_settled(result), model))


def _settled(result: Result) -> dict[str, np.ndarray]:
    """Per play and language, without the warm-up."""
    counted = result.counted.by_group[:, WARM_UP:, :-1].sum(axis=1, dtype=float)
    columns = {"offered": r.OFFERED, "abandoned": r.GAVE_UP, "in_time": r.IN_TIME}
    told = {name: counted[:, :, column] for name, column in columns.items()}
    return {**told, "waited": counted[:, :, r.WAITED].sum(axis=1)}


# --- Peers ---


def _play_peer(name: str, model: Model, plays: int) -> Peer:
    """In an environment of its own, made by uv."""
    packages = [part for package in PEERS.values() for part in ("--with", package)]
    program = [str(PEERS_PROGRAM), name.lower(), json.dumps(asdict(model)), str(plays)]
    command = ["uv", "run", "--quiet", "--no-project", *packages, "python", *program]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    seen = told["seen"]
    languages = list(model.per_hour)
    sums = {
        column: np.array([[one[column].get(key, 0) for key in languages] for one in seen])
        for column in ("offered", "abandoned", "in_time")
    }
    sums["waited"] = np.array([one["waited"] for one in seen])
    return Peer(sum(one["events"] for one in seen) / told["seconds"], _figures(sums, model))


def _figures(sums: dict[str, np.ndarray], model: Model) -> dict[str, Estimate]:
    offered, abandoned = sums["offered"], sums["abandoned"]
    answered = (offered - abandoned).sum(axis=1)
    figures = {
        "mean wait of answered, s": _ratio(sums["waited"], answered),
        "answered within 20 s": _ratio(sums["in_time"].sum(axis=1), offered.sum(axis=1)),
    }
    for place, language in enumerate(model.per_hour):
        figures[f"abandoned, {language}"] = _ratio(abandoned[:, place], offered[:, place])
    return figures


def _ratio(x: np.ndarray, y: np.ndarray) -> Estimate:
    value = x.sum() / y.sum()
    error = (x - value * y).std(ddof=1) / y.mean() / math.sqrt(len(x))
    return Estimate(float(value), float(error), len(x))


# --- Rows ---


def _speed(title: str, ours: Peer, peers: dict[str, Peer]) -> Row:
    theirs = {name: round(peer.events_per_second) for name, peer in peers.items()}
    ratio = round(ours.events_per_second / theirs["Ciw"], 1) if "Ciw" in theirs else None
    return Row(title, round(ours.events_per_second), theirs, ratio, unit="events/s", digits=0)


def _week_ms() -> float:
    layout = lay_out(orebro_week())
    play_once(layout, seed=0)
    times = []
    for number in range(40):
        start = time.process_time()
        play_once(layout, seed=1, number=number)
        times.append((time.process_time() - start) * 1000)
    return statistics.median(times)


COMPILE = """
import time
from hundra.engines.queueing import Skills
from hundra.engines.queueing.simulation import CallType, Centre, Exponential, Guide, Shift
from hundra.engines.queueing.simulation.simulate import simulate
there = (Shift(0, 1800),)
guides = (Guide(Skills(1, {"sv": 3}, frozenset({"phone"})), there),)
centre = Centre((CallType("sv", [5], Exponential(60)),), guides)
start = time.process_time()
simulate(centre, replications=1, cores=1)
print(time.process_time() - start)
"""


def _compiling() -> list[Row]:
    """The first play on a machine, and the first of a process after that."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "NUMBA_CACHE_DIR": folder}
        seconds = [
            float(
                subprocess.run(
                    [sys.executable, "-c", COMPILE],
                    env=environment,
                    capture_output=True,
                    text=True,
                    check=True,
                ).stdout
            )
            for _ in range(2)
        ]
    return [
        Row("compiling, once on a machine", round(seconds[0], 1), unit="s"),
        Row("first play of a process after that", round(seconds[1], 2), unit="s"),
    ]


def _agreement(
    title: str, model: Model, ours: Peer, peers: dict[str, Peer]
) -> list[dict[str, object]]:
    known = {name: peer.figures for name, peer in peers.items()}
    if not model.both:
        known = {"Erlang A": _erlang(model), **known}
    return [
        {
            "name": f"{title}: {name}",
            "ours": figure.value,
            "low_99": figure.value - Z_99 * figure.error,
            "high_99": figure.value + Z_99 * figure.error,
            "peers": {peer: figures[name].value for peer, figures in known.items()},
            "z": {peer: _z(figure, figures[name]) for peer, figures in known.items()},
        }
        for name, figure in ours.figures.items()
    ]


def _erlang(model: Model) -> dict[str, Estimate]:
    line = impatient(
        model.one,
        calls_per_hour=model.per_hour[COMMON],
        handling_seconds=model.handling_seconds,
        patience_seconds=model.patience_seconds,
    )
    # Of the answered alone: all waits less those of who gives up, by the integral of P(answered
    # later than t) over t.
    ends = np.linspace(0, 20 * model.patience_seconds, 40_001)
    later = np.array([1 - line.abandoned - line.answered_within(end) for end in ends])
    waited = float(np.trapezoid(later, ends)) / (1 - line.abandoned)
    return {
        "mean wait of answered, s": Estimate(waited, 0),
        "answered within 20 s": Estimate(line.answered_within(model.within_seconds), 0),
        f"abandoned, {COMMON}": Estimate(line.abandoned, 0),
    }


def _z(ours: Estimate, theirs: Estimate) -> float:
    """How many standard errors of the difference apart.

    The same model varies as much from play to play whoever plays it: the peers' error is told from
    our many plays rather than from their few.
    """
    theirs_too = ours.plays / theirs.plays if theirs.plays else 0
    return (ours.value - theirs.value) / (ours.error * math.sqrt(1 + theirs_too))


def _print_agreement(agreement: list[dict]) -> None:
    print(
        "\nAgreement: our 99 % interval; the peers' figures, and how many standard errors apart\n"
    )
    for one in agreement:
        ours = f"{one['ours']:.4f} [{one['low_99']:.4f}, {one['high_99']:.4f}]"
        peers = "  ".join(
            f"{peer} {value:.4f} ({one['z'][peer]:+.1f})" for peer, value in one["peers"].items()
        )
        print(f"{one['name']:42}{ours:30}{peers}")


def _is_slow(rows: list[Row], week: float) -> bool:
    ratios = [row.ratio for row in rows if row.ratio is not None]
    return week >= MOST_WEEK_MS or any(ratio < LEAST_RATIO for ratio in ratios)


def _differs(agreement: list[dict]) -> bool:
    """Outside of chance, for as many figures as there are."""
    apart = [z for one in agreement for z in one["z"].values()]
    return any(abs(z) > Z_ALARM for z in apart)


if __name__ == "__main__":
    raise SystemExit(main())
