"""What a question asks for, however its words are turned and ordered."""

from __future__ import annotations

from hundra.engines.text.analysis import SwedishAnalyzer
from hundra.engines.text.tokens import word_list

# A word with a greater share of running Swedish text says nothing of what is asked.
COMMON = 1e-3


def question_key(text: str, analyzer: SwedishAnalyzer | None = None) -> str:
    """The same for "när hämtas soporna" and "sopor hämtas när": stems of headwords, in order.

    "ansökan om bygglov" asks the same as "ansöka bygglov": a noun made of a verb counts as it.

    Without an analyzer (for other languages than Swedish) the words stand as they are compared.
    A text of common words alone keeps them. "" if there are no words.
    """
    words = word_list(text)
    if analyzer is None:
        return " ".join(sorted(set(words)))
    telling = [word for word in words if analyzer.lexicon.frequency(word) < COMMON]
    return " ".join(sorted({_stem(word, analyzer) for word in telling or words}))


def _stem(word: str, analyzer: SwedishAnalyzer) -> str:
    headword = analyzer.terms(word)[0].text
    verb = analyzer.lexicon.derivation(headword)
    return analyzer.lexicon.stem(verb or headword)
