"""Personal data in a text that is about to be published, as far as its form gives it away.

Rather one mark too many than one too few: a person looks at each and decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from personnummer import personnummer


class FindingKind(StrEnum):
    EMAIL = "email"
    PERSONAL_NUMBER = "personal_number"
    PHONE = "phone"
    ADDRESS = "address"
    NAME = "name"


@dataclass(frozen=True, kw_only=True, order=True)
class Finding:
    """`text` stands at `start`:`end` and may be personal data. `certain` if its form proves it."""

    start: int
    end: int
    kind: FindingKind
    text: str
    certain: bool = True


_EMAIL = re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\]|\(a\))\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
# YYMMDD or YYYYMMDD, a sign or none, four digits; days of coordination numbers have 60 added.
_PERSONAL_NUMBER = re.compile(
    r"(?<!\d)(?:18|19|20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"
    r"(?:\s?[-+\u2010-\u2015\u2212]\s?|\s)?\d{4}(?!\d)"
)
# Swedish numbers begin with 0 or +46 and have 8 to 11 digits, grouped in many ways.
_PHONE = re.compile(r"(?<![\d+])(?:\+\s?46|0046|0)(?:[\s\-/().\u2010-\u2015]{0,3}\d){7,11}(?!\d)")
_STREET = (
    r"(?:gatan|gata|vägen|väg|gränden|gränd|stigen|stig|torget|torg|backen|backe|allén|allé"
    r"|platsen|plan|stråket|kajen|kroken|ringen|slingan|tået|gården|hagen|liden)"
)
_ADDRESS = re.compile(
    rf"\b(?:[A-ZÅÄÖ][\wåäöé:.-]*\s){{0,2}}[A-ZÅÄÖ][\wåäöé-]*?{_STREET}\s?\d{{1,4}}\s?(?:[A-H]\b)?"
    rf"|\b(?:[A-ZÅÄÖ][\wåäöé-]*\s){{1,2}}(?i:{_STREET})\s\d{{1,4}}\s?(?:[A-H]\b)?"
    r"|(?<!\d)[1-9]\d{2}\s?\d{2}\s+[A-ZÅÄÖ][a-zåäöé]{2,}",
)
# The words before it in any case; the name itself is known by its capital letter.
_SPOKEN_NAME = re.compile(
    r"\b(?i:jag heter|mitt namn är|my name is|mvh|m\.v\.h\.|vänliga hälsningar|hälsningar)"
    r"[\s,:]*([A-ZÅÄÖ][a-zåäöéü-]+(?:[ \t]+[A-ZÅÄÖ][a-zåäöéü-]+){0,2})"
)


def find_personal_data(text: str, *, names: Iterable[str] = ()) -> list[Finding]:
    """What may be personal data, in the order of the text and without overlaps.

    `names` are further names known to be people's, marked wherever they stand. Where two marks
    overlap the surer kind counts: e-mail, then personal number, phone, address, name.
    """
    kept: list[Finding] = []
    for finding in _all(text, names):
        if all(finding.end <= other.start or finding.start >= other.end for other in kept):
            kept.append(finding)
    return sorted(kept)


def without(text: str, findings: Iterable[Finding]) -> str:
    """The text with what was found in it taken away, and the spaces left over."""
    for finding in sorted(findings, reverse=True):
        text = text[: finding.start] + text[finding.end :]
    text = re.sub(r"[ \t]+([,.;:!?)])", r"\1", re.sub(r"[ \t]{2,}", " ", text))
    return "\n".join(line.strip() for line in text.splitlines()).strip()


def mark_names(text: str, names: Iterable[str]) -> Iterator[Finding]:
    """Each place where one of the names stands as words of its own; longer names first."""
    for name in sorted(set(names), key=len, reverse=True):
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            yield _finding(FindingKind.NAME, found.start(), found.group())


def _all(text: str, names: Iterable[str]) -> Iterator[Finding]:
    for found in _EMAIL.finditer(text):
        yield _finding(FindingKind.EMAIL, found.start(), found.group())
    numbers = [
        _finding(
            FindingKind.PERSONAL_NUMBER,
            found.start(),
            found.group(),
            certain=_checks(found.group()),
        )
        for found in _PERSONAL_NUMBER.finditer(text)
    ]
    # A phone number can look like a personal number, but hardly with the right check digit.
    yield from (number for number in numbers if number.certain)
    for found in _PHONE.finditer(text):
        yield _finding(FindingKind.PHONE, found.start(), found.group())
    yield from (number for number in numbers if not number.certain)
    for found in _ADDRESS.finditer(text):
        yield _finding(FindingKind.ADDRESS, found.start(), found.group(), certain=False)
    yield from mark_names(text, names)
    for found in _SPOKEN_NAME.finditer(text):
        yield _finding(FindingKind.NAME, found.start(1), found.group(1), certain=False)


def _finding(kind: FindingKind, start: int, text: str, *, certain: bool = True) -> Finding:
    text = text.rstrip()
    return Finding(start=start, end=start + len(text), kind=kind, text=text, certain=certain)


def _checks(number: str) -> bool:
    """Is the check digit right (Luhn, also for coordination numbers)?"""
    digits = re.sub(r"[^\d+]", "", number)
    return bool(personnummer.valid(digits))
