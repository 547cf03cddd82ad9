"""Publications from the database, kept in the process: they never change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from hundra.core.accounts.rules import Actor
from hundra.core.organisation.models import Unit
from hundra.hear.surveys import rules
from hundra.hear.surveys.instruments import classes_of_options
from hundra.hear.surveys.models import Item, Publication, QuestionSet, Wave, WaveState
from hundra.hear.surveys.published import Figures, unpacked
from hundra.hear.surveys.queries.instruments import instrument
from hundra.hear.surveys.queries.results.kinds import (
    Change,
    Level,
    Measure,
    Option,
    ResultUnit,
)
from hundra.hear.surveys.queries.results.results import Results

KEPT = 8
"""Publications in memory, some megabytes each."""


def results_of(wave: Wave) -> Results | None:
    """The wave's latest publication; None where there is none, or it was only a pilot."""
    latest = _latest(wave)
    return None if latest is None else _read(latest)


def is_published(wave: Wave) -> bool:
    return _latest(wave) is not None


def scales_of(wave: Wave) -> tuple[Measure, ...]:
    """The scales of what the wave asks, whether it has results yet or not."""
    found = _measures(wave.question_set)
    return tuple(one for one in found if not one.is_item)


def figures_of(
    *, wave: Wave, unit: Unit | int, codes: Iterable[str] | None = None
) -> Mapping[str, Level]:
    """Levels of the unit by the measures' codes; those that may not be shown are not there."""
    found = _place(wave, unit)
    if found is None:
        return {}
    results, at = found
    wanted = [one.code for one in results.scales] if codes is None else list(codes)
    levels = {
        code: results.level(at, results.by_code[code]) for code in wanted if code in results.by_code
    }
    return {code: level for code, level in levels.items() if level is not None}


def verdict_for(*, wave: Wave, unit: Unit | int, code: str) -> Change | None:
    """The scale's change in the unit since the wave that this one is compared with.

    None where there is none, or where it may not be shown.
    """
    found = _place(wave, unit)
    if found is None or code not in found[0].by_code:
        return None
    results, at = found
    return results.change(at, results.by_code[code])


def weakest(*, wave: Wave, unit: Unit | int, most: int = 3) -> Sequence[tuple[Measure, Level]]:
    """The scales that are furthest below what the unit is held against, the weakest first."""
    found = _place(wave, unit)
    return [] if found is None else list(reversed(found[0].ranked(found[1])))[:most]


def strongest(*, wave: Wave, unit: Unit | int, most: int = 3) -> Sequence[tuple[Measure, Level]]:
    found = _place(wave, unit)
    return [] if found is None else list(found[0].ranked(found[1]))[:most]


def waves_with_results(user: Actor) -> QuerySet[Wave]:
    """Published waves in which the user reads any unit's results, the latest first."""
    return (
        Wave.objects.filter(
            state=WaveState.CLOSED,
            is_pilot=False,
            publications__over=None,
            units__in=rules.wave_units_seen(user),
        )
        .select_related("unit", "question_set")
        .distinct()
        .order_by("-closes_on", "-pk")
    )


def _place(wave: Wave, unit: Unit | int) -> tuple[Results, ResultUnit] | None:
    results = results_of(wave)
    key = unit if isinstance(unit, int) else unit.pk
    if results is None or key not in results.places:
        return None
    return results, results.unit(key)


def _latest(wave: Wave) -> int | None:
    """Publications laid over another wave's tree are there to be compared with."""
    if wave.is_pilot or wave.state != WaveState.CLOSED:
        return None
    own = Publication.objects.filter(wave=wave, over=None)
    found: int | None = own.order_by("-number").values_list("pk", flat=True).first()
    return found


@lru_cache(maxsize=KEPT)
def _read(publication: int) -> Results:
    made = Publication.objects.select_related("wave__question_set", "wave__unit", "wave__earlier")
    found = made.get(pk=publication)
    wave, figures = found.wave, unpacked(bytes(found.figures))
    earlier = Wave.objects.filter(pk=figures.about["earlier"]).first()
    return Results(
        wave=wave.pk,
        title=wave.title,
        publication=found.pk,
        made_on=found.made_on,
        least_group=wave.least_group,
        earlier=earlier.pk if earlier else None,
        earlier_title=earlier.title if earlier else "",
        units=_units(wave, figures),
        measures=_measures(wave.question_set),
        above_all=tuple(_above(wave)),
        figures=figures,
    )


def _above(wave: Wave) -> list[int]:
    """Keys of the units above the wave's, from its path on the day it was asked."""
    path = wave.units.filter(unit=wave.unit_id).values_list("path", flat=True).first() or ""
    keys = [int(part) for part in path.split("/") if part]
    return [key for key in keys if key != wave.unit_id]


def _units(wave: Wave, figures: Figures) -> tuple[ResultUnit, ...]:
    names = dict(wave.units.values_list("unit_id", "name"))
    found: list[ResultUnit] = []
    for place, (key, above) in enumerate(
        zip(figures.keys.tolist(), figures.above.tolist(), strict=True)
    ):
        found.append(
            ResultUnit(
                place=place,
                pk=key,
                name=names.get(key, ""),
                above=None if above < 0 else above,
                depth=0 if above < 0 else found[above].depth + 1,
                invited=int(figures.invited[place]),
                answered=int(figures.answered[place]),
            )
        )
    return tuple(found)


def _measures(question_set: QuestionSet) -> tuple[Measure, ...]:
    return _measures_of(question_set.pk)


@lru_cache(maxsize=KEPT)
def _measures_of(key: int) -> tuple[Measure, ...]:
    """A question set never changes."""
    question_set = QuestionSet.objects.get(pk=key)
    items = {one.code: one for one in question_set.items.all()}
    described = {one["code"]: one for one in question_set.scales}
    asked = instrument(question_set)
    options = {
        item.code: _options(items[item.code], values)
        for item, values in zip(asked.items, classes_of_options(asked), strict=True)
    }
    return tuple(
        Measure(
            place=place,
            code=scale.code,
            titles=_titles(described.get(scale.code, {}), items[scale.items[0]]),
            good=scale.good,
            important=scale.important,
            reference=_reference(described.get(scale.code, {})),
            items=scale.items,
            is_item=scale.code not in described,
            options=options[scale.code] if scale.items == (scale.code,) else (),
        )
        for place, scale in enumerate(asked.with_items().scales)
    )


def _titles(scale: Mapping[str, Any], item: Item) -> Mapping[str, str]:
    found: Mapping[str, str] = scale.get("titles") or item.labels or item.texts
    return found


def _reference(scale: Mapping[str, Any]) -> float | None:
    """`reference: 61.2`, or with its source: `reference: {mean: 61.2, source: …}`."""
    given = scale.get("reference")
    if isinstance(given, Mapping):
        given = given.get("mean")
    return float(given) if isinstance(given, int | float) else None


def _options(item: Item, classes: Sequence[Sequence[int]]) -> tuple[Option, ...]:
    """Options told as one are called by the first and the last of them."""
    texts = {one["value"]: one["texts"] for one in item.options if one["value"] is not None}
    return tuple(Option(_joined(texts[one[0]], texts[one[-1]]), tuple(one)) for one in classes)


def _joined(first: Mapping[str, str], last: Mapping[str, str]) -> Mapping[str, str]:
    return {
        language: text if last.get(language, text) == text else f"{text} – {last[language]}"
        for language, text in first.items()
    }
