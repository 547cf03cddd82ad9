"""Synonyms that editors keep: words and phrases that ask for the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hundra.engines.text.tokens import word_list

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Synonyms:
    """For each phrase (its words as they are compared) the phrases it also asks for.

    They are used on the query only, so that a change is in force at once, with nothing to index.
    """

    also: Mapping[Phrase, tuple[Phrase, ...]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        *,
        groups: Iterable[Sequence[str]] = (),
        one_way: Iterable[tuple[str, Sequence[str]]] = (),
    ) -> Synonyms:
        """`groups`: all mean the same. `one_way`: who asks for the first also gets the others.

        A phrase may have several words ("ekonomiskt bistånd"). Empty ones are passed over.
        """
        also: dict[Phrase, dict[Phrase, None]] = {}
        pairs = [(one, group) for group in groups for one in group] + list(one_way)
        for word, others in pairs:
            phrase = tuple(word_list(word))
            found = also.setdefault(phrase, {}) if phrase else {}
            for other in others:
                target = tuple(word_list(other))
                if target and target != phrase:
                    found[target] = None
        return cls({phrase: tuple(targets) for phrase, targets in also.items() if targets})

    @property
    def longest(self) -> int:
        """The number of words of the longest phrase."""
        return max(map(len, self.also), default=0)
