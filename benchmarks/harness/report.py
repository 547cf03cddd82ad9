"""Prints a benchmark's rows as a table, or with --json as one object on standard output."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Row:
    """One figure of ours beside the peers' of the same run. `ratio`: how many times better."""

    name: str
    ours: float
    peers: dict[str, float] = field(default_factory=dict)
    ratio: float | None = None
    unit: str = ""
    digits: int = 2


def arguments(description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--json", action="store_true", help="figures as one JSON object")
    parser.add_argument("--quick", action="store_true", help="smaller sizes, for a first look")
    return parser


def report(
    title: str, rows: list[Row], *, as_json: bool, more: dict[str, object] | None = None
) -> None:
    """`more`: what stands beside the rows in the JSON object."""
    if as_json:
        figures = {"rows": [asdict(row) for row in rows], **(more or {})}
        print(json.dumps(figures, ensure_ascii=False))
        return
    names = list(dict.fromkeys(peer for row in rows for peer in row.peers))
    print(f"\n{title}\n")
    header = f"{'':44}{'ours':>12}" + "".join(f"{name:>16}" for name in names) + f"{'ratio':>9}"
    print(header)
    print("-" * len(header))
    for row in rows:
        peers = "".join(_cell(row.peers.get(name), 16, row.digits) for name in names)
        ratio = f"{row.ratio:.2f}" if row.ratio is not None else ""
        print(
            f"{f'{row.name} ({row.unit})' if row.unit else row.name:44}"
            f"{_cell(row.ours, 12, row.digits)}{peers}{ratio:>9}"
        )


def _cell(value: float | None, width: int, digits: int) -> str:
    return f"{value:>{width},.{digits}f}" if value is not None else " " * width
