"""The figures of a desk and a period, exact at the moment they are asked for.

Closed days come from what is kept; the day that goes on, and what has changed since it was
counted, are counted from the contacts.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from django.utils import timezone

from hundra.hear.contacts.models import Desk
from hundra.measure.channels.counts import Counts, Group, total
from hundra.measure.channels.hiding import LEAST, hidden_cells, hidden_groups
from hundra.measure.channels.measures import CaseFigures, Figures, Goals
from hundra.measure.channels.models import Dimension
from hundra.measure.channels.periods import Period
from hundra.measure.channels.queries.cases import CaseCounts, changed_case_days, closed_cases
from hundra.measure.channels.queries.contacts import add_up, count_days
from hundra.measure.channels.queries.counted import kept_counts, kept_for, uncounted_days
from hundra.measure.channels.queries.replies import unanswered
from hundra.measure.channels.times import half_hour_of, local_day, weekday_of

ONE_DAY = dt.timedelta(days=1)
MOST_COUNTED_NOW = 40
"""Days behind that a page counts itself; more wait for the job, and the page says so."""

Groups = dict[Group, Counts]


@dataclass(frozen=True)
class Hidden:
    """The groups too small to be shown, or that would tell of such a one by subtraction."""

    languages: frozenset[str]
    reasons: frozenset[str]
    channels: frozenset[str]
    slots: frozenset[int]
    half_hours: frozenset[int]
    weekdays: frozenset[int]
    case_reasons: frozenset[str]


@dataclass(frozen=True)
class Report:
    """All figures of a desk and a period: `whole`, and by what contacts have in common."""

    desk: Desk
    period: Period
    channel: str
    whole: Figures
    slots: Mapping[int, Figures]
    half_hours: Mapping[int, Figures]
    weekdays: Mapping[int, Figures]
    languages: Mapping[str, Figures]
    reasons: Mapping[str, Figures]
    channels: Mapping[str, Figures]
    hidden: Hidden
    cases: CaseFigures
    case_reasons: Mapping[str, CaseFigures]
    ripe_through: dt.date
    """The last day of which it is known who came back."""
    is_behind: bool
    """A great many days are being counted anew just now."""

    @property
    def is_hidden(self) -> bool:
        """All of it is too little to be shown, or tells of a channel that is."""
        return self.channel in self.hidden.channels or 0 < self.whole.counts.received < LEAST


def report(
    desk: Desk, period: Period, *, channel: str = "", now: dt.datetime | None = None
) -> Report:
    """Everything of the period; of one channel, or of all."""
    now = now or timezone.now()
    groups, is_behind = _groups(desk, period, now, Dimension.values)
    chosen = {group: counts for group, counts in groups.items() if channel in ("", group.channel)}
    slots = _by_key(chosen, Dimension.SLOT)
    goals = goals_of(desk)
    cases = _cases(desk, period, now)
    half_hours, weekdays = _merged(slots, half_hour_of, goals), _merged(slots, weekday_of, goals)
    return Report(
        desk=desk,
        period=period,
        channel=channel,
        whole=Figures(_whole(chosen), goals),
        slots={int(key): Figures(counts, goals) for key, counts in slots.items()},
        half_hours=half_hours,
        weekdays=weekdays,
        languages=_figures(_by_key(chosen, Dimension.LANGUAGE), goals),
        reasons=_figures(_by_key(chosen, Dimension.REASON), goals),
        channels=_figures(_by_channel(groups), goals),
        hidden=Hidden(
            languages=_hidden(groups, Dimension.LANGUAGE, channel),
            reasons=_hidden(groups, Dimension.REASON, channel),
            channels=hidden_groups(_sizes(_by_channel(groups))),
            slots=_hidden_slots(slots, half_hours, weekdays),
            half_hours=_small(half_hours),
            weekdays=_small(weekdays),
            case_reasons=hidden_groups({key: counts.closed for key, counts in cases.items()}),
        ),
        cases=CaseFigures(sum(cases.values(), CaseCounts())),
        case_reasons={key: CaseFigures(counts) for key, counts in cases.items()},
        ripe_through=ripe_through(desk, now),
        is_behind=is_behind,
    )


def whole(
    desk: Desk, period: Period, *, channel: str = "", now: dt.datetime | None = None
) -> Figures:
    """The period in one, without its groups."""
    groups, _behind = _groups(desk, period, now or timezone.now(), [Dimension.ALL])
    chosen = {group: counts for group, counts in groups.items() if channel in ("", group.channel)}
    return Figures(_whole(chosen), goals_of(desk))


def whole_cases(desk: Desk, period: Period, *, now: dt.datetime | None = None) -> CaseFigures:
    cases = _cases(desk, period, now or timezone.now())
    return CaseFigures(sum(cases.values(), CaseCounts()))


def goals_of(desk: Desk) -> Goals:
    return Goals(answer_within=desk.answer_within_seconds, short_wait=desk.short_abandon_seconds)


def ripe_through(desk: Desk, now: dt.datetime) -> dt.date:
    """The last day whose every contact has had its time to come back."""
    return local_day(now) - (desk.return_days + 1) * ONE_DAY


def _groups(
    desk: Desk, period: Period, now: dt.datetime, dimensions: Collection[str]
) -> tuple[Groups, bool]:
    today, ripe = local_day(now), ripe_through(desk, now)
    days = set(period.days)
    behind = days & uncounted_days(desk, today=today)
    too_many = len(behind) > MOST_COUNTED_NOW
    counted_now = {day for day in days if day >= today} | (set() if too_many else behind)
    kept = kept_for(days, behind=counted_now, ripe_through=ripe)
    parts = [
        kept_counts(desk, kept, ripe_through=ripe, dimensions=dimensions),
        add_up(_ripe_only(count_days(desk, counted_now), ripe)),
        unanswered(desk, period, now),
    ]
    wanted = set(dimensions)
    joined: dict[Group, list[Counts]] = defaultdict(list)
    for part in parts:
        for group, counts in part.items():
            if group.dimension in wanted:
                joined[group].append(counts)
    return {group: total(each) for group, each in joined.items()}, too_many


def _ripe_only(
    counted: dict[dt.date, dict[Group, Counts]], ripe: dt.date
) -> dict[dt.date, dict[Group, Counts]]:
    return {
        day: (
            groups
            if day <= ripe
            else {group: replace(counts, judged=0, held=0) for group, counts in groups.items()}
        )
        for day, groups in counted.items()
    }


def _cases(desk: Desk, period: Period, now: dt.datetime) -> dict[str, CaseCounts]:
    today = local_day(now)
    days = set(period.days)
    behind = (days & changed_case_days()) | {day for day in days if day >= today}
    if len(behind) > MOST_COUNTED_NOW:
        behind = {day for day in days if day >= today}
    return closed_cases(desk, days, behind=behind)


def _whole(groups: Groups) -> Counts:
    return total(counts for group, counts in groups.items() if group.dimension == Dimension.ALL)


def _by_key(groups: Groups, dimension: Dimension) -> dict[str, Counts]:
    parts: dict[str, list[Counts]] = defaultdict(list)
    for group, counts in groups.items():
        if group.dimension == dimension:
            parts[group.key].append(counts)
    return {key: total(each) for key, each in parts.items()}


def _by_channel(groups: Groups) -> dict[str, Counts]:
    return {
        group.channel: counts
        for group, counts in groups.items()
        if group.dimension == Dimension.ALL
    }


def _sizes(parts: Mapping[str, Counts]) -> dict[str, int]:
    return {key: counts.received for key, counts in parts.items()}


def _hidden(groups: Groups, dimension: Dimension, channel: str) -> frozenset[str]:
    """Of a channel, or of all: a group of all less those of the channels must tell nothing."""
    totals = hidden_groups(_sizes(_by_key(groups, dimension)))
    if not channel:
        return totals
    sizes = {
        (group.key, group.channel): counts.received
        for group, counts in groups.items()
        if group.dimension == dimension
    }
    cells = hidden_cells(sizes, [cell for cell in sizes if cell[0] in totals])
    return frozenset(key for key, where in cells if where == channel)


def _small(parts: Mapping[int, Figures]) -> frozenset[int]:
    return hidden_groups({key: figures.counts.received for key, figures in parts.items()})


def _hidden_slots(
    slots: Mapping[str, Counts], half_hours: Mapping[int, Figures], weekdays: Mapping[int, Figures]
) -> frozenset[int]:
    places = {(half_hour_of(int(slot)), weekday_of(int(slot))): int(slot) for slot in slots}
    hidden = hidden_cells({place: slots[str(slot)].received for place, slot in places.items()})
    return frozenset(places[place] for place in hidden)


def _figures(parts: Mapping[str, Counts], goals: Goals) -> dict[str, Figures]:
    return {key: Figures(counts, goals) for key, counts in parts.items()}


def _merged(
    slots: Mapping[str, Counts], part_of: Callable[[int], int], goals: Goals
) -> dict[int, Figures]:
    """Half-hours of the week together, by weekday or by time of day."""
    parts: dict[int, list[Counts]] = defaultdict(list)
    for slot, counts in slots.items():
        parts[part_of(int(slot))].append(counts)
    return {key: Figures(total(each), goals) for key, each in sorted(parts.items())}
