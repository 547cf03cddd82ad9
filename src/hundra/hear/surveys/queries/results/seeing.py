"""The part of the results that a user's roles open: what `rules.results` says, for all units."""

from __future__ import annotations

from dataclasses import dataclass

from hundra.core.accounts.rules import Actor
from hundra.hear.surveys import rules
from hundra.hear.surveys.queries.results.kinds import ResultUnit
from hundra.hear.surveys.queries.results.results import Results


@dataclass(frozen=True, eq=False)
class Seen:
    """`places` are the units whose results the user reads. The whole's are read by all of them."""

    results: Results
    places: frozenset[int]

    def __contains__(self, unit: ResultUnit) -> bool:
        return unit.place in self.places or (unit.place == 0 and bool(self.places))

    @property
    def tops(self) -> tuple[ResultUnit, ...]:
        """The units nearest the top that the user's roles are at: where their own part begins."""
        return tuple(
            one
            for one in self.results.units
            if one.place in self.places and one.above not in self.places
        )

    def units(self) -> tuple[ResultUnit, ...]:
        """The user's own part, each unit followed by those under it."""
        return tuple(one for top in self.tops for one in self.results.under(top))


def seen_by(user: Actor, results: Results) -> Seen:
    """What the user reads of the results; nothing (no places) without a role that reads there."""
    keys = rules.result_units(user)
    every = any(key in keys for key in results.above_all)
    own: list[bool] = []
    for one in results.units:
        above = one.above is not None and own[one.above]
        own.append(every or above or one.pk in keys)
    return Seen(results, frozenset(place for place, seen in enumerate(own) if seen))
