"""What a page of figures is about, as its address says: desk, period and channel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date

from hundra.hear.contacts.models import Channel, Desk
from hundra.measure.channels.periods import Length, Period, free_period, period_with

FIRST_DAY, LAST_DAY = dt.date(2000, 1, 1), dt.date(2200, 1, 1)


@dataclass(frozen=True)
class Choice:
    desk: Desk
    period: Period
    channel: str = ""

    @property
    def query(self) -> str:
        """The same choice as an address has it."""
        return urlencode(self.parameters)

    @property
    def parameters(self) -> dict[str, str]:
        told = {"desk": self.desk.slug, "period": str(self.period.length)}
        if self.period.length == Length.FREE:
            told |= {"fran": f"{self.period.first}", "till": f"{self.period.last}"}
        else:
            told["dag"] = f"{self.period.first}"
        return told | ({"kanal": self.channel} if self.channel else {})

    def with_period(self, period: Period) -> Choice:
        return replace(self, period=period)

    @property
    def before(self) -> Period:
        """What to compare with: no longer than what has been of the period."""
        lived = self.period.until(max(self.period.first, timezone.localdate()))
        return self.period.before.as_long_as(lived)


def choice_from(query: QueryDict, desks: Sequence[Desk], *, today: dt.date | None = None) -> Choice:
    """What the address says; where it says nothing, the first desk and the week that goes on.

    Raises Http404 for a desk that is not among `desks`.
    """
    today = today or timezone.localdate()
    slug = query.get("desk", "")
    desk = next((desk for desk in desks if slug in ("", desk.slug)), None)
    if desk is None:
        raise Http404
    channel = query.get("kanal", "")
    return Choice(
        desk=desk,
        period=_period(query, today),
        channel=channel if channel in Channel.values else "",
    )


def _period(query: QueryDict, today: dt.date) -> Period:
    length = query.get("period", "")
    chosen = Length(length) if length in list(Length) else Length.WEEK
    if chosen == Length.FREE:
        first = _day(query.get("fran", ""), today - dt.timedelta(days=27))
        return free_period(first, _day(query.get("till", ""), today))
    return period_with(chosen, _day(query.get("dag", ""), today))


def _day(text: str, otherwise: dt.date) -> dt.date:
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    return found if found and FIRST_DAY <= found <= LAST_DAY else otherwise
