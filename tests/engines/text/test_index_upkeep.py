"""An index that is written to while it is searched."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hundra.engines.text.analysis import SwedishAnalyzer
from hundra.engines.text.lexical import FRESH_DOCUMENTS, LexicalIndex

TOPICS = ["bygglov", "parkering", "förskola", "bibliotek", "hemtjänst"]


@pytest.fixture(scope="module")
def analyzer() -> SwedishAnalyzer:
    return SwedishAnalyzer()


def text_of(number: int) -> str:
    return f"{TOPICS[number % len(TOPICS)]} nummer{number}"


def keys(index: LexicalIndex, query: str) -> set[int]:
    return {hit.key for hit in index.search(query, limit=10_000)}


def test_many_puts_one_by_one_lose_nothing(analyzer: SwedishAnalyzer) -> None:
    index = LexicalIndex(analyzer)
    many = 12 * FRESH_DOCUMENTS
    for number in range(many):
        index.put(number, {"body": text_of(number)})
        if number % 3 == 2:
            index.remove(number - 1)
    left = {number for number in range(many) if number % 3 != 1}
    index.compact()
    assert len(index) == len(left)
    for place, topic in enumerate(TOPICS):
        assert keys(index, topic) == {n for n in left if n % len(TOPICS) == place}


def test_searches_go_on_while_one_writes(analyzer: SwedishAnalyzer) -> None:
    index = LexicalIndex(analyzer)
    index.put_many((number, {"body": text_of(number)}, 1) for number in range(200))
    steady = {number for number in range(200) if number % len(TOPICS) == 0}
    wrong: list[object] = []
    done = threading.Event()

    def search() -> None:
        while not done.is_set():
            hits = index.search("bygglov", limit=10_000)
            if not steady <= {hit.key for hit in hits} or not hits[0].matches:
                wrong.append(hits)

    searchers = [threading.Thread(target=search) for _ in range(3)]
    for searcher in searchers:
        searcher.start()
    try:
        write_much(index)
    finally:
        done.set()
        for searcher in searchers:
            searcher.join()
    assert wrong == []
    assert keys(index, "bygglov") == {n for n in range(0, 600, 5) if n < 200 or n % 2 == 0}


def write_much(index: LexicalIndex) -> None:
    for number in range(200, 600):
        index.put(number, {"body": text_of(number)})
        if number % 2:
            index.remove(number)
    for number in range(1, 200, 5):
        index.put(number, {"body": "avfall"})


def test_many_put_at_once_replace_what_was_there(analyzer: SwedishAnalyzer) -> None:
    index = LexicalIndex(analyzer)
    index.put(1, {"body": "bygglov"})
    index.put(2, {"body": "bygglov"})
    index.put_many([(1, {"body": "parkering"}, 1), (3, {"body": "förskola"}, 1)])
    index.put_many([(3, {"body": "bibliotek"}, 1), (3, {"body": "parkering"}, 1)])
    assert keys(index, "bygglov") == {2}
    assert keys(index, "parkering") == {1, 3}
    assert keys(index, "förskola bibliotek") == set()
    assert 3 in index
    assert len(index) == 3


def test_a_field_the_index_does_not_have_is_refused(analyzer: SwedishAnalyzer) -> None:
    index = LexicalIndex(analyzer)
    index.put(1, {"body": "bygglov"})
    with pytest.raises(KeyError):
        index.put(1, {"colour": "rött"})
    assert keys(index, "bygglov") == {1}


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["put", "remove", "many", "compact"]),
            st.integers(0, 4),
            st.sampled_from(TOPICS),
        ),
        max_size=20,
    )
)
def test_whatever_is_done_exactly_the_last_texts_are_found(
    steps: list[tuple[str, int, str]],
) -> None:
    index = LexicalIndex(SwedishAnalyzer())
    now: dict[int, str] = {}
    for step, key, topic in steps:
        if step == "put":
            index.put(key, {"body": topic})
            now[key] = topic
        elif step == "remove":
            index.remove(key)
            now.pop(key, None)
        elif step == "many":
            index.put_many([(key, {"body": topic}, 1), (key + 1, {"body": topic}, 1)])
            now |= {key: topic, key + 1: topic}
        else:
            index.compact()
    for topic in TOPICS:
        assert keys(index, topic) == {key for key, text in now.items() if text == topic}
