"""Passages of a text that are blacked out: chosen by place, by whole passage or by words. Pure.

What is masked is not in the result at all, so it cannot be in what is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

MOST_MARKS = 5000
LONGEST_WORDS = 200
_MARK = re.compile(r"([a-z0-9]{1,20}):(\d{1,6})-(\d{1,6})")

Span = tuple[int, int]


@dataclass(frozen=True)
class Passage:
    """A part of a case that can be given out: `heading` always, `text` as far as it may be."""

    key: str
    heading: str
    text: str


@dataclass(frozen=True)
class Piece:
    """A stretch of text that is given out, or (without its text) one that is not."""

    text: str
    masked: bool = False


@dataclass(frozen=True)
class Redacted:
    """A passage as it is given out."""

    heading: str
    pieces: tuple[Piece, ...]

    @property
    def masked(self) -> int:
        return sum(piece.masked for piece in self.pieces)


def read_marks(text: str) -> dict[str, list[Span]]:
    """ "e1:0-5,e1:7-12" → {"e1": [(0, 5), (7, 12)]}; what cannot be read raises ValueError.

    A mark that was lost would give out what was meant to be kept.
    """
    found: dict[str, list[Span]] = {}
    marks = [mark for mark in text.split(",") if mark]
    if len(marks) > MOST_MARKS:
        raise ValueError("too many marks")
    for mark in marks:
        read = _MARK.fullmatch(mark)
        if read is None or int(read[2]) >= int(read[3]):
            raise ValueError(f"no mark: {mark[:40]!r}")
        found.setdefault(read[1], []).append((int(read[2]), int(read[3])))
    return found


def redact(
    passages: Sequence[Passage],
    *,
    marks: Mapping[str, Sequence[Span]],
    whole: Iterable[str] = (),
    words: Iterable[str] = (),
) -> list[Redacted]:
    """The passages without what is masked: by place, as a whole, or by words wherever they stand.

    Words are found in any case and over any white space between them. Raises ValueError for a
    mark in a passage that is not there or beyond its end.
    """
    wholly = set(whole)
    known = {passage.key: len(passage.text) for passage in passages}
    if (wholly | set(marks)) - set(known):
        raise ValueError("a mark in a passage that is not there")
    if any(end > known[key] for key, spans in marks.items() for _start, end in spans):
        raise ValueError("a mark beyond the end of the passage")
    pattern = _words_pattern(words)
    return [
        Redacted(passage.heading, _pieces(passage, marks, wholly, pattern)) for passage in passages
    ]


def _words_pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    phrases = sorted({" ".join(phrase.split()) for phrase in words} - {""}, key=len, reverse=True)
    if not phrases:
        return None
    parts = [r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases]
    return re.compile("|".join(parts), re.IGNORECASE)


def _pieces(
    passage: Passage,
    marks: Mapping[str, Sequence[Span]],
    wholly: set[str],
    pattern: re.Pattern[str] | None,
) -> tuple[Piece, ...]:
    text = passage.text
    if passage.key in wholly:
        return (Piece("", masked=True),) if text else ()
    spans = list(marks.get(passage.key, ()))
    if pattern is not None:
        spans += [found.span() for found in pattern.finditer(text)]
    pieces: list[Piece] = []
    here = 0
    for start, end in _merged(text, spans):
        if start > here:
            pieces.append(Piece(text[here:start]))
        pieces.append(Piece("", masked=True))
        here = end
    if here < len(text):
        pieces.append(Piece(text[here:]))
    return tuple(pieces)


def _merged(text: str, spans: Sequence[Span]) -> list[Span]:
    """In order; those with only white space between are one, so that words cannot be counted."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and (start <= merged[-1][1] or not text[merged[-1][1] : start].strip()):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
