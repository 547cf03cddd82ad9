"""Why a document was found: the words of the query and the words of the text that they met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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


def matches_in(document: Document, slots: Sequence[Slot], vocabulary: Vocabulary) -> list[Match]:
    """For each word of the query the words it met, the strongest first."""
    wanted = [_wanted(slot) for slot in slots]
    places, terms, weights = vocabulary.terms_of(document.forms)
    looked_up = np.fromiter({term for of in wanted for term in of}, np.int32)
    met = np.flatnonzero(np.isin(terms, looked_up))
    there = list(
        zip(
            document.forms[places[met]].tolist(),
            terms[met].tolist(),
            weights[met].tolist(),
            strict=True,
        )
    )
    matches = []
    for slot, of in zip(slots, wanted, strict=True):
        best: dict[int, Match] = {}
        for form, term, weight in there:
            one = of.get(term)
            if one is not None:
                match = _match(slot.text, vocabulary, form, one, weight)
                if form not in best or best[form].weight < match.weight:
                    best[form] = match
        found = sorted(best.values(), key=lambda match: (-match.weight, match.found))
        matches += found[:MOST_PER_WORD]
    return matches


def _wanted(slot: Slot) -> dict[int, Wanted]:
    """Each term that the slot looks up, by its strongest alternative."""
    wanted: dict[int, Wanted] = {}
    for alternative in slot.alternatives:
        for group in alternative.groups:
            for term, one in group.terms.items():
                scaled = Wanted(term, one.weight * alternative.weight, one.how)
                if term not in wanted or wanted[term].weight < scaled.weight:
                    wanted[term] = scaled
    return wanted


def _match(query: str, vocabulary: Vocabulary, form: int, one: Wanted, weight: float) -> Match:
    text, how = vocabulary.form_texts[form], one.how
    if how in (How.EXACT, How.INFLECTED):
        how = _how(query, text, vocabulary.term_texts[one.term], weight)
    return Match(query, text, how, weight * one.weight)


def _how(query: str, text: str, term: str, weight: float) -> How:
    """How a word of the text stands to the headword that the query has."""
    if text == query.lower():
        return How.EXACT
    if weight == 1:
        return How.INFLECTED
    return How.PART if text != term else How.DERIVED
