"""What a unit's results say, in words: what is strong, what is weak, what has changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hundra.engines.psychometrics import Verdict
from hundra.hear.surveys import findings
from hundra.hear.surveys.presenting.results.heat import signed
from hundra.hear.surveys.queries.results import Change, Level, Measure, Results, ResultUnit
from hundra.hear.surveys.queries.results.wording import (
    VERDICT_MARKS,
    VERDICT_TONES,
    VERDICT_WORDS,
)

MOST = 3


@dataclass(frozen=True)
class Told:
    """A scale of a unit as it is told, with what can be made of it."""

    measure: Measure
    level: Level
    other: float | None
    change: Change | None
    actions: Sequence[findings.Shown] = ()

    @property
    def mean(self) -> str:
        return number_format(round(self.level.mean), 0)

    @property
    def interval(self) -> str:
        return interval(self.level.low, self.level.high)

    @property
    def apart(self) -> str:
        return "" if self.other is None else signed(self.level.mean - self.other)

    @property
    def verdict(self) -> str:
        return str(VERDICT_WORDS[self.change.verdict]) if self.change else ""

    @property
    def tone(self) -> str:
        return VERDICT_TONES[self.change.verdict] if self.change else "neutral"

    @property
    def mark(self) -> str:
        return VERDICT_MARKS[self.change.verdict] if self.change else ""

    @property
    def change_text(self) -> str:
        """ "+6 (2 till 10)"."""
        if self.change is None:
            return ""
        text = signed(self.change.difference)
        if self.change.low is None or self.change.high is None:
            return text
        low, high = signed(self.change.low), signed(self.change.high)
        return _("%(change)s (%(low)s to %(high)s)") % {"change": text, "low": low, "high": high}

    @property
    def stands_out(self) -> bool:
        """By an important difference, more than chance could make."""
        if self.other is None or abs(self.level.mean - self.other) < self.measure.important:
            return False
        if self.level.low is None or self.level.high is None:
            return False
        return not self.level.low <= self.other <= self.level.high


@dataclass(frozen=True)
class Words:
    """Sentences, and the scales that stand at the ends."""

    sentences: Sequence[str]
    strong: Sequence[Told]
    weak: Sequence[Told]
    changed: Sequence[Told]
    against: str


def interval(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return ""
    return f"{low:.0f}–{high:.0f}"


def told(user: Any, results: Results, unit: ResultUnit, scale: Measure) -> Told | None:
    """None where the figure may not be shown."""
    level = results.level(unit, scale)
    if level is None:
        return None
    found = findings.Finding(
        wave=results.wave, unit=unit.pk, code=scale.code, title=scale.title, mean=level.mean
    )
    return Told(
        measure=scale,
        level=level,
        other=results.compared_with(unit, scale),
        change=results.change(unit, scale),
        actions=findings.for_finding(user, found),
    )


def told_all(user: Any, results: Results, unit: ResultUnit) -> list[Told]:
    """Every scale that is shown, in the instrument's order."""
    found = (told(user, results, unit, scale) for scale in results.scales)
    return [one for one in found if one is not None]


def words(user: Any, results: Results, unit: ResultUnit) -> Words:
    """Of a unit that is shown."""
    ranked = [told(user, results, unit, scale) for scale, _level in results.ranked(unit)]
    there = [one for one in ranked if one is not None]
    most = min(MOST, len(there) // 2)
    changed = [
        one for one in there if one.change and one.change.verdict in (Verdict.BETTER, Verdict.WORSE)
    ]
    against = compared_name(results, unit)
    strong, weak = there[:most], list(reversed(there))[:most]
    return Words(
        sentences=[
            *_answered(unit),
            *_ends(strong, weak, against),
            *_changes(results, there, changed),
        ],
        strong=strong,
        weak=weak,
        changed=changed,
        against=against,
    )


def compared_name(results: Results, unit: ResultUnit) -> str:
    """What levels are held against, as it stands in a sentence."""
    if unit.above is not None:
        return results.whole.name
    return _("the reference") if any(one.reference is not None for one in results.scales) else ""


def _answered(unit: ResultUnit) -> list[str]:
    if unit.rate is None:
        return []
    given = {
        "answered": number_format(unit.answered, force_grouping=True),
        "invited": number_format(unit.invited, force_grouping=True),
        "rate": f"{100 * unit.rate:.0f}",
    }
    return [_("%(answered)s of %(invited)s have answered (%(rate)s %%).") % given]


def _ends(strong: Sequence[Told], weak: Sequence[Told], against: str) -> list[str]:
    """Only what more than chance makes different from the rest."""
    if not against:
        return []
    above = [one for one in strong if one.stands_out and _is_above(one)]
    below = [one for one in weak if one.stands_out and not _is_above(one)]
    found = []
    if above:
        given = {"scales": _listed(above), "other": against}
        found.append(_("Stronger than %(other)s: %(scales)s.") % given)
    if below:
        given = {"scales": _listed(below), "other": against}
        found.append(_("Weaker than %(other)s: %(scales)s.") % given)
    if not found:
        found.append(_("Nothing stands out clearly from %(other)s.") % {"other": against})
    return found


def _is_above(one: Told) -> bool:
    return one.other is not None and one.measure.goodness(one.level.mean) > one.measure.goodness(
        one.other
    )


def _changes(results: Results, there: Sequence[Told], changed: Sequence[Told]) -> list[str]:
    if results.earlier is None:
        return []
    title = results.earlier_title
    judged = [one for one in there if one.change is not None]
    if not judged:
        return [_("There is nothing to compare with from “%(title)s”.") % {"title": title}]
    better = [one for one in changed if one.change and one.change.verdict is Verdict.BETTER]
    worse = [one for one in changed if one.change and one.change.verdict is Verdict.WORSE]
    found = []
    if better:
        given = {"title": title, "scales": _listed(better)}
        found.append(_("Better since “%(title)s”: %(scales)s.") % given)
    if worse:
        given = {"title": title, "scales": _listed(worse)}
        found.append(_("Worse since “%(title)s”: %(scales)s.") % given)
    still = sum(one.change.verdict is Verdict.NO_DETECTABLE_CHANGE for one in judged if one.change)
    if still:
        sentence = ngettext(
            "On %(count)d scale no change since “%(title)s” can be told from chance.",
            "On %(count)d scales no change since “%(title)s” can be told from chance.",
            still,
        )
        found.append(sentence % {"count": still, "title": title})
    few = len(judged) - len(better) - len(worse) - still
    if few:
        sentence = ngettext(
            "On %(count)d scale too few answered to tell of a change since “%(title)s”.",
            "On %(count)d scales too few answered to tell of a change since “%(title)s”.",
            few,
        )
        found.append(sentence % {"count": few, "title": title})
    return found


def in_sentence(title: str) -> str:
    """ "Tempo" as it stands within a sentence; "IT-stöd" stays."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _listed(those: Sequence[Told]) -> str:
    """ "kvalitet (72), ledning (61) och tempo (40)"."""
    names = [f"{in_sentence(one.measure.title)} ({one.mean})" for one in those]
    if len(names) == 1:
        return names[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
