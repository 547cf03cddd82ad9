"""A published wave with figures of one's own choosing, for what only reads publications.

`published({unit: 65.0, …})` gives every measure of a unit that level; None hides the unit. How
figures come out of answers is tried where they are made (`services.publishing`).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
from tests.factories.surveys import WaveFactory, wave_units

from hundra.core.organisation.models import Unit
from hundra.hear.surveys.instruments import classes_of_options
from hundra.hear.surveys.models import Publication, Wave, WaveState, WaveUnit
from hundra.hear.surveys.published import NO_VERDICT, REASONS, SHOWN, Figures, packed
from hundra.hear.surveys.queries.instruments import instrument


def published(
    levels: Mapping[Unit, float | None],
    *,
    answered: Mapping[Unit, int] | None = None,
    **wave: Any,
) -> Wave:
    """`answered`: in the unit and all under it; 12 where nothing else is said. It is 75 %."""
    wave.setdefault("unit", next(iter(levels)))
    made = WaveFactory(state=WaveState.CLOSED, closed_on=date(2026, 5, 23), **wave)
    wave_units(made, dict.fromkeys(levels, 20))
    units = list(WaveUnit.objects.filter(wave=made).order_by("path"))
    counts = {unit.pk: n for unit, n in (answered or {}).items()}
    given = {unit.pk: level for unit, level in levels.items()}
    figures = _figures(made, units, given, counts)
    Publication.objects.create(
        wave=made, number=1, made_on=date(2026, 5, 24), tree=[], release={}, figures=packed(figures)
    )
    return made


def _figures(
    wave: Wave,
    units: list[WaveUnit],
    levels: Mapping[int, float | None],
    counts: Mapping[int, int],
) -> Figures:
    asked = instrument(wave.question_set)
    classes = classes_of_options(asked)
    scales, measures = len(asked.scales), len(asked.with_items().scales)
    starts, options = {}, 0
    for item, values in zip(asked.items, classes, strict=True):
        starts[item.code] = options
        options += len(values)
    keys = [unit.unit_id for unit in units]
    by_row = {unit.pk: place for place, unit in enumerate(units)}
    shown = np.array([levels.get(key) is not None for key in keys])
    mean = np.array([np.nan if levels.get(key) is None else levels[key] for key in keys])
    n = np.array([counts.get(key, 12) for key in keys])
    wide = np.repeat(mean[:, None], measures, axis=1).astype(np.float32)
    none = np.full((len(units), scales), np.nan, np.float32)
    return Figures(
        about={
            "scales": [one.code for one in asked.scales],
            "starts": starts,
            "options": [],
            "splits": {},
            "outcome": "",
            "earlier": None,
        },
        keys=np.array(keys, np.int64),
        above=np.array([by_row.get(unit.parent_id, -1) for unit in units], np.int32),
        invited=np.round(n * 4 / 3).astype(np.int32),
        answered=n.astype(np.int32),
        why=np.where(shown, SHOWN, REASONS.index("few")).astype(np.int8),
        beside=np.full(len(units), -1, np.int32),
        hidden=np.zeros((len(units), measures), np.int8),
        n=np.where(shown[:, None], n[:, None], 0).repeat(measures, axis=1).astype(np.int32),
        mean=wide,
        low=wide - 5,
        high=wide + 5,
        counts=np.where(shown[:, None], 1, -1).repeat(options, axis=1).astype(np.int32),
        before=none,
        difference=none,
        change_low=none,
        change_high=none,
        verdict=np.full((len(units), scales), NO_VERDICT, np.int8),
        fit=np.zeros((scales, 7), np.float32),
        tie=none,
        tie_low=none,
        tie_high=none,
        tie_n=np.zeros((len(units), scales), np.int32),
        splits={},
    )
