"""The follow-up page's figures beside those of the simulator's own log."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta

from hundra.config.week.log import Figures
from hundra.hear.contacts.models import Channel, Desk
from hundra.measure.channels.counts import total
from hundra.measure.channels.measures import Figures as PageFigures
from hundra.measure.channels.measures import Goals
from hundra.measure.channels.periods import Length, Period
from hundra.measure.channels.queries.report import report


@dataclass(frozen=True)
class Line:
    """A figure: what the log says, and what the page says."""

    name: str
    log: int
    page: int

    @property
    def agrees(self) -> bool:
        return self.log == self.page


def compared(
    desk: Desk, log: Figures, *, mails: int, outcomes: dict[str, int], monday: date, days: int
) -> list[Line]:
    """Each figure by both. Calls and visits together, as the log has them."""
    period = Period(Length.FREE, monday, monday + timedelta(days=days - 1))
    found = report(desk, period)
    parts = [
        found.channels[name].counts
        for name in (Channel.PHONE, Channel.VISIT)
        if name in found.channels
    ]
    page = PageFigures(total(parts), Goals(desk.answer_within_seconds, desk.short_abandon_seconds))
    theirs = {
        "offered": page.counts.offered,
        "answered": page.counts.answered,
        "abandoned_short": page.abandoned_short,
        "abandoned_long": page.abandoned_long,
        "in_time": page.answered_in_time,
        "longest_wait": page.longest_wait or 0,
        "median_wait": page.median_wait or 0,
        "in_menu": page.counts.menu_left + page.counts.menu_closed + page.counts.menu_helped,
    }
    lines = [Line(name, value, theirs[name]) for name, value in asdict(log).items()]
    mail = found.channels.get(Channel.EMAIL)
    lines.append(Line("mails", mails, mail.counts.received if mail else 0))
    lines.append(Line("solved", outcomes.get("solved", 0), found.whole.counts.solved))
    return lines
