"""Cuts a text into passages that can answer on their own, and shows the one that does."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from hundra.engines.text.tokens import words

# A passage is shown as the answer in a list of hits: two to four sentences can be taken in at a
# glance, and about as many are what passages of question answering hold (100 words in Karpukhin
# et al. 2020, Dense passage retrieval).
MOST_WORDS = 60
_HEADING = re.compile(r"#{1,6}\s+(.+?)\s*#*$")
_ITEM = re.compile(r"(?:[-*+•–]|\d{1,2}[.)])\s+")
# A sentence ends by a mark and a space before a capital letter, a digit or a quotation mark.
_SENTENCE_END = re.compile(r"""[.!?…]["”’»)]*\s+(?=["“”’«(–-]*[A-ZÅÄÖÉ\d])""")
# Abbreviations that are followed by a name or a number, and numbers of days ("3. maj" is none).
_NO_END = re.compile(
    r"(?:^|[\s(])(?:bl\.a|t\.ex|d\.v\.s|dvs|m\.m|m\.fl|o\.s\.v|osv|ca|kl|nr|tel|st|s\.k|f\.d|fr\.o\.m"
    r"|t\.o\.m|i\.e|e\.g|kap|p|resp|ev|jfr|prop|[A-ZÅÄÖ])\.\s+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a text and the heading it stands under ("" where none)."""

    heading: str
    text: str

    @property
    def full(self) -> str:
        """Heading and text, as they are compared."""
        return f"{self.heading}\n{self.text}" if self.heading else self.text


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What is shown of a hit. `marks`: from–to of the words in `text` that were met."""

    heading: str
    text: str
    marks: tuple[tuple[int, int], ...]


def sentences(text: str) -> Iterator[str]:
    """The sentences of running text; a line of its own and a list's item end one too."""
    for line in text.splitlines():
        start = 0
        for found in _SENTENCE_END.finditer(line):
            if not _NO_END.search(line[start : found.end()]):
                yield line[start : found.end()].strip()
                start = found.end()
        if rest := line[start:].strip():
            yield rest


def cut(text: str, *, most_words: int = MOST_WORDS) -> list[Passage]:
    """Passages of whole sentences, none over `most_words` unless one sentence is.

    Markdown headings begin a new passage; an empty line only where the passage is half full.
    """
    passages: list[Passage] = []
    for heading, body in _sections(text):
        passages += [Passage(heading, part) for part in _grouped(body, most_words)]
    return passages


def excerpt(
    passages: Sequence[Passage], found: Collection[str], *, nearest: int | None = None
) -> Excerpt | None:
    """The passage to show, with the words of `found` (as they are compared) marked.

    `nearest` is the one nearest in meaning, if known. Else, or if it has none of the words and
    another has at least half of them, the one with the most different words is shown, the
    earliest of equals. None if there is no passage.
    """
    if not passages:
        return None
    met = [len({word for word, _, _ in words(one.full)} & set(found)) for one in passages]
    best = max(range(len(passages)), key=lambda place: met[place])
    if nearest is not None and nearest < len(passages):
        other_is_clearer = met[nearest] == 0 and met[best] * 2 >= len(set(found)) > 0
        best = best if other_is_clearer else nearest
    chosen = passages[best]
    marks = tuple((start, end) for word, start, end in words(chosen.text) if word in found)
    return Excerpt(chosen.heading, chosen.text, marks)


def _sections(text: str) -> Iterator[tuple[str, list[str]]]:
    heading, lines = "", list[str]()
    for line in text.splitlines():
        if found := _HEADING.match(line.strip()):
            if any(map(str.strip, lines)):
                yield heading, lines
            heading, lines = found.group(1), []
        else:
            lines.append(line)
    if any(map(str.strip, lines)) or heading:
        yield heading, lines


def _grouped(lines: list[str], most_words: int) -> Iterator[str]:
    group: list[str] = []
    size = 0
    for line in lines:
        if not line.strip() and size * 2 >= most_words:
            yield " ".join(group)
            group, size = [], 0
        for sentence in sentences(_ITEM.sub("", line.strip(), count=1)):
            length = len(sentence.split())
            if group and size + length > most_words:
                yield " ".join(group)
                group, size = [], 0
            group.append(sentence)
            size += length
    yield " ".join(group)
