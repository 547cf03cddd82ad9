"""What is known of Swedish words beforehand: headwords, frequencies, relations.

Words come from the Hunspell dictionary of Den stora fria ordlistan (package `hunspell-sv`, read
as data), frequencies from the package `wordfreq`: see docs/decisions on dictionaries.
"""

from __future__ import annotations

import gzip
import importlib.metadata
import importlib.resources
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgpack
import snowballstemmer

from hundra.engines.text.dictionary import Dictionary
from hundra.engines.text.irregular import FORMS, HEADWORDS

UNSEEN = 1e-8
"""Frequency taken for a word outside the list of common words (whose rarest have 1e-6)."""
_VERB = frozenset("jJKLmMNP")
_NOUN = frozenset("BCDEFGHI")
_CLASS = frozenset("ABCDEFGHIJKLMNOPQRT")
_SHORTEST_VERB = 4
_COMMON = 1e-5
_VERY_COMMON = 1e-3
_LONGEST_PLURAL = len("ledamöternas")
_SHORTEST_UNFLAGGED = 5
# Endings that make nouns of verbs, and what stands instead of them in the verb.
_DERIVED = (
    *(("ation", "era"), ("ning", "a"), ("ing", "a"), ("are", "a"), ("an", "a"), ("nad", "a")),
    *(("else", "a"), ("ande", "a"), ("sel", "a")),
)


