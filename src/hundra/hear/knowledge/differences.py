"""What differs between two wordings, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

from hundra.hear.knowledge.wording import LINK_KINDS, Link, Wording

MOST_WORDS = 1500
"""In a rewritten stretch. Longer ones are shown as replaced: no one reads them word by word."""

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


class Kind(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    kind: Kind
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """The pieces that both texts are made of: what is the same, removed and added, in order."""
    old, new = _LINE.findall(before), _LINE.findall(after)
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        was, became = "".join(old[a:b]), "".join(new[c:d])
        pieces += [Piece(Kind.SAME, was)] if tag == "equal" else _by_word(was, became)
    return _joined(pieces)


def _by_word(was: str, became: str) -> list[Piece]:
    old, new = _TOKEN.findall(was), _TOKEN.findall(became)
    if max(len(old), len(new)) > MOST_WORDS:
        return [Piece(Kind.REMOVED, was), Piece(Kind.ADDED, became)]
    pieces = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Kind.SAME, "".join(old[a:b])))
        else:
            pieces.append(Piece(Kind.REMOVED, "".join(old[a:b])))
            pieces.append(Piece(Kind.ADDED, "".join(new[c:d])))
    return _without_islands(pieces)


def _without_islands(pieces: list[Piece]) -> list[Piece]:
    """A space or comma alone between changes belongs to them: phrases are easier to read."""
    found = []
    for place, piece in enumerate(pieces):
        lonely = (
            piece.kind is Kind.SAME and not piece.text.strip(" ,.;:") and "\n" not in piece.text
        )
        if lonely and 0 < place < len(pieces) - 1:
            found += [Piece(Kind.REMOVED, piece.text), Piece(Kind.ADDED, piece.text)]
        else:
            found.append(piece)
    return found


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbours as one; between stretches that are the same, removed stands before added."""
    found: list[Piece] = []
    for is_same, group in groupby(pieces, key=lambda piece: piece.kind is Kind.SAME):
        run = list(group)
        for kind in (Kind.SAME,) if is_same else (Kind.REMOVED, Kind.ADDED):
            text = "".join(piece.text for piece in run if piece.kind is kind)
            found += [Piece(kind, text)] if text else []
    return found


PARTS = ("title", "short_answer", "spoken_answer", "steps", "links", "body", "keywords")


@dataclass(frozen=True)
class PartDifference:
    """One part of the wording that differs; `name` is one of PARTS."""

    name: str
    pieces: tuple[Piece, ...]


def wording_differences(before: Wording, after: Wording) -> list[PartDifference]:
    """The parts that differ, in the order that they are read."""
    found = []
    for name in PARTS:
        old, new = _text_of(before, name), _text_of(after, name)
        if old != new:
            found.append(PartDifference(name, tuple(differences(old, new))))
    return found


def _text_of(wording: Wording, name: str) -> str:
    value = getattr(wording, name)
    if name == "links":
        return "\n".join(map(_link, value))
    text = value if isinstance(value, str) else "\n".join(value)
    return text.replace("\r\n", "\n").strip()


def _link(link: Link) -> str:
    return f"{LINK_KINDS.get(link.kind, link.kind)}: {link.label} – {link.url}"
