"""What results are told in: units, measures, levels, changes, ties and reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hundra.engines.psychometrics import Good, Verdict
from hundra.hear.surveys.models.question_sets import in_language
from hundra.hear.surveys.queries.results.wording import group_title


@dataclass(frozen=True, slots=True)
class ResultUnit:
    """A unit as it stood when it was asked. `place` is its row in all arrays, parents first.

    `invited` and `answered` are of the unit and all under it.
    """

    place: int
    pk: int
    name: str
    above: int | None
    """The parent's place; None at the top."""
    depth: int
    invited: int
    answered: int

    @property
    def rate(self) -> float | None:
        """The share that answered, 0–1."""
        return self.answered / self.invited if self.invited else None


@dataclass(frozen=True, slots=True)
class Option:
    """One of an item's options, or several told as one. `points` from 0 to 100 if they differ."""

    texts: Mapping[str, str]
    values: tuple[int, ...]

    @property
    def text(self) -> str:
        return in_language(dict(self.texts))


@dataclass(frozen=True, slots=True)
class Measure:
    """A scale, or an item by itself. `place` is its column; scales stand first."""

    place: int
    code: str
    titles: Mapping[str, str]
    good: Good
    important: float
    """The least difference, in points, that is worth speaking of."""
    reference: float | None
    """The level elsewhere, from the instrument."""
    items: tuple[str, ...]
    is_item: bool
    options: tuple[Option, ...] = ()

    @property
    def title(self) -> str:
        return in_language(dict(self.titles))

    def goodness(self, points: float) -> float:
        """Points turned so that 100 is the best."""
        return points if self.good is Good.HIGH else 100.0 - points


@dataclass(frozen=True, slots=True)
class Level:
    """A mean of 0–100, of `n` people; no interval where nothing varied."""

    n: int
    mean: float
    low: float | None
    high: float | None

    @property
    def points(self) -> str:
        """The mean as it is read in a table: whole points."""
        return f"{self.mean:.0f}"


@dataclass(frozen=True, slots=True)
class Change:
    """Since the wave before: in points, with what is said of it."""

    verdict: Verdict
    before: float
    difference: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Share:
    """How many chose an option, of the `n` who answered the item."""

    option: Option
    count: int
    n: int

    @property
    def share(self) -> float:
        return self.count / self.n if self.n else 0.0

    @property
    def percent(self) -> int:
        return round(100 * self.share)


@dataclass(frozen=True, slots=True)
class Tie:
    """How a scale goes together with the outcome: correlation from −1 to 1, its interval, n.

    Turned so that more is better on both. It does not tell what causes what.
    """

    measure: Measure
    correlation: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a scale measures, at the whole. None where it cannot be had."""

    measure: Measure
    n: int
    alpha: float | None
    alpha_low: float | None
    alpha_high: float | None
    omega: float | None
    floor: float
    ceiling: float

    @property
    def floor_percent(self) -> int:
        return round(100 * self.floor)

    @property
    def ceiling_percent(self) -> int:
        return round(100 * self.ceiling)


@dataclass(frozen=True, slots=True)
class SplitGroup:
    """People of a unit with something in common, such as an occupation."""

    place: int
    split: str
    value: str
    people: int
    why_hidden: str
    """A sentence; empty where the group is shown."""

    @property
    def title(self) -> str:
        return group_title(self.split, self.value)
