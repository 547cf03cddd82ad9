"""Texts to vectors by multilingual E5."""

from __future__ import annotations

import itertools
import json
import threading
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib import resources

import numpy as np

from hundra.engines.text.e5.network import Network
from hundra.engines.text.e5.pieces import PieceTokenizer
from hundra.engines.text.e5.weights import Bytes, Floats, Model, weights_of
from hundra.engines.text.meaning import QueryMeaning, TextMeaning, sign_bits

_QUERY = "query:"
_PASSAGE = "passage:"
# Longest run through the network; it was trained on 512, and its time grows with the square.
_WINDOW = 384
_LONGEST_QUERY = 96


class E5Embedder:
    """Multilingual E5 small. Loaded when first used (half a second); shared by all threads.

    The vector of a text is the mean of its tokens' last layer, as the model was trained. A token's
    vector is the mean of the last layer, trained to tell what a text is about, and of one two
    thirds up, where words are told apart best (Zhang et al. 2020, BERTScore), each less its mean
    over Swedish texts, since all of them share one direction that tells nothing (Mu & Viswanath
    2018, All-but-the-top).
    """

    name = "multilingual-e5-small q4, layers 9+12, mean 1"
    dimensions = 384

    def __init__(self, *, threads: int = 1) -> None:
        self._threads = threads
        self._loading = threading.Lock()

    def query(self, text: str) -> QueryMeaning:
        ids = self._loaded.pieces(text)[:_LONGEST_QUERY]
        middle, last = self._run(_QUERY, ids)
        own = slice(-len(ids) - 1, -1)
        return QueryMeaning(
            vector=_unit(last.mean(axis=0)),
            tokens=self._token_vectors(middle[own], last[own]),
            ids=np.array(ids, np.int32),
        )

    def text(self, passages: Sequence[str]) -> TextMeaning:
        pieces = [self._loaded.pieces(passage) for passage in passages]
        total = np.zeros(self.dimensions, np.float32)
        signs: list[Bytes] = []
        for window in _windows([number for passage in pieces for number in passage]):
            middle, last = self._run(_PASSAGE, window)
            total += last.mean(axis=0) * max(len(window), 1)
            own = slice(-len(window) - 1, -1)
            signs.append(sign_bits(self._token_vectors(middle[own], last[own])))
        return TextMeaning(
            vector=_unit(total),
            signs=np.concatenate(signs),
            ids=np.array([number for passage in pieces for number in passage], np.int32),
            passage_tokens=np.array([len(passage) for passage in pieces], np.int32),
        )

    @property
    def _loaded(self) -> _Loaded:
        with self._loading:
            return self._parts

    @cached_property
    def _parts(self) -> _Loaded:
        return _Loaded(self._threads)

    def _run(self, prefix: str, ids: list[int]) -> tuple[Floats, Floats]:
        """The layers' vectors of beginning, prefix, the text's own pieces, end."""
        return self._loaded.run([*self._loaded.pieces(prefix), *ids], quick=prefix == _QUERY)

    def _token_vectors(self, middle: Floats, last: Floats) -> Floats:
        means = self._loaded.means
        return _unit(_unit(middle - means[0]) + _unit(last - means[1]))


class _Loaded:
    def __init__(self, threads: int) -> None:
        model = Model()
        self.pieces = PieceTokenizer(model.vocabulary)
        self.means = token_means()
        self._ends = model.vocabulary.begin, model.vocabulary.end
        self._words = model.blocks("emb.word", model.sizes.width)
        self._places = model.floats("emb.pos").reshape(model.sizes.positions, -1)
        self._kind = model.floats("emb.type")[: model.sizes.width]
        self._model = model
        self._threads = threads
        self._making = threading.Lock()
        self._networks: dict[bool, Network] = {}

    def run(self, ids: list[int], *, quick: bool) -> tuple[Floats, Floats]:
        begin, end = self._ends
        rows = weights_of(self._words[[begin, *ids, end]])
        return self._network(quick=quick)(rows + self._places[: len(rows)] + self._kind)

    def _network(self, *, quick: bool) -> Network:
        """Made when first used: a web process has questions only, a worker mostly texts."""
        with self._making:
            if quick not in self._networks:
                self._networks[quick] = Network(self._model, threads=self._threads, quick=quick)
            return self._networks[quick]


def token_means() -> Floats:
    """The mean of tokens' vectors over Swedish texts: a row for the middle layer, one the last.

    Made by scripts/token_means.py from the demo's articles.
    """
    file = resources.files("hundra.engines.text.e5").joinpath("token_means.json")
    return np.array(json.loads(file.read_text("utf-8")), np.float32)


def _windows(ids: list[int]) -> Iterator[list[int]]:
    """Runs of as equal length as can be, none over the longest. An empty text is one empty run."""
    count = max(1, -(-len(ids) // _WINDOW))
    cuts = [len(ids) * place // count for place in range(count + 1)]
    for start, stop in itertools.pairwise(cuts):
        yield ids[start:stop]


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), np.float32)