class Lexicon:
    """Headwords, frequencies and derivations. Immutable once made; shared by all threads."""

    def __init__(self, dictionary: Dictionary, frequencies: Mapping[str, float]) -> None:
        self._dictionary = dictionary
        self._frequencies = frequencies
        self._commonness: dict[str, float] = {}
        self._stemmer = snowballstemmer.stemmer("swedish")

    def knows(self, form: str) -> bool:
        """Is the form Swedish as far as the dictionary tells (without splitting compounds)?"""
        return form in self._frequencies or form in HEADWORDS or form in self._dictionary

    def frequency(self, form: str) -> float:
        """The form's share of running Swedish text, between `UNSEEN` and 1."""
        return self._frequencies.get(form, UNSEEN)

    def commonness(self, headword: str) -> float:
        """The share of running text that is any form of the headword."""
        known = self._commonness.get(headword)
        if known is None:
            forms = {
                form
                for form in self._dictionary.forms(headword)
                # "buss" is a word of its own, not the genitive of "bus".
                if form == headword or len(self.paradigm(form)) <= 1
            } | FORMS.get(headword, frozenset())
            known = sum(self._frequencies.get(form, 0.0) for form in forms) or UNSEEN
            self._commonness[headword] = known
        return known

    def headwords(self, form: str) -> list[str]:
        """The headwords `form` may be an inflection of; nothing if it is unknown."""
        irregular = HEADWORDS.get(form)
        if irregular:
            # "böcker" and "män" stand in the dictionary as words of their own.
            return list(irregular)
        if self.frequency(form) > _VERY_COMMON:
            # "vi", "om", "år": not also rare words that happen to have such a form.
            return [form]
        return list(dict.fromkeys(map(self._singular, self._dictionary.headwords(form))))

    def stem(self, form: str) -> str:
        """The Snowball stem, for words that no dictionary has."""
        return str(self._stemmer.stemWord(form))

    def is_name(self, headword: str) -> bool:
        return headword in self._dictionary.names

    def paradigm(self, headword: str) -> frozenset[str]:
        """The inflections the headword takes, by the dictionary's flags."""
        return frozenset(self._dictionary.flags(headword)) & _CLASS

    def is_full(self, headword: str) -> bool:
        """Does the dictionary say how the headword is inflected, or that it ends compounds?"""
        return len(self.paradigm(headword)) > 1 or "Y" in self._dictionary.flags(headword)

    def is_noun(self, headword: str) -> bool:
        return bool(self.paradigm(headword) & _NOUN)

    def is_verb(self, headword: str) -> bool:
        flags = frozenset(self._dictionary.flags(headword))
        return headword.endswith("a") and len(flags & _VERB) > 1

    def first_parts(self, form: str) -> list[str]:
        """The headwords that `form` stands for at the beginning of a compound.

        "omsorgs" → omsorg, "förskole" → förskola, "gatu" → gata, "bygg" → bygga.
        """
        found = [self._resolved(head) for head in self._dictionary.joined(form)]
        if not found and form.endswith("s") and len(form) > _SHORTEST_UNFLAGGED:
            found = [form[:-1]] if self.is_noun(form[:-1]) else []
        elif not found and self.is_noun(form) and self.commonness(form) > _COMMON:
            found = [form]
        firsts = [head for head in dict.fromkeys(found) if not self.is_name(head)]
        return sorted(firsts, key=self.is_verb) if form.endswith("s") else firsts

    def derivation(self, headword: str) -> str | None:
        """The verb that a noun is made of: "ansökan" and "ansökning" → ansöka."""
        for ending, verbal in _DERIVED:
            if headword.endswith(ending):
                verb = headword.removesuffix(ending) + verbal
                if len(verb) >= _SHORTEST_VERB and self.is_verb(verb):
                    return verb
        return None

    def _singular(self, headword: str) -> str:
        """ "bostäder" and "läroböcker" stand in the dictionary as words of their own."""
        for cut in range(max(len(headword) - _LONGEST_PLURAL, 0), len(headword) - 3):
            for ending in HEADWORDS.get(headword[cut:], ()):
                if self._dictionary.stands_alone(headword[:cut] + ending):
                    return headword[:cut] + ending
        return headword

    def _resolved(self, head: str) -> str:
        """Forms that stand only in compounds, as the word that they come from."""
        bare = head.removesuffix("-")
        if bare.endswith("s") and self.is_noun(bare[:-1]):
            return bare[:-1]
        if self._dictionary.stands_alone(bare):
            return bare
        bases = (
            *(f"{bare}a", f"{bare[:-1]}a", f"{bare}e", f"{bare[:-1]}e", bare[:-1], bare),
            f"{bare[:-2]}er",
        )
        known = [
            base
            for base in bases
            if self._dictionary.stands_alone(base) and (self.is_noun(base) or self.is_verb(base))
        ]
        if bare.endswith("s"):
            # With a linking s it is a noun: "arbets" is arbete, not arbeta.
            known.sort(key=self.is_verb)
            return next(iter(known), bare)
        return max(known, key=self.commonness, default=bare)


@cache
def swedish_lexicon() -> Lexicon:
    """The lexicon of the installed packages, read once per process (about 0.4 s, 40 MB)."""
    return Lexicon(_installed_dictionary(), _installed_frequencies())


def _installed_dictionary() -> Dictionary:
    # The package lays its files in the environment's share/, outside of any importable package.
    files = {
        Path(str(file)).name: Path(str(file.locate()))
        for file in importlib.metadata.files("hunspell-sv") or ()
    }
    # The "expanded" list is Den stora fria ordlistan as it is; the other one adds a hundred
    # thousand unchecked words from translations, among them misspellings.
    return Dictionary.load(files["sv_SE_expanded.dic"], files["sv_SE_expanded.aff"])


def _installed_frequencies() -> dict[str, float]:
    """wordfreq's list of common words in its own format (cB: bins of a hundredth of a decade).

    Its module is not imported: that would also load the tokenizers of all languages.
    """
    data = importlib.resources.files("wordfreq") / "data" / "small_sv.msgpack.gz"
    with data.open("rb") as packed, gzip.open(packed, "rb") as unpacked:
        _, *bins = msgpack.load(unpacked, raw=False)
    return {
        word: 10 ** (-centibels / 100) for centibels, words in enumerate(bins) for word in words
    }
