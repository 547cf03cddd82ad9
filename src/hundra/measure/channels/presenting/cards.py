"""The figures of a whole period as cards, compared with the period before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hundra.engines.proportions import Share
from hundra.hear.contacts.models import Desk
from hundra.hear.surveys.queries import satisfaction
from hundra.measure.channels.choosing import Choice
from hundra.measure.channels.presenting.catalogue import Measure
from hundra.measure.channels.presenting.wording import HUNDRED, duration, mean, percent, rounded


@dataclass(frozen=True)
class FigureCard:
    """One figure as a page tells it. `value` is empty where too few are behind it."""

    label: str
    value: str
    definition: str
    n: int
    interval: str = ""
    change: str = ""
    tone: str = "neutral"
    icon: str = ""
    url: str = ""


def cards(
    measures: Sequence[Measure],
    desk: Desk,
    now: Any,
    before: Any,
    url: Callable[[Measure], str],
) -> list[FigureCard]:
    """A card for each measure, but those that nobody is behind in either period."""
    return [
        card(measure, desk, now, before, url(measure))
        for measure in measures
        if measure.n(now) or measure.n(before)
    ]


def card(measure: Measure, desk: Desk, now: Any, before: Any, url: str) -> FigureCard:
    value, past = measure.pick(now), measure.pick(before)
    change, tone, icon = _change(measure, value, past)
    return FigureCard(
        label=measure.told_label(desk),
        value=measure.text(value),
        definition=measure.told_definition(desk),
        n=measure.n(now),
        interval=measure.interval(value),
        change=change,
        tone=tone,
        icon=icon,
        url=url if value is not None else "",
    )


def satisfaction_card(choice: Choice) -> FigureCard | None:
    """What those who were asked think; None where nobody has been asked."""
    found = satisfaction(
        since=choice.period.first,
        until=choice.period.last,
        desk=choice.desk.slug,
        channel=choice.channel,
    ).all
    if not found.asked and not found.n:
        return None
    mean_of, rate = found.total, found.rate
    answered = ""
    if rate:
        answered = _("%(rate)s of those asked have answered.") % {"rate": percent(rate.value)}
    definition = _(
        "What those who answered our short questions think, on a scale from 0 to 100. Asked after "
        "contacts and closed cases."
    )
    return FigureCard(
        label=_("Satisfaction, 0–100"),
        value=mean(mean_of.value) if mean_of else "",
        definition=f"{definition} {answered}".strip(),
        n=mean_of.n if mean_of else 0,
        interval=f"{mean(mean_of.low)}–{mean(mean_of.high)}" if mean_of else "",
    )


def _change(measure: Measure, value: Any, past: Any) -> tuple[str, str, str]:
    """What has become of it since the period before, in words, as tone and as icon."""
    if value is None or past is None:
        return "", "neutral", ""
    difference = _plain(value) - _plain(past)
    words = _difference(measure, value, difference)
    if not words:
        return _("As before"), "neutral", "equal"
    icon = "arrow-up" if difference > 0 else "arrow-down"
    if not isinstance(value, Share) or (value.low <= past.high and past.low <= value.high):
        return words, "neutral", icon  # Chance alone could have made so much, for all we know.
    return words, "success" if (difference < 0) == measure.less_is_better else "warning", icon


def _plain(value: Any) -> float:
    return value.value if isinstance(value, Share) else float(value)


def _difference(measure: Measure, value: Any, difference: float) -> str:
    """Without its sign, which the icon tells; empty where it rounds to nothing."""
    size = abs(difference)
    if isinstance(value, Share):
        points = rounded(HUNDRED * size, 1)
        told = {"points": points, "before": measure_text(measure, value.value - difference)}
        return _("%(points)s points, before %(before)s") % told if round(size, 3) else ""
    if measure.is_wait:
        told = {"time": duration(int(size)), "before": duration(int(value - difference))}
        return _("%(time)s, before %(before)s") % told if int(size) else ""
    told = {"number": mean(size), "before": mean(value - difference)}
    return _("%(number)s, before %(before)s") % told if round(size, 1) else ""


def measure_text(measure: Measure, value: float) -> str:
    """A bare value as the measure's figures read."""
    return measure.text(Share(part=0, n=1, value=value, low=value, high=value))
