"""Why a document was found: the words of the query and the words of the text that they met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
    matches = []
    for slot in slots:
        wanted: dict[int, Wanted] = {}
        for alternative in slot.alternatives:
            for group in alternative.groups:
                for term, one in group.terms.items():
                    scaled = Wanted(term, one.weight * alternative.weight, one.how)
                    if term not in wanted or wanted[term].weight < scaled.weight:
                        wanted[term] = scaled
        found = [
            match
            for form in document.forms.tolist()
            if (match := _match(slot.text, form, wanted, vocabulary)) is not None
        ]
        found.sort(key=lambda match: (-match.weight, match.found))
        matches += found[:MOST_PER_WORD]
    return matches


def _match(
    query: str, form: int, wanted: dict[int, Wanted], vocabulary: Vocabulary
) -> Match | None:
    best: Match | None = None
    text = vocabulary.form_texts[form]
    for term, weight in vocabulary.form_terms(form):
        one = wanted.get(term)
        if one is not None and (best is None or best.weight < weight * one.weight):
            how = one.how
            if how in (How.EXACT, How.INFLECTED):
                how = _how(query, text, vocabulary.term_texts[term], weight)
            best = Match(query, text, how, weight * one.weight)
    return best


def _how(query: str, text: str, term: str, weight: float) -> How:
    """How a word of the text stands to the headword that the query has."""
    if text == query.lower():
        return How.EXACT
    if weight == 1:
        return How.INFLECTED
    return How.PART if text != term else How.DERIVED
