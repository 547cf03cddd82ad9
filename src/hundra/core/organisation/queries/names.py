"""Names of people who work here, found in a text that is about to be published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.db.models.functions import Lower

from hundra.core.organisation.models import Person

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SENTENCE_ENDS = re.compile(r"[.!?:\n]")
_MAX_WORDS = 20_000

# Ordinary Swedish words (nature, qualities, days and months) that are names as well:
# alone they say nothing of a person, beside another name they do.
_ORDINARY = frozenset(
    """
    ahl alm ask berg bergman björk björn blad blom bly bo borg brand bro bråk by dag dahl dal
    ek ekbom engel eng fager falk fors frid frisk fura glad gran gren grön grå hagen hall hans
    hav hed hedda hill hjort hjärta holm horn hök is jarl juni juli jul kant klang klar klint
    knut kung kvist käll lans lark lejon liljan lilja lind ling lo lund lugn lycka lång malm
    mark maj mars modig mo moln mynta må ny nord nyman näs norr ny palm pil prins ram rapp
    rask ren ros rosen ros rot rosa rolig rose ryd rydd rätt sand sjö skarp skog skott skön
    skär snäll sol sommar spets stark sten stig stor strand strid ström stål sund svan svan
    svea svensk syd tapper tall torn torp trygg tur tuva ung vik viktor vind vinter viola
    vår väst åker åkerman ås ängel äng ö öberg öst april augusti sara dan per
    """.split()  # noqa: SIM905  A list of sixty lines reads worse.
)


@dataclass(frozen=True, slots=True)
class _Token:
    written: str
    start: int
    end: int
    opens_sentence: bool

    @property
    def lowered(self) -> str:
        return self.written.lower()


def names_in(text: str) -> list[str]:
    """Names in the text that are those of people in the organisation, as they are written.

    A given and a family name side by side always count, in either order and any case; so
    does a family name alone if it has a capital inside a sentence and is no ordinary word
    (Berg, Lind, Sten). Names in the genitive are found too. People with protected identity
    count like all others, for theirs is the name that least may be published; nothing in
    the answer tells whose it is. Two indexed lookups, whatever the number of people.
    """
    tokens = list(_tokens(text))
    if not tokens:
        return []
    people = _people_with(tokens)
    pairs = sorted(_pairs(tokens, people))
    covered = {at for start, end in pairs for at in range(start, end)}
    lone = [
        (token.start, token.end)
        for token in _lone_family_names(tokens, people)
        if token.start not in covered
    ]
    return list(dict.fromkeys(text[start:end] for start, end in sorted([*pairs, *lone])))


def _tokens(text: str) -> Iterator[_Token]:
    end = 0
    for count, match in enumerate(_WORD.finditer(text)):
        if count >= _MAX_WORDS:
            return
        opens = not end or bool(_SENTENCE_ENDS.search(text[end : match.start()]))
        yield _Token(match[0], match.start(), match.end(), opens)
        end = match.end()


def _spellings(word: str) -> set[str]:
    """The word, and without the s of the genitive."""
    return {word, word[:-1]} if word.endswith("s") and len(word) > 2 else {word}  # noqa: PLR2004


def _people_with(tokens: list[_Token]) -> dict[str, set[str]]:
    """Family names in the text → the given names that go with each, all in lower case."""
    words = {spelling for token in tokens for spelling in _spellings(token.lowered)}
    last_parts = words | {
        f"{first.lowered} {spelling}"
        for first, second in pairwise(tokens)
        for spelling in _spellings(second.lowered)
    }
    rows = (
        Person.objects.annotate(family=Lower("family_name"))
        .filter(family__in=sorted(last_parts))
        .order_by()
        .values_list("family", Lower("given_name"))
        .distinct()
    )
    people: dict[str, set[str]] = {}
    for family, given in rows:
        people.setdefault(family, set()).update({given, *given.split()})
    return people


def _pairs(tokens: list[_Token], people: dict[str, set[str]]) -> Iterator[tuple[int, int]]:
    """Where a family name (of one word or two) has its given name beside it."""
    for at in range(len(tokens)):
        for width in (1, 2):
            part = tokens[at : at + width]
            given = _given_names(part, width, people)
            if not given:
                continue
            before = tokens[at - 1] if at else None
            after = tokens[at + width] if at + width < len(tokens) else None
            if before and before.lowered in given:
                yield _widened(tokens, at - 1, given), part[-1].end
            elif after and _spellings(after.lowered) & given:
                yield part[0].start, after.end


def _given_names(part: list[_Token], width: int, people: dict[str, set[str]]) -> set[str]:
    if len(part) < width:
        return set()
    head = "".join(f"{token.lowered} " for token in part[:-1])
    return {
        name
        for spelling in _spellings(part[-1].lowered)
        for name in people.get(head + spelling, ())
    }


def _widened(tokens: list[_Token], at: int, given: set[str]) -> int:
    """Takes in a further given name before ("Anna Karin Låtsaskvist")."""
    if at and tokens[at - 1].lowered in given:
        at -= 1
    return tokens[at].start


def _lone_family_names(tokens: Iterable[_Token], people: dict[str, set[str]]) -> Iterator[_Token]:
    for token in tokens:
        if token.opens_sentence or not token.written[0].isupper():
            continue
        family = _spellings(token.lowered) & people.keys()
        if family and not family & _ORDINARY:
            yield token
