"""Swedish compounds, split into the words they are made of.

A form joins first parts (with their linking s, e, o, u or none) and one last, inflected part.
Among several ways the one with the fewest parts is right most often, then the one whose parts
are the most common (Sjöbergh & Kann 2004, "Finding the correct interpretation of Swedish
compounds, a statistical approach"; the mean of frequencies: Koehn & Knight 2003).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from hundra.engines.text.lexicon import UNSEEN, Lexicon

SHORTEST_COMPOUND = 6
MOST_PARTS = 4
_SHORTEST_LAST = 3
_SHORTEST_FIRST = 3
_TWO_LETTER_FIRSTS = frozenset({"el", "is", "tv", "it", "ny"})
_SHORT = 3
_MOST_REMEMBERED = 50_000
_LEAST_SHORT_FREQUENCY = 1e-6
# Prefixes and particles: what they join is another word, not a compound to be found by its parts.
_PARTICLES = """
an av be bort efter emot ent er fram från för före genom hit hop kring med mellan miss
mot ned ner om på sam till tros und under upp ur ut utan van vid åter över dit igen
mer men den det dem din min sin hur var vad när här där kon par per pro pre kom bi
"""
# Endings that look like words but make adjectives and abstract nouns.
_ENDINGS = """
bar dom dör fri full het lig lös mässig rik sam skap vis ning are era ism ist ing ande
ende else art sen ten ser ter ren ler tur ion tor tal lar gar rar dare tare and ent
"""
_NO_FIRSTS = frozenset(_PARTICLES.split())
_NO_LASTS = frozenset(_ENDINGS.split()) | _NO_FIRSTS


@dataclass(frozen=True, slots=True)
class Split:
    """`parts` are headwords in order; `compound` is the whole in its dictionary form."""

    compound: str
    parts: tuple[str, ...]
    pieces: tuple[str, ...]


class CompoundSplitter:
    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._remembered: dict[str, list[str]] = {}

    def split(self, form: str) -> Split | None:
        """The best split of a form that is no headword, or of a headword that is a compound.

        A headword counts as a compound only when it is inflected as its last part is
        ("äldreomsorg" as "omsorg", but not "semester" as "ester") and is not itself more common
        than the parts.
        """
        if len(form) < SHORTEST_COMPOUND or not form.isalpha():
            return None
        best = max(self._splits(form, MOST_PARTS), key=self._quality, default=None)
        if best is None or not self._likely(form, best):
            return None
        return best

    def _quality(self, split: Split) -> tuple[int, float]:
        logs = [math.log(self._lexicon.commonness(part)) for part in split.parts]
        return -len(split.parts), sum(logs) / len(logs)

    def _likely(self, form: str, split: Split) -> bool:
        frequency = max(self._lexicon.commonness(split.compound), self._lexicon.frequency(form))
        if frequency <= UNSEEN:
            return True
        return math.log(frequency) < self._quality(split)[1] + math.log(2)

    def _splits(self, form: str, most: int) -> Iterator[Split]:
        known = self._lexicon.headwords(form)
        for cut in range(2, len(form) - _SHORTEST_LAST + 1):
            firsts = self._firsts(form[:cut])
            if not firsts:
                continue
            first = firsts[0]
            for rest in self._rests(form, cut):
                if most > 2:  # noqa: PLR2004 -- a first part and a compound
                    for inner in self._splits_of_rest(rest, most - 1):
                        yield _joined(form, cut, rest, first, inner)
                last = self._last(rest, known)
                if last is not None:
                    yield _joined(form, cut, rest, first, Split(last, (last,), (rest,)))

    def _splits_of_rest(self, rest: str, most: int) -> Iterator[Split]:
        if len(rest) >= SHORTEST_COMPOUND and not self._lexicon.headwords(rest):
            yield from self._splits(rest, most)

    def _rests(self, form: str, cut: int) -> Iterator[str]:
        yield form[cut:]
        # Three equal letters are written as two: "skattillägg" is skatt + tillägg.
        if form[cut - 1] == form[cut - 2] and form[cut - 1] not in "aeiouyåäö":
            yield form[cut - 1 :]

    def _firsts(self, piece: str) -> list[str]:
        # Most words of a language begin like another one.
        known = self._remembered.get(piece)
        if known is None:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            known = self._remembered[piece] = self._found_firsts(piece)
        return known

    def _found_firsts(self, piece: str) -> list[str]:
        if len(piece) < _SHORTEST_FIRST:
            return [piece] if piece in _TWO_LETTER_FIRSTS else []
        if piece in _NO_FIRSTS:
            return []
        firsts = self._lexicon.first_parts(piece)
        if len(piece) == _SHORT and not self._common(piece, firsts):
            return []
        return firsts

    def _common(self, piece: str, firsts: list[str]) -> bool:
        return any(
            self._lexicon.commonness(word) > _LEAST_SHORT_FREQUENCY for word in (piece, *firsts)
        )

    def _last(self, piece: str, whole: list[str]) -> str | None:
        """The headword of a last part; if the whole is a headword, one inflected like it."""
        if len(piece) < _SHORTEST_LAST or piece in _NO_LASTS:
            return None
        lexicon = self._lexicon
        heads = [
            head
            for head in lexicon.headwords(piece)
            if len(head) >= _SHORTEST_LAST
            and not lexicon.is_name(head)
            and head not in _NO_LASTS
            and (lexicon.is_full(head) or lexicon.paradigm(head))
        ]
        if whole:
            heads = [head for head in heads if self._inflected_alike(head, whole)]
        if len(piece) == _SHORT and not self._common(piece, heads):
            return None
        # Some inflected forms stand in the dictionary without a word on how they are inflected.
        full = [head for head in heads if lexicon.is_full(head)]
        return piece if piece in full else max(full or heads, key=lexicon.commonness, default=None)

    def _inflected_alike(self, head: str, whole: list[str]) -> bool:
        """Do the compound's inflections all belong to its last part?"""
        paradigm = self._lexicon.paradigm(head) | {"A"}
        return any(
            word.endswith(head) and self._lexicon.paradigm(word) <= paradigm for word in whole
        )


def _joined(form: str, cut: int, rest: str, first: str, inner: Split) -> Split:
    """`form` = a first part + `rest`, whose split is `inner`."""
    return Split(
        form[: len(form) - len(rest)] + inner.compound,
        (first, *inner.parts),
        (form[:cut], *inner.pieces),
    )
