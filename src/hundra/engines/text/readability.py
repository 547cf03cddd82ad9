"""How heavy a Swedish text is to read: LIX (C.-H. Björnsson, Läsbarhet, 1968)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

LONG = 7
"""Letters from which a word counts as long: more than six."""

_WORD = re.compile(r"[^\W_]+(?:[-'’:][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$|[\"”»)])|\n\s*\n|\n(?=\s*[-*\d])")


class Ease(StrEnum):
    """Björnsson's steps: children's books, fiction, the press, facts, officialese."""

    VERY_EASY = "very_easy"  # below 25
    EASY = "easy"  # 25-34
    MIDDLE = "middle"  # 35-44
    HEAVY = "heavy"  # 45-54
    VERY_HEAVY = "very_heavy"  # 55 and more


STEPS = ((25, Ease.VERY_EASY), (35, Ease.EASY), (45, Ease.MIDDLE), (55, Ease.HEAVY))


@dataclass(frozen=True)
class Readability:
    """LIX = words per sentence + percent of long words."""

    words: int
    sentences: int
    long_words: int

    @property
    def lix(self) -> float:
        if not self.words:
            return 0.0
        return self.words / max(self.sentences, 1) + 100 * self.long_words / self.words

    @property
    def ease(self) -> Ease:
        value = round(self.lix)
        return next((ease for limit, ease in STEPS if value < limit), Ease.VERY_HEAVY)


def readability(text: str) -> Readability:
    """Counts in plain text. An item of a list, and a paragraph without a stop, is a sentence."""
    words = _WORD.findall(text)
    sentences = sum(1 for part in _SENTENCE_END.split(text) if _WORD.search(part))
    return Readability(
        words=len(words),
        sentences=sentences,
        long_words=sum(1 for word in words if len(word) >= LONG),
    )
