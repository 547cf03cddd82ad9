"""How fast a full index answers when several people search at once, and what it takes to hold.

Two processes (as many as there are cores here), each with its own copy of the index as web
processes have, answer 8 users in a closed loop. The times are those the users see.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from harness.articles import MadeArticle, made_articles, made_questions
from harness.report import Row
from hundra.engines.text import passages
from hundra.engines.text.e5 import E5Embedder
from hundra.engines.text.lexical import LexicalIndex
from hundra.engines.text.meaning import TextMeaning
from hundra.engines.text.searching import Searcher
from hundra.engines.text.vectors import MeaningIndex

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

USERS = 8
SEED = 3
_MB = 1 << 20


@dataclass(frozen=True)
class Load:
    """`vectors`: a file that keeps the articles' vectors between runs; made anew without one."""

    articles: int
    vectors: Path | None


def speed_rows(load: Load, *, quick: bool) -> list[Row]:
    articles = list(made_articles(load.articles, seed=SEED))
    meanings, seconds, tokens = _meanings(articles, load.vectors)
    size = f"{len(articles):,} articles"
    rows = []
    if seconds:
        rows += [
            Row(f"{size}: vectors made", seconds, unit="s"),
            Row(f"{size}: vectors made", tokens / seconds, unit="tokens/s", digits=0),
        ]
    questions = made_questions(2_000 if quick else 6_000, seed=SEED)
    half = len(questions) // 2
    for by_meaning, asked in ((True, questions[:half]), (False, questions[half:])):
        rows += _closed_loop(articles, meanings if by_meaning else None, asked, size)
    return rows


def _meanings(articles: Sequence[MadeArticle], kept: Path | None) -> tuple[list[bytes], float, int]:
    """Each article's meaning as it is stored, the seconds it took (0 if read), and its tokens."""
    if kept and kept.is_file():
        with np.load(kept) as file:
            stored = [one.tobytes() for one in np.split(file["bytes"], file["cuts"])]
        if len(stored) == len(articles):
            return stored, 0.0, 0
    start = time.perf_counter()
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("spawn")) as pool:
        stored = list(pool.map(_meaning, articles, chunksize=50))
    seconds = time.perf_counter() - start
    tokens = sum(len(TextMeaning.from_bytes(one).ids) for one in stored)
    if kept:
        joined = np.frombuffer(b"".join(stored), np.uint8)
        np.savez(kept, bytes=joined, cuts=np.cumsum([len(one) for one in stored])[:-1])
    return stored, seconds, tokens


_embedder = E5Embedder()


def _meaning(article: MadeArticle) -> bytes:
    text = f"{article.short}\n\n{article.body}"
    parts = [article.title, *(one.full for one in passages.cut(text))]
    return _embedder.text(parts).to_bytes()


def _closed_loop(
    articles: Sequence[MadeArticle],
    meanings: Sequence[bytes] | None,
    questions: Sequence[str],
    size: str,
) -> list[Row]:
    processes = min(os.cpu_count() or 1, USERS)
    # One thread a search, as `hundra serve` has it: as many searches as cores are under way.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    context = multiprocessing.get_context("spawn")
    pipes = []
    for number in range(processes):
        ours, theirs = context.Pipe()
        own = questions[number::processes]
        arguments = (articles, meanings, own, USERS // processes, theirs)
        context.Process(target=_serve, args=arguments, daemon=True).start()
        pipes.append(ours)
    prepared = [pipe.recv() for pipe in pipes]
    for pipe in pipes:
        pipe.send("go")
    answered = [pipe.recv() for pipe in pipes]
    times = np.concatenate([times for times, _ in answered]) * 1_000
    cpu = sum(seconds for _, seconds in answered) / len(questions) * 1_000
    kind = "with meaning" if meanings is not None else "by words alone"
    name = f"{size}, {USERS} users, {kind}"
    return [
        Row(f"{size}: index of words built", prepared[0]["words"], unit="s"),
        Row(f"{name}: p50", float(np.percentile(times, 50)), unit="ms"),
        Row(f"{name}: p95", float(np.percentile(times, 95)), unit="ms"),
        Row(f"{name}: CPU a search", cpu, unit="ms"),
        Row(f"{size}, {kind}: memory of a process", prepared[0]["memory"], unit="MB", digits=0),
    ]


def _serve(
    articles: Sequence[MadeArticle],
    meanings: Sequence[bytes] | None,
    questions: Sequence[str],
    users: int,
    pipe: Connection,
) -> None:
    start = time.perf_counter()
    words = LexicalIndex()
    words.put_many(
        (key, {"title": one.title, "short": one.short, "body": one.body}, 1)
        for key, one in enumerate(articles)
    )
    built = time.perf_counter() - start
    searcher = _searcher(words, meanings)
    del articles, meanings
    for question in ("hur ansöker jag om bygglov", "hemtjenst avgift", "simskola"):
        searcher.search(question)
    gc.collect()
    gc.freeze()
    pipe.send({"words": built, "memory": _resident_bytes() / _MB})
    pipe.recv()
    pipe.send(_asked(searcher, questions, users))


def _searcher(words: LexicalIndex, meanings: Sequence[bytes] | None) -> Searcher:
    if meanings is None:
        return Searcher(words)
    vectors = MeaningIndex(_embedder.dimensions)
    for key, stored in enumerate(meanings):
        vectors.put(key, TextMeaning.from_bytes(stored))
    return Searcher(words, vectors, _embedder)


def _asked(
    searcher: Searcher, questions: Sequence[str], users: int
) -> tuple[np.ndarray[tuple[int], np.dtype[np.float64]], float]:
    """Every question once, shared between the users: seconds of each, and of CPU in all."""
    times: list[float] = []

    def ask(own: Sequence[str]) -> None:
        for question in own:
            start = time.perf_counter()
            searcher.search(question)
            times.append(time.perf_counter() - start)

    people = [
        threading.Thread(target=ask, args=(questions[number::users],)) for number in range(users)
    ]
    cpu = time.process_time()
    for person in people:
        person.start()
    for person in people:
        person.join()
    return np.array(times), time.process_time() - cpu


def _resident_bytes() -> int:
    pages = Path("/proc/self/statm").read_text("ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
