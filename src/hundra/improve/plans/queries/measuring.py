"""Which survey scales an activity can be measured by, and the wave that it starts from."""

from __future__ import annotations

from dataclasses import dataclass

from hundra.core.organisation.models import Unit
from hundra.hear.surveys.models import QuestionSet, Wave, WaveState
from hundra.hear.surveys.models.question_sets import in_language
from hundra.hear.surveys.queries.results import figures_of


@dataclass(frozen=True)
class Scale:
    """A scale of an instrument, as `value` in a form and `title` for people."""

    instrument: str
    instrument_title: str
    code: str
    title: str

    @property
    def value(self) -> str:
        return f"{self.instrument}:{self.code}"


def scales() -> list[Scale]:
    """The scales of every instrument that staff have been asked, in its latest wording."""
    asked = Wave.objects.filter(is_pilot=False).exclude(state=WaveState.CANCELLED)
    latest: dict[str, QuestionSet] = {}
    sets = QuestionSet.objects.filter(slug__in=asked.values("question_set__slug")).order_by(
        "slug", "version"
    )
    for one in sets:
        latest[one.slug] = one
    return [
        Scale(one.slug, str(one), scale["code"], in_language(scale.get("titles", {})))
        for one in latest.values()
        for scale in one.scales
    ]


def scale_named(value: str) -> Scale | None:
    """The scale with that form value."""
    return next((one for one in scales() if one.value == value), None)


def scale_of_wave(wave: int | None, code: str) -> Scale | None:
    """The scale with that code, of what the wave asked."""
    slugs = Wave.objects.filter(pk__in=[wave]).values_list("question_set__slug", flat=True)
    return next((found for slug in slugs if (found := scale_named(f"{slug}:{code}"))), None)


def baseline_wave(instrument: str, unit: Unit) -> Wave | None:
    """The latest closed wave of the instrument in which the unit was asked."""
    return (
        Wave.objects.filter(
            question_set__slug=instrument,
            state=WaveState.CLOSED,
            is_pilot=False,
            units__unit=unit,
        )
        .order_by("-closed_on", "-pk")
        .first()
    )


@dataclass(frozen=True)
class Baseline:
    """What an activity starts from: the wave, and the unit's figure in it (0–100) if shown."""

    wave: Wave | None
    value: float | None


def baseline_of(scale: Scale, unit: Unit) -> Baseline:
    wave = baseline_wave(scale.instrument, unit)
    if wave is None:
        return Baseline(None, None)
    level = figures_of(wave=wave, unit=unit, codes=[scale.code]).get(scale.code)
    return Baseline(wave, level.mean if level else None)
