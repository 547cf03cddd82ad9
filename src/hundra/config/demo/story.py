"""A story is a list of moments, each with something that someone does."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pghistory
from django.utils import timezone

from hundra.config.demo.clock import Clock
from hundra.core.accounts.models import User

Action = Callable[[], object]


class Story:
    """Collects what happens, then lets it happen in order at its moment."""

    def __init__(self, *, today: date, rng: random.Random) -> None:
        self.today = today
        self.rng = rng
        self._moments: list[tuple[datetime, int, User | None, Action]] = []

    def day(self, days_ago: float) -> datetime:
        """A moment in working hours, so many days before today; never a weekend's."""
        day = self.today - timedelta(days=int(days_ago))
        day -= timedelta(days=max(0, day.weekday() - 4))
        clock = time(self.rng.randint(8, 16), self.rng.randint(0, 59), self.rng.randint(0, 59))
        return datetime.combine(day, clock, tzinfo=timezone.get_current_timezone())

    def at(self, moment: datetime, action: Action, *, by: User | None = None) -> None:
        """Plans an action of someone's; what would be later than today is left out."""
        if moment.date() < self.today:
            self._moments.append((moment, len(self._moments), by, action))

    def tell(self, clock: Clock) -> None:
        """Lets everything planned happen; an action may plan more, but only for later."""
        while self._moments:
            self._moments.sort(key=lambda entry: entry[:2], reverse=True)
            moment, _, by, action = self._moments.pop()
            clock.turn_to(moment)
            with pghistory.context(user=by.pk if by else None):
                action()
