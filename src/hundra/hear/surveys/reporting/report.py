"""A unit's report for the workplace meeting, put together from what was published.

Paper and screen tell the same. Nothing is read here but `queries.results` and the own words that
`queries.own_words` lets the reader see, so nothing can stand in a report that no page shows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hundra.engines.psychometrics import Verdict
from hundra.hear.surveys.models import Wave
from hundra.hear.surveys.queries.own_words import Words
from hundra.hear.surveys.queries.results import Change, Level, Measure, Results, ResultUnit
from hundra.hear.surveys.queries.results.wording import VERDICT_TONES, VERDICT_WORDS

MOST = 3
"""Strongest and weakest told, and as many questions to talk about."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A scale of the unit. `hidden` is the sentence why there is no level."""

    title: str
    code: str
    level: Level | None
    whole: Level | None
    before: float | None
    reference: float | None
    change: Change | None
    less_is_better: bool
    hidden: str

    @property
    def verdict(self) -> str:
        return str(VERDICT_WORDS[self.change.verdict]) if self.change else ""

    @property
    def tone(self) -> str:
        return VERDICT_TONES[self.change.verdict] if self.change else "neutral"

    @property
    def is_changed(self) -> bool:
        changed = (Verdict.BETTER, Verdict.WORSE)
        return self.change is not None and self.change.verdict in changed


@dataclass(frozen=True, kw_only=True)
class UnitReport:
    """`why_hidden` is empty where the unit is shown; otherwise there are no lines, and `nearest`
    is the nearest unit above that has figures.
    """

    survey: str
    closed_on: dt.date
    unit: str
    above: tuple[str, ...]
    is_whole: bool
    whole: str
    earlier: str
    invited: int
    answered: int
    why_hidden: str
    nearest: str
    lines: tuple[Line, ...]
    strongest: tuple[Line, ...]
    weakest: tuple[Line, ...]
    questions: tuple[str, ...]
    words: tuple[Words, ...]
    words_elsewhere: str
    least_group: int

    @property
    def rate(self) -> float | None:
        """Per cent of those asked."""
        return 100 * self.answered / self.invited if self.invited else None

    @property
    def shown(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.level)

    @property
    def hidden(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.level)

    @property
    def better(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if _says(line, Verdict.BETTER))

    @property
    def worse(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if _says(line, Verdict.WORSE))

    @property
    def has_changes(self) -> bool:
        return any(line.change for line in self.lines)

    @property
    def has_reference(self) -> bool:
        return any(line.reference is not None for line in self.lines)


def _says(line: Line, verdict: Verdict) -> bool:
    return line.change is not None and line.change.verdict is verdict


def report_of(
    *,
    wave: Wave,
    results: Results,
    unit: ResultUnit,
    words: Sequence[Words] = (),
    words_elsewhere: str = "",
) -> UnitReport:
    """In the language that is active. `words`: what the reader may read of own words."""
    why = results.why_hidden(unit)
    lines = () if why else tuple(_line(results, unit, scale) for scale in results.scales)
    by_code = {line.code: line for line in lines}
    ranked = [] if why else [by_code[scale.code] for scale, _level in results.ranked(unit)]
    several = min(MOST, len(ranked) // 2)
    strongest = tuple(ranked[:several])
    weakest = tuple(ranked[::-1][:several])
    return UnitReport(
        survey=results.title,
        closed_on=wave.closed_on or wave.closes_on,
        unit=unit.name,
        above=tuple(one.name for one in results.line(unit)[:-1]),
        is_whole=unit.above is None,
        whole=results.whole.name,
        earlier=results.earlier_title,
        invited=unit.invited,
        answered=unit.answered,
        why_hidden=why,
        nearest=nearest_shown(results, unit) if why else "",
        lines=lines,
        strongest=strongest,
        weakest=weakest,
        questions=() if why else tuple(_questions(strongest, weakest, lines)),
        words=() if why else tuple(words),
        words_elsewhere=words_elsewhere,
        least_group=results.least_group,
    )


def nearest_shown(results: Results, unit: ResultUnit) -> str:
    """The name of the nearest unit above with figures; empty if there is none."""
    shown = [one.name for one in results.line(unit)[:-1] if results.is_shown(one)]
    return shown[-1] if shown else ""


def _line(results: Results, unit: ResultUnit, scale: Measure) -> Line:
    change = results.change(unit, scale)
    return Line(
        title=scale.title,
        code=scale.code,
        level=results.level(unit, scale),
        whole=None if unit.above is None else results.level(results.whole, scale),
        before=change.before if change else None,
        reference=scale.reference,
        change=change,
        less_is_better=scale.goodness(0.0) > scale.goodness(100.0),
        hidden=results.why_hidden(unit, scale),
    )


def _questions(
    strongest: Sequence[Line], weakest: Sequence[Line], lines: Sequence[Line]
) -> list[str]:
    """Three to talk about: of the weakest, of what has changed or is strong, and of what to try."""
    asked = []
    if weakest:
        asked.append(
            _("“%(scale)s” is the weakest here. When do we notice it in a usual week?")
            % {"scale": weakest[0].title}
        )
    worse = [line for line in lines if _says(line, Verdict.WORSE)]
    better = [line for line in lines if _says(line, Verdict.BETTER)]
    if worse:
        asked.append(
            _("“%(scale)s” has become worse. What has changed for us since the last survey?")
            % {"scale": worse[0].title}
        )
    elif better:
        asked.append(
            _("“%(scale)s” has become better. What did we do, and how do we keep it?")
            % {"scale": better[0].title}
        )
    elif strongest:
        asked.append(
            _("“%(scale)s” is strong here. What do we do that others could learn from?")
            % {"scale": strongest[0].title}
        )
    else:
        asked.append(_("What in the figures do we recognise, and what surprises us?"))
    asked.append(
        _("Which one thing do we try until the next survey, and how will we notice that it helps?")
    )
    if len(asked) < MOST:
        asked.insert(0, _("What in the figures do we recognise, and what surprises us?"))
    return asked[:MOST]
