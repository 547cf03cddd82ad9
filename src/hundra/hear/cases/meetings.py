"""How many different people a citizen has met on the way to an answer (S20).

Cases know who has had the case, who has written to the citizen and who opened it. Apps above add
whom they know of, such as the guides who answered the calls:

    meetings.register(guides_of_cases)       # in AppConfig.ready()

where `guides_of_cases(keys)` gives pairs (key of the case, key of the user) for the keys of some
cases, in one query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

Source = Callable[[Sequence[int]], Iterable[tuple[int, int]]]

_sources: list[Source] = []


def register(source: Source) -> None:
    """Called from AppConfig.ready()."""
    _sources.append(source)


def sources() -> tuple[Source, ...]:
    return tuple(_sources)
