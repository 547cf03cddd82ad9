"""A publication, read: every figure that may be shown, and for the rest why it is not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hundra.engines.psychometrics import VERDICTS
from hundra.hear.surveys.published import NO_VERDICT, REASONS, SHOWN, Figures
from hundra.hear.surveys.queries.results.kinds import (
    Change,
    Fit,
    Level,
    Measure,
    ResultUnit,
    Share,
    SplitGroup,
    Tie,
)
from hundra.hear.surveys.queries.results.wording import why_hidden

SWEDISH = str.maketrans("åäö", "{|}")
"""So that å, ä and ö sort after z."""


@dataclass(frozen=True, eq=False)
class Results:
    """Of one wave. Units by their key, measures by their code; None where nothing is shown."""

    wave: int
    title: str
    publication: int
    made_on: dt.date
    least_group: int
    earlier: int | None
    """The wave that changes are counted from."""
    earlier_title: str
    units: tuple[ResultUnit, ...]
    measures: tuple[Measure, ...]
    above_all: tuple[int, ...]
    """Keys of the units above the top, which the wave was not about."""
    figures: Figures

    @cached_property
    def places(self) -> Mapping[int, int]:
        return {one.pk: one.place for one in self.units}

    @cached_property
    def by_code(self) -> Mapping[str, Measure]:
        return {one.code: one for one in self.measures}

    @cached_property
    def scales(self) -> tuple[Measure, ...]:
        return tuple(one for one in self.measures if not one.is_item)

    @cached_property
    def items(self) -> tuple[Measure, ...]:
        """All questions with options, in the instrument's order; some are scales themselves."""
        return tuple(self.by_code[code] for code in self.figures.about["starts"])

    @property
    def whole(self) -> ResultUnit:
        return self.units[0]

    @property
    def outcome(self) -> Measure | None:
        return self.by_code.get(self.figures.about["outcome"])

    @cached_property
    def _below(self) -> Mapping[int, tuple[ResultUnit, ...]]:
        found: dict[int, list[ResultUnit]] = {}
        for one in self.units:
            if one.above is not None:
                found.setdefault(one.above, []).append(one)
        return {
            place: tuple(sorted(those, key=lambda one: one.name.lower().translate(SWEDISH)))
            for place, those in found.items()
        }

    def unit(self, pk: int) -> ResultUnit:
        """Raises KeyError where the unit was not asked."""
        return self.units[self.places[pk]]

    def children(self, unit: ResultUnit) -> tuple[ResultUnit, ...]:
        return self._below.get(unit.place, ())

    def under(self, unit: ResultUnit) -> Iterator[ResultUnit]:
        """The unit and all under it, each followed by its own."""
        yield unit
        for one in self.children(unit):
            yield from self.under(one)

    def line(self, unit: ResultUnit) -> tuple[ResultUnit, ...]:
        """From the top down to the unit."""
        found = [unit]
        while found[0].above is not None:
            found.insert(0, self.units[found[0].above])
        return tuple(found)

    def is_shown(self, unit: ResultUnit) -> bool:
        return bool(self.figures.why[unit.place] == SHOWN)

    def why_hidden(self, unit: ResultUnit, measure: Measure | None = None) -> str:
        """A sentence that says why; empty where the unit (or its figure) is shown."""
        figures = self.figures
        code = REASONS[figures.why[unit.place]]
        beside = int(figures.beside[unit.place])
        if not code and measure is not None:
            code = REASONS[figures.hidden[unit.place, measure.place]]
        name = self.units[beside].name if beside >= 0 else ""
        return why_hidden(code, self.least_group, name)

    def level(self, unit: ResultUnit, measure: Measure) -> Level | None:
        figures, at = self.figures, (unit.place, measure.place)
        if np.isnan(figures.mean[at]):
            return None
        return Level(
            int(figures.n[at]),
            _points(figures.mean[at]),
            _number(figures.low[at]),
            _number(figures.high[at]),
        )

    def change(self, unit: ResultUnit, scale: Measure) -> Change | None:
        """None where there was no wave before, or the figure of either is not shown."""
        figures, at = self.figures, (unit.place, scale.place)
        if scale.is_item or figures.verdict[at] == NO_VERDICT:
            return None
        return Change(
            VERDICTS[figures.verdict[at]],
            _points(figures.before[at]),
            _points(figures.difference[at]),
            _number(figures.change_low[at]),
            _number(figures.change_high[at]),
        )

    def shares(self, unit: ResultUnit, item: Measure) -> tuple[Share, ...]:
        """How many chose each option; empty where that may not be shown."""
        start = self.figures.about["starts"][item.code]
        counts = self.figures.counts[unit.place, start : start + len(item.options)].tolist()
        if not counts or counts[0] < 0:
            return ()
        n = sum(counts)
        return tuple(
            Share(option, count, n) for option, count in zip(item.options, counts, strict=True)
        )

    def ties(self, unit: ResultUnit) -> tuple[Tie, ...]:
        """Scales by how closely they go together with the outcome, the closest first."""
        figures = self.figures
        found = [
            Tie(
                scale,
                _points(figures.tie[unit.place, scale.place], 2),
                _points(figures.tie_low[unit.place, scale.place], 2),
                _points(figures.tie_high[unit.place, scale.place], 2),
                int(figures.tie_n[unit.place, scale.place]),
            )
            for scale in self.scales
            if not np.isnan(figures.tie[unit.place, scale.place])
        ]
        return tuple(sorted(found, key=lambda one: -abs(one.correlation)))

    def fits(self) -> tuple[Fit, ...]:
        return tuple(
            Fit(
                scale,
                int(n),
                _number(alpha),
                _number(low),
                _number(high),
                _number(omega),
                round(floor, 2),
                round(ceiling, 2),
            )
            for scale, (n, alpha, low, high, omega, floor, ceiling) in zip(
                self.scales, self.figures.fit.tolist(), strict=True
            )
            if n
        )

    def splits(self) -> tuple[str, ...]:
        """What units are split by: `models.Split`."""
        return tuple(self.figures.splits)

    def groups(self, unit: ResultUnit, split: str) -> tuple[SplitGroup, ...]:
        """The largest first, whether shown or not."""
        groups = self.figures.splits[split]
        values = self.figures.about["splits"][split]
        found = [
            SplitGroup(
                int(place),
                split,
                values[groups.value[place]],
                int(groups.people[place]),
                why_hidden(REASONS[groups.why[place]], self.least_group, ""),
            )
            for place in np.flatnonzero(groups.unit == unit.place)
        ]
        return tuple(sorted(found, key=lambda one: (-one.people, one.value)))

    def group_level(self, group: SplitGroup, scale: Measure) -> Level | None:
        groups, at = self.figures.splits[group.split], (group.place, scale.place)
        if scale.is_item or np.isnan(groups.mean[at]):
            return None
        return Level(
            int(groups.n[at]),
            _points(groups.mean[at]),
            _number(groups.low[at]),
            _number(groups.high[at]),
        )

    def ranked(self, unit: ResultUnit) -> tuple[tuple[Measure, Level], ...]:
        """Scales that are shown of the unit, the strongest first: by how good, against the whole.

        Scales have different middles (many demands are usual, little justice is not), so what is
        strong is told by the distance from the whole; of the whole itself, from the reference,
        and where there is none, by the level alone.
        """
        found = [
            (scale, level, self._distance(unit, scale, level))
            for scale in self.scales
            if (level := self.level(unit, scale)) is not None
        ]
        found.sort(key=lambda one: (-one[2], one[0].place))
        return tuple((scale, level) for scale, level, _distance in found)

    def compared_with(self, unit: ResultUnit, scale: Measure) -> float | None:
        """What a unit's level is held against: the whole's, and of the whole the reference."""
        if unit.above is None:
            return scale.reference
        level = self.level(self.whole, scale)
        return level.mean if level else None

    def _distance(self, unit: ResultUnit, scale: Measure, level: Level) -> float:
        other = self.compared_with(unit, scale)
        middle = 50.0 if other is None else other
        return scale.goodness(level.mean) - scale.goodness(middle)


def _points(found: np.float32, decimals: int = 1) -> float:
    """As it was rounded before it was kept in single precision."""
    return round(float(found), decimals)


def _number(found: float | np.float32) -> float | None:
    return None if np.isnan(found) else round(float(found), 2)
