"""What figures are made from: the answers in the tree of units, and who was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from django.db.models import Count
from numpy.typing import NDArray

from hundra.engines.disclosure import People, Release, View, plan
from hundra.engines.psychometrics import Instrument, Tree, points_of, scores_of
from hundra.hear.surveys.models import Member, Publication, Split, Wave
from hundra.hear.surveys.queries.instruments import instrument
from hundra.hear.surveys.services import sealed
from hundra.hear.surveys.services.sealed import Answers

Parents = Mapping[int, int | None]
Places = NDArray[np.int64]
Floats = NDArray[np.float64]

OTHERS, MANAGERS = 0, 1
MANAGER_VALUES = ("others", "managers")


@dataclass(frozen=True, eq=False)
class Ground:
    """A wave's answers over a tree of units, and the plan of what of them may be shown.

    `invited`: how many each unit was to ask itself, at least as many as answered, in the order
    of the plan's tree.
    """

    wave: Wave
    instrument: Instrument
    answers: Answers
    titles: tuple[str, ...]
    release: Release
    invited: Floats

    @cached_property
    def tree(self) -> Tree:
        return Tree(self.release.tree.above)

    @cached_property
    def places(self) -> Places:
        """Each person's unit, as a place in the tree."""
        return self.release.tree.places(self.answers.unit)

    @cached_property
    def points(self) -> NDArray[np.float32]:
        return points_of(self.instrument, self.answers.values.astype(np.int8))

    @cached_property
    def scores(self) -> NDArray[np.float32]:
        """People × measures: the scales, then the items."""
        return scores_of(self.instrument.with_items(), self.points)

    @property
    def scale_count(self) -> int:
        return len(self.instrument.scales)

    @cached_property
    def answered(self) -> Floats:
        return np.bincount(self.places, minlength=len(self.tree)).astype(np.float64)

    @cached_property
    def population(self) -> Floats:
        return np.maximum(self.invited, self.answered)


def ground_of(wave: Wave, *, parents: Parents | None = None, views: bool = True) -> Ground:
    """Over the wave's own tree, or another that has a place for each of its units.

    All that was published of the answers before counts as known.
    """
    answers = sealed.read(wave)
    titles, codes = np.unique(answers.title, return_inverse=True)
    attributes = {
        Split.OCCUPATION.value: codes.astype(np.int64),
        Split.MANAGER.value: np.where(answers.is_manager, MANAGERS, OTHERS).astype(np.int64),
    }
    # A person without a title is in no group of an occupation.
    attributes[Split.OCCUPATION.value][answers.title == ""] = -1
    wanted: list[View] = [(), *((split,) for split in wave.splits if views)]
    release = plan(
        own_parents(wave) if parents is None else parents,
        People.of(answers.unit, attributes),
        wanted,
        least=wave.least_group,
        earlier=Publication.objects.filter(wave=wave)
        .order_by("number")
        .values_list("release", flat=True),
    )
    asked = dict(wave.units.values_list("unit_id", "invited"))
    return Ground(
        wave=wave,
        instrument=instrument(wave.question_set),
        answers=answers,
        titles=tuple(titles.tolist()),
        release=release,
        invited=np.array([asked.get(key, 0) for key in release.tree.keys.tolist()], np.float64),
    )


def own_parents(wave: Wave) -> dict[int, int | None]:
    """The wave's units, each with its parent, as they stood when it was opened."""
    return dict(wave.units.values_list("unit_id", "parent__unit_id"))


def members_by_group(ground: Ground, split: str) -> list[tuple[int, int, int]]:
    """How many were asked, by the unit's place in the tree and the attribute's value."""
    name = "title" if split == Split.OCCUPATION else "is_manager"
    rows = Member.objects.filter(wave=ground.wave).values_list("unit_id", name)
    counted = rows.annotate(n=Count("pk")).order_by()
    keys = {key: place for place, key in enumerate(ground.release.tree.keys.tolist())}
    codes = {value: code for code, value in enumerate(ground.titles)} | {False: 0, True: 1}
    return [
        (keys[unit], codes[value], n)
        for unit, value, n in counted
        if unit in keys and value in codes
    ]
