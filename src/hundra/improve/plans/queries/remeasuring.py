"""What later waves of a survey say of activities that are measured by its scales.

Results are read by the same people as in `surveys.rules`: of their own units. Others are told
that there is a verdict, not which.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hundra.core.accounts.rules import Actor
from hundra.hear.surveys.models import Wave, WaveState
from hundra.hear.surveys.queries.results import Change, Level, Results, results_of, seen_by
from hundra.hear.surveys.queries.results.wording import VERDICT_TONES, VERDICT_WORDS
from hundra.improve.plans.models import Activity


@dataclass(frozen=True)
class Measurement:
    """The activity's scale in one later wave.

    `change` is against the wave that this one is compared with (`against`); `reason` says why
    there is none, or why it is not told here.
    """

    wave: Wave
    level: Level | None
    change: Change | None
    reason: str
    against: str
    is_from_baseline: bool

    @property
    def words(self) -> Any:
        return VERDICT_WORDS[self.change.verdict] if self.change else ""

    @property
    def tone(self) -> str:
        return VERDICT_TONES[self.change.verdict] if self.change else "neutral"


@dataclass(frozen=True)
class Remeasured:
    """An activity's scale, before and after. `later` is empty until it has been asked again."""

    may_read: bool
    """Does the user read results of the unit? Then `baseline_value` too may be shown."""
    later: tuple[Measurement, ...]

    @property
    def verdict(self) -> Measurement | None:
        """Of the first wave after the one that the activity starts from."""
        return self.later[0] if self.later else None


NOT_MEASURED = Remeasured(may_read=False, later=())


def remeasured(activities: Iterable[Activity], user: Actor) -> dict[int, Remeasured]:
    """By activity. As many queries as there are waves, however many activities."""
    listed = list(activities)
    measured = [one for one in listed if one.scale]
    found = dict.fromkeys((one.pk for one in listed), NOT_MEASURED)
    if not measured:
        return found
    waves = _published({one.instrument for one in measured})
    readings = {wave.pk: _Reading(wave, results, user) for wave, results in waves}
    for activity in measured:
        own = [readings[wave.pk] for wave, _results in waves if _asks(wave, activity)]
        asked = [one for one in own if one.has(activity.unit_id)]
        later = [one for one in asked if _is_later(one.wave, activity)]
        found[activity.pk] = Remeasured(
            may_read=any(one.sees(activity.unit_id) for one in asked),
            later=tuple(one.of(activity) for one in later),
        )
    return found


def _published(instruments: set[str]) -> Sequence[tuple[Wave, Results]]:
    """The instruments' waves with results, the earliest first."""
    waves = (
        Wave.objects.filter(
            question_set__slug__in=instruments, state=WaveState.CLOSED, is_pilot=False
        )
        .select_related("question_set")
        .order_by("closes_on", "pk")
    )
    read = [(wave, results_of(wave)) for wave in waves]
    return [(wave, results) for wave, results in read if results is not None]


def _asks(wave: Wave, activity: Activity) -> bool:
    return wave.question_set.slug == activity.instrument


def _is_later(wave: Wave, activity: Activity) -> bool:
    """After the wave that it starts from; without one, after the activity was made."""
    if activity.baseline is None:
        return wave.closes_on >= activity.created_at.date()
    return (wave.closes_on, wave.pk) > (activity.baseline.closes_on, activity.baseline.pk)


class _Reading:
    """One wave's results as the user reads them."""

    def __init__(self, wave: Wave, results: Results, user: Actor) -> None:
        self.wave = wave
        self.results = results
        self.seen = seen_by(user, results)

    def has(self, unit: int) -> bool:
        return unit in self.results.places

    def sees(self, unit: int) -> bool:
        return self.results.unit(unit) in self.seen

    def of(self, activity: Activity) -> Measurement:
        results = self.results
        unit = results.unit(activity.unit_id)
        scales: Mapping[str, Any] = results.by_code
        scale = scales.get(activity.scale)
        level = change = None
        if scale is None:
            reason = _("The scale is not part of that survey.")
        elif unit not in self.seen:
            reason = _(
                "Managers, HR and union representatives of the unit read the verdict, and tell it."
            )
        else:
            level, change = results.level(unit, scale), results.change(unit, scale)
            reason = results.why_hidden(unit, scale)
            if change is None and not reason:
                reason = _("There is no earlier figure to compare with.")
        return Measurement(
            wave=self.wave,
            level=level,
            change=change,
            reason=reason,
            against=results.earlier_title,
            is_from_baseline=results.earlier == activity.baseline_id,
        )
