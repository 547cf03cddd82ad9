"""Text to the numbers of word pieces: a unigram model over SentencePiece's vocabulary.

Kudo 2018, Subword regularization (arXiv:1804.10959): of all ways to cut a word into pieces of the
vocabulary the one with the largest product of probabilities, found by Viterbi's algorithm. Pieces
never cross a space, so each word is cut for itself and remembered.
"""

from __future__ import annotations

from functools import lru_cache

from hundra.engines.text.e5.weights import Vocabulary

_SPACE = "\u2581"
_UNKNOWN_PENALTY = 10.0
_LONGEST_WORD = 200
_REMEMBERED_WORDS = 16_384


class PieceTokenizer:
    """Cuts text into numbered pieces. Safe to share between threads."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary.pieces) if piece}
        self._numbers.pop(vocabulary.pieces[vocabulary.unknown], None)
        self._scores: list[float] = vocabulary.scores.tolist()
        self._unknown = vocabulary.unknown
        self._unknown_score = min(self._scores) - _UNKNOWN_PENALTY
        self._longest = max(map(len, vocabulary.pieces))
        self._normalised = vocabulary.normalised
        self.pieces_of_word = lru_cache(_REMEMBERED_WORDS)(self._cut)

    def __call__(self, text: str) -> list[int]:
        """The pieces' numbers, without the marks of beginning and end."""
        numbers: list[int] = []
        for word in text.translate(self._normalised).split(" "):
            for start in range(0, len(word), _LONGEST_WORD):
                part = word[start : start + _LONGEST_WORD]
                numbers += self.pieces_of_word(part if start else _SPACE + part)
        return numbers

    def _cut(self, word: str) -> tuple[int, ...]:
        best = [0.0] + [float("-inf")] * len(word)
        cuts: list[tuple[int, int]] = [(0, 0)] * (len(word) + 1)
        for start in range(len(word)):
            here = best[start]
            if here + self._unknown_score > best[start + 1]:
                best[start + 1] = here + self._unknown_score
                cuts[start + 1] = (start, self._unknown)
            for stop in range(start + 1, min(len(word), start + self._longest) + 1):
                number = self._numbers.get(word[start:stop])
                if number is not None and here + self._scores[number] > best[stop]:
                    best[stop] = here + self._scores[number]
                    cuts[stop] = (start, number)
        pieces = []
        at = len(word)
        while at:
            at, number = cuts[at]
            pieces.append(number)
        return tuple(reversed(pieces))
