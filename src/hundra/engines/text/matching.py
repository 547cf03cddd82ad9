"""Why a document was found: the words of the query and the words of the text that they met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hundra.engines.text.planning import How, Slot, Wanted
from hundra.engines.text.segments import Document
from hundra.engines.text.vocabulary import Vocabulary

MOST_PER_WORD = 5


@dataclass(frozen=True, slots=True)
class Match:
    """`query`, as it was typed, met `found`, a word of the text as it is compared."""

    query: str
    found: str
    how: How
    weight: float


@dataclass(frozen=True, eq=False)
class Asked:
    """The words of one query, shared by all that it found."""

    slots: Sequence[Slot]
    vocabulary: Vocabulary

    @cached_property
    def wanted(self) -> list[dict[int, Wanted]]:
        """For each word of the query the terms that it may meet."""
        return [_wanted(slot) for slot in self.slots]


def words_met(document: Document, asked: Asked) -> frozenset[str]:
    """The words of the query, as they were typed, that meet any word of the text."""
    _, terms, _ = asked.vocabulary.terms_of(document.forms)
    there = set(terms.tolist())
    return frozenset(
        slot.text
        for slot, wanted in zip(asked.slots, asked.wanted, strict=True)
        if not there.isdisjoint(wanted)
    )


def matches_in(document: Document, asked: Asked) -> list[Match]:
    """For each word of the query the words it met, the strongest first."""
    by_slot, vocabulary = asked.wanted, asked.vocabulary
    places, terms, weights = vocabulary.terms_of(document.forms)
    wanted_terms = np.isin(terms, list({term for wanted in by_slot for term in wanted}))
    there = list(
        zip(
            document.forms[places[wanted_terms]].tolist(),
            terms[wanted_terms].tolist(),
            weights[wanted_terms].tolist(),
            strict=True,
        )
    )
    matches = []
    for slot, wanted in zip(asked.slots, by_slot, strict=True):
        found: dict[int, Match] = {}
        for form, term, weight in there:
            if term in wanted:
                match = _match(slot.text, form, wanted[term], weight, vocabulary)
                if form not in found or found[form].weight < match.weight:
                    found[form] = match
        matches += sorted(found.values(), key=lambda one: (-one.weight, one.found))[:MOST_PER_WORD]
    return matches


def _wanted(slot: Slot) -> dict[int, Wanted]:
    """The terms of a slot, each as it counts most."""
    wanted: dict[int, Wanted] = {}
    for alternative in slot.alternatives:
        for group in alternative.groups:
            for term, one in group.terms.items():
                weight = one.weight * alternative.weight
                if term not in wanted or wanted[term].weight < weight:
                    wanted[term] = Wanted(term, weight, one.how)
    return wanted


def _match(query: str, form: int, wanted: Wanted, weight: float, vocabulary: Vocabulary) -> Match:
    text = vocabulary.form_texts[form]
    how = wanted.how
    if how in (How.EXACT, How.INFLECTED):
        how = _how(query, text, vocabulary.term_texts[wanted.term], weight)
    return Match(query, text, how, weight * wanted.weight)


def _how(query: str, text: str, term: str, weight: float) -> How:
    """How a word of the text stands to the headword that the query has."""
    if text == query.lower():
        return How.EXACT
    if weight == 1:
        return How.INFLECTED
    return How.PART if text != term else How.DERIVED
