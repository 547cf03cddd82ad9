"""A period's roster played many times before it is published: will it hold?

The forecast's calls by language, the desk's own handling times and patience, its own rule for who
gets whom, and each person's shifts with their breaks. Run by a worker: it compiles at first.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.core.jobs.queries import is_under_way
from hundra.engines.queueing import Rules, Skills
from hundra.engines.queueing.simulation import (
    Break,
    CallType,
    Centre,
    Exponential,
    Guide,
    LogNormal,
    Shift,
)
from hundra.hear.contacts.models import LIVE_CHANNELS, Desk
from hundra.improve.staffing.errors import NotNowError
from hundra.improve.staffing.models import (
    Assignment,
    AssignmentPart,
    ForecastRow,
    PartKind,
    PeriodState,
    RosterPeriod,
    SimulatedSlot,
    Simulation,
)
from hundra.improve.staffing.problems import skills_of
from hundra.improve.staffing.queries.arrivals import HALF_HOUR, Times, times_of
from hundra.improve.staffing.queries.needing import latest_forecast, rows_of

if TYPE_CHECKING:
    from hundra.engines.queueing.simulation.results import Result

JOB = "staffing.simulate"
REPLICATIONS = 200
SLOTS_A_DAY = 24 * 60 // HALF_HOUR
DAY_SECONDS = 24 * 3600
DAY_VARIATION = 0.08
TALK_VARIATION = 0.8
"""Standard deviation of handling times as a share of their mean."""


def ask_for_simulation(*, period: RosterPeriod, by: User | None) -> None:
    from hundra.improve.staffing.jobs import simulate

    if not period.assignments.exists():
        raise NotNowError(_("There is no roster to simulate yet."))
    forecast = latest_forecast(period.desk)
    if forecast is None or forecast.last_day < period.last_day:
        raise NotNowError(_("There is no forecast that reaches to the end of the period yet."))
    simulate.defer(period=period.pk)


def ask_where_missing(*, desk: Desk) -> None:
    """Published rosters that were taken over from elsewhere have never been simulated."""
    from hundra.improve.staffing.jobs import simulate

    published = RosterPeriod.objects.filter(desk=desk, state=PeriodState.PUBLISHED)
    coming = published.filter(last_day__gt=timezone.localdate(), simulations=None)
    for key in coming.values_list("pk", flat=True):
        if not is_under_way(JOB, period=key):
            simulate.defer(period=key)


def simulate_roster(
    *, period: RosterPeriod, replications: int = REPLICATIONS, seed: int = 1
) -> Simulation | None:
    """Plays the roster as it stands and keeps what came of it; None without arrivals."""
    from hundra.engines.queueing.simulation.simulate import simulate

    forecast = latest_forecast(period.desk)
    rows = rows_of(forecast, period.first_day, period.last_day) if forecast else []
    roster = _roster(period)
    if not any(row.mean for row in rows) or not roster:
        return None
    times = times_of(period.desk, timezone.localdate())
    result = simulate(centre_of(period, rows, roster, times), replications=replications, seed=seed)
    return _keep(period, result, roster, seed)


def centre_of(
    period: RosterPeriod, rows: Iterable[ForecastRow], roster: list[Assignment], times: Times
) -> Centre:
    """The period as something to be played, from its first midnight on."""
    desk = period.desk
    arrivals = _arrivals(period, rows)
    patience = Exponential(times.patience_seconds)
    handling = LogNormal(times.handling_seconds, TALK_VARIATION * times.handling_seconds)
    return Centre(
        types=tuple(
            CallType(language, counts, handling=handling, language=language, patience=patience)
            for language, counts in arrivals.items()
        ),
        guides=_guides(period, roster),
        rules=Rules(
            widen_reason_seconds=desk.widen_reason_seconds,
            widen_level_seconds=desk.widen_level_seconds,
        ),
        interval_seconds=HALF_HOUR * 60,
        answer_within_seconds=desk.answer_within_seconds,
        short_abandon_seconds=desk.short_abandon_seconds,
        day_variation=DAY_VARIATION,
    )


def _arrivals(period: RosterPeriod, rows: Iterable[ForecastRow]) -> dict[str, list[float]]:
    """By language; what the languages' own rows leave of the whole is the first language's."""
    length = len(period.days) * SLOTS_A_DAY
    main = "sv"
    found: dict[str, list[float]] = defaultdict(lambda: [0.0] * length)
    whole = [0.0] * length
    for row in rows:
        place = (row.day - period.first_day).days * SLOTS_A_DAY + row.start // HALF_HOUR
        (found[row.language] if row.language else whole)[place] += row.mean
    others = [counts for language, counts in found.items() if language != main]
    found[main] = [
        max(0.0, total - sum(counts[place] for counts in others))
        for place, total in enumerate(whole)
    ]
    return dict(found)


def _roster(period: RosterPeriod) -> list[Assignment]:
    return list(
        period.assignments.select_related("person__guide", "shift_type").prefetch_related(
            "parts", "person__guide__languages"
        )
    )


def _guides(period: RosterPeriod, roster: list[Assignment]) -> tuple[Guide, ...]:
    shifts: dict[int, list[Shift]] = defaultdict(list)
    people = {}
    for one in roster:
        people[one.person_id] = one.person
        shifts[one.person_id] += _stays(one, (one.day - period.first_day).days * DAY_SECONDS)
    return tuple(
        Guide(
            Skills(
                key,
                {known.language: known.level for known in person.guide.languages.all()},
                skills_of(person),
            ),
            tuple(shifts[key]),
        )
        for key, person in people.items()
    )


def _stays(one: Assignment, midnight: int) -> list[Shift]:
    """The shift with its breaks; divided by what takes the person from the phone."""
    parts = list(one.parts.all())
    away = [part for part in parts if part.kind != PartKind.BREAK and takes_away(part)]
    edges = [one.shift_type.start_minute]
    for part in sorted(away, key=lambda each: each.start):
        edges += [part.start, part.end]
    edges.append(one.shift_type.end_minute)
    return [
        Shift(
            midnight + start * 60,
            midnight + end * 60,
            tuple(
                Break(midnight + part.start * 60, (part.end - part.start) * 60)
                for part in parts
                if part.kind == PartKind.BREAK and start <= part.start < end
            ),
        )
        for start, end in zip(edges[::2], edges[1::2], strict=True)
        if start < end
    ]


def takes_away(part: AssignmentPart) -> bool:
    """From calls and visits: breaks, trainings, and written work."""
    return part.kind != PartKind.TASK or part.channel not in LIVE_CHANNELS


def present_at(roster: Iterable[Assignment], day: dt.date, start: int) -> int:
    """How many are at the desk for the whole half-hour."""
    return sum(
        one.day == day
        and one.shift_type.start_minute <= start
        and start + HALF_HOUR <= one.shift_type.end_minute
        and all(
            part.end <= start or start + HALF_HOUR <= part.start
            for part in one.parts.all()
            if takes_away(part)
        )
        for one in roster
    )


@transaction.atomic
def _keep(period: RosterPeriod, result: Result, roster: list[Assignment], seed: int) -> Simulation:
    whole = result.figures().answered_in_time
    kept = Simulation.objects.create(
        period=period,
        replications=result.replications,
        seed=seed,
        share=float(whole.value),
        share_low=float(whole.low),
        share_high=float(whole.high),
        occupancy=_figure(float(result.occupancy().value)),
    )
    by_slot = result.figures("interval")
    shares, offered = by_slot.answered_in_time, by_slot.offered.value
    by_day = defaultdict(list)
    for one in roster:
        by_day[one.day].append(one)
    rows = []
    for place in range(len(offered)):
        number, slot = divmod(place, SLOTS_A_DAY)
        if offered[place] <= 0:
            continue
        day, start = period.first_day + dt.timedelta(days=number), slot * HALF_HOUR
        rows.append(
            SimulatedSlot(
                simulation=kept,
                day=day,
                start=start,
                arrivals=float(offered[place]),
                present=present_at(by_day[day], day, start),
                share=_figure(float(shares.value[place])),
                share_low=_figure(float(shares.low[place])),
                share_high=_figure(float(shares.high[place])),
            )
        )
    SimulatedSlot.objects.bulk_create(rows)
    return kept


def _figure(value: float) -> float | None:
    return None if math.isnan(value) else value
