"""A Hunspell dictionary read as data: which headwords a form may belong to, and how it joins.

Only what a search needs of the format is read: suffix rules (SFX), whose application is undone
("parkeringens" → "parkering"), and the flags that say which forms may begin or end a compound.
Nothing is expanded in advance: 167,000 headwords give millions of forms, but a lookup of one
form tries only its dozen endings. Format: https://manpages.debian.org/hunspell.5
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

LONGEST_ENDING = 7
_RULE_FIELDS = 5


@dataclass(frozen=True, slots=True)
class SuffixRule:
    """From headwords that carry `flag` and end as `condition` says; the rest is filed above it."""

    flag: str
    condition: re.Pattern[str]


Rules = dict[str, dict[str, list[SuffixRule]]]
"""Ending of the form → ending of the headword → rules."""

_NONE: dict[str, list[SuffixRule]] = {}


@dataclass(frozen=True)
class Dictionary:
    """`entries`: headword (lower case) → its flags, one string per homonym, parted by spaces."""

    entries: dict[str, str]
    names: frozenset[str]
    inflections: Rules = field(default_factory=dict)
    joints: Rules = field(default_factory=dict)
    _by_flag: dict[str, list[tuple[str, str, SuffixRule]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for ending, by_strip in self.inflections.items():
            for strip, rules in by_strip.items():
                for rule in rules:
                    self._by_flag.setdefault(rule.flag, []).append((ending, strip, rule))

    @classmethod
    def load(cls, dic: Path, aff: Path) -> Dictionary:
        """Read the two files of a Hunspell dictionary (UTF-8, one-letter flags)."""
        entries, names = _entries(dic.read_text(encoding="utf-8").splitlines()[1:])
        inflections, joints = _rules(aff.read_text(encoding="utf-8").splitlines())
        return cls(entries, names, inflections, joints)

    def __contains__(self, form: str) -> bool:
        return form in self.entries or bool(self.headwords(form))

    def headwords(self, form: str) -> list[str]:
        """The headwords that `form` may be an inflection of; the form itself first if it is one."""
        found = [form] if self.stands_alone(form) else []
        found += (head for head in self._undone(form, self.inflections) if head not in found)
        return list(dict.fromkeys(found))

    def stands_alone(self, form: str) -> bool:
        """Is the form a headword, and not only a part of compounds (flag Z)?"""
        flags = self.entries.get(form)
        return flags is not None and any("Z" not in one for one in flags.split(" "))

    def flags(self, headword: str) -> str:
        return self.entries.get(headword, "")

    def joined(self, form: str) -> list[str]:
        """The headwords whose form at the beginning of compounds is `form` ("omsorgs" → omsorg)."""
        found = [form] if set(self.flags(form)) & set("XU") else []
        if f"{form}-" in self.entries:
            found.append(f"{form}-")
        return found + list(self._undone(form, self.joints))

    def forms(self, headword: str) -> set[str]:
        """The headword and all its inflections."""
        found = {headword}
        for flag in set(self.flags(headword)):
            for ending, strip, rule in self._by_flag.get(flag, ()):
                if rule.condition.search(headword):
                    found.add(headword[: len(headword) - len(strip)] + ending)
        return found

    def _undone(self, form: str, rules: Rules) -> Iterator[str]:
        entries = self.entries
        for cut in range(len(form), max(len(form) - LONGEST_ENDING, 1) - 1, -1):
            for strip, candidates in rules.get(form[cut:], _NONE).items():
                head = form[:cut] + strip
                flags = entries.get(head)
                if flags and any(
                    rule.flag in flags and rule.condition.search(head) for rule in candidates
                ):
                    yield head


def _entries(lines: Iterable[str]) -> tuple[dict[str, str], frozenset[str]]:
    entries: dict[str, str] = {}
    names = set()
    for line in lines:
        word, _, flags = line.strip().partition("/")
        if not word or "%" in flags or " " in word:
            continue
        lower = word.lower()
        if lower != word and lower not in entries:
            names.add(lower)
        elif lower == word:
            names.discard(lower)
        before = entries.get(lower)
        entries[lower] = flags if before is None else f"{before} {flags}"
    return entries, frozenset(names)


def _rules(lines: Iterable[str]) -> tuple[Rules, Rules]:
    """Rules by their ending: those of inflection, and those of first parts of compounds (…/W…)."""
    inflections: Rules = {}
    joints: Rules = {}
    for line in lines:
        parts = line.split()
        if len(parts) != _RULE_FIELDS or parts[0] != "SFX":
            continue
        _, flag, strip, ending, condition = parts
        ending, _, continuation = ending.partition("/")
        rule = SuffixRule(flag, re.compile(f"{condition}$"))
        filed = joints if "W" in continuation else inflections
        by_strip = filed.setdefault("" if ending == "0" else ending, {})
        by_strip.setdefault("" if strip == "0" else strip, []).append(rule)
    # Numbers written with colons or hyphens, and bare forms of compounds, are no inflections.
    for ending in [ending for ending in inflections if ":" in ending or "-" in ending]:
        del inflections[ending]
    return inflections, joints
