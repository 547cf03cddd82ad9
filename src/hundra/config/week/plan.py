"""Who gets in touch during the week, about what, in which language, and how patient they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from django.conf import settings

from hundra.config.demo.desks.arrivals import arrivals
from hundra.hear.contacts.models import Channel

# Örebro's week (S4).
CALLS, VISITS, MAILS = 6_500, 400, 100
MEAN_PATIENCE_SECONDS = 400.0
SHARE_IN_MENU = 0.02
"""Those who hang up before they have chosen."""
DAYS_A_WEEK = 5


@dataclass(frozen=True)
class Visitor:
    """Someone who gets in touch. `patience`: seconds in line; `talk`: seconds of the talk."""

    number: int
    at: datetime
    channel: Channel
    language: str
    reason: str
    patience: float
    talk: float
    solved: bool
    gives_up_in_menu: bool

    @property
    def phone(self) -> str:
        return f"+4673{5_000_000 + self.number}"

    @property
    def email(self) -> str:
        return f"besokare{self.number}@example.se"


def visitors(
    entry: dict[str, Any], *, monday: date, days: int, share: float, rng: np.random.Generator
) -> list[Visitor]:
    """Everyone of the first `days` days, in the order they come. `share` of Örebro's numbers."""
    counts = {Channel.PHONE: CALLS, Channel.VISIT: VISITS, Channel.EMAIL: MAILS}
    zone = ZoneInfo(settings.TIME_ZONE)
    until = datetime.combine(monday + timedelta(days=days), time(0), zone)
    found: list[Visitor] = []
    for channel, count in counts.items():
        wanted = max(1, round(count * share * days / DAYS_A_WEEK))
        times, _ = arrivals(entry["hours"], wanted, until=until, days=days, rng=rng)
        found += _drawn(entry, channel, times.tolist(), len(found), rng)
    return sorted(found, key=lambda one: (one.at, one.number))


def _drawn(
    entry: dict[str, Any],
    channel: Channel,
    times: Sequence[datetime],
    first: int,
    rng: np.random.Generator,
) -> list[Visitor]:
    reasons, shares = entry["reason"], np.array([one["share"] for one in entry["reason"]], float)
    codes = [code for code, _ in entry["languages"]]
    weights = np.array([weight for _, weight in entry["languages"]], float)
    count = len(times)
    reason = rng.choice(len(reasons), count, p=shares / shares.sum())
    language = rng.choice(len(codes), count, p=weights / weights.sum())
    patience = rng.lognormal(np.log(MEAN_PATIENCE_SECONDS) - 0.32, 0.8, count)
    minutes = np.array([one["minutes"] for one in reasons])[reason]
    talk = rng.lognormal(np.log(minutes * 60) - 0.18, 0.6, count)
    solved = rng.random(count) < np.array([one["solved"] for one in reasons])[reason]
    leaves = rng.random(count) < SHARE_IN_MENU
    return [
        Visitor(
            number=first + place,
            at=times[place].replace(tzinfo=UTC),
            channel=channel,
            language=codes[int(language[place])],
            reason=str(reasons[int(reason[place])]["name"]),
            patience=round(float(patience[place])),
            talk=round(float(talk[place])) + 5,
            solved=bool(solved[place]),
            gives_up_in_menu=bool(leaves[place]),
        )
        for place in range(count)
    ]
