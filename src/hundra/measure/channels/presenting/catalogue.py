"""The figures that a page tells, each with its name and what it means in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hundra.engines.proportions import Share
from hundra.hear.contacts.models import Desk
from hundra.measure.channels.measures import CaseFigures, Figures
from hundra.measure.channels.presenting.wording import duration, interval, mean, percent

Text = str | Promise


@dataclass(frozen=True)
class Measure:
    """One figure. `pick` finds it among others; None where too few are behind it.

    `definition` may hold the desk's goals: %(seconds)s, %(short)s, %(days)s, %(hours)s.
    `less_is_better` decides which way is the good one when periods are compared.
    """

    slug: str
    label: Text
    definition: Text
    pick: Callable[[Any], Share | float | int | None]
    n: Callable[[Any], int]
    is_wait: bool = False
    less_is_better: bool = False

    def told_definition(self, desk: Desk) -> str:
        return str(self.definition) % {
            "seconds": duration(desk.answer_within_seconds),
            "short": duration(desk.short_abandon_seconds),
            "days": desk.return_days,
            "hours": desk.reply_within_hours,
        }

    def told_label(self, desk: Desk) -> str:
        return str(self.label) % {"seconds": duration(desk.answer_within_seconds)}

    def text(self, value: Share | float | int | None) -> str:
        """As it is read: a share in per cent, a wait in minutes and seconds, a mean."""
        if value is None:
            return ""
        if isinstance(value, Share):
            return percent(value.value)
        return duration(int(value)) if self.is_wait else mean(value)

    def interval(self, value: Share | float | int | None) -> str:
        return interval(value) if isinstance(value, Share) else ""


IN_TIME_OF_WAITING = Measure(
    "av-vantande",
    _("Answered within %(seconds)s, of those who waited"),
    _(
        "Calls and visits answered within %(seconds)s, of those answered or given up after at "
        "least %(short)s."
    ),
    lambda figures: figures.in_time_of_waiting,
    lambda figures: figures.counts.answered + figures.abandoned_long,
)
IN_TIME_OF_OFFERED = Measure(
    "av-alla",
    _("Answered within %(seconds)s, of all"),
    _("Calls and visits answered within %(seconds)s, of all that reached a queue."),
    lambda figures: figures.in_time_of_offered,
    lambda figures: figures.counts.offered,
)
ANSWERED = Measure(
    "besvarade",
    _("Answered"),
    _("Calls and visits that a guide answered, of all that reached a queue."),
    lambda figures: figures.answered_share,
    lambda figures: figures.counts.offered,
)
ABANDONED = Measure(
    "tappade",
    _("Gave up after waiting"),
    _(
        "Gave up after at least %(short)s, of those answered or given up after that time. Who "
        "hangs up sooner has not waited."
    ),
    lambda figures: figures.abandoned_share,
    lambda figures: figures.counts.answered + figures.abandoned_long,
    less_is_better=True,
)
MEDIAN_WAIT = Measure(
    "median",
    _("Half waited at most"),
    _("The median of the wait from the queue to the answer, in begun seconds."),
    lambda figures: figures.median_wait,
    lambda figures: figures.counts.answered,
    is_wait=True,
    less_is_better=True,
)
LONG_WAIT = Measure(
    "nittio",
    _("Nine of ten waited at most"),
    _("Nine of ten who were answered waited no longer than this."),
    lambda figures: figures.long_wait,
    lambda figures: figures.counts.answered,
    is_wait=True,
    less_is_better=True,
)
LONGEST_WAIT = Measure(
    "langsta",
    _("Longest wait"),
    _("The longest anyone waited before the answer, or before giving up."),
    lambda figures: figures.longest_wait,
    lambda figures: figures.counts.answered + figures.counts.abandoned,
    is_wait=True,
    less_is_better=True,
)
SOLVED = Measure(
    "lost",
    _("Solved at once, say the guides"),
    _("Registered as solved, of all registered. Wrong numbers are left out."),
    lambda figures: figures.solved,
    lambda figures: figures.counts.registered,
)
HELD = Measure(
    "holl",
    _("Solved, and nobody came back"),
    _(
        "Registered as solved, and the same person has not been in touch about the same reason "
        "within %(days)s days; of those registered where we know who it was. Only days of which "
        "it is known by now."
    ),
    lambda figures: figures.held,
    lambda figures: figures.counts.judged,
)
REPLIED = Measure(
    "svar",
    _("Mails and web forms answered in time"),
    _("Answered within %(hours)s working hours. Those not answered yet count when time is out."),
    lambda figures: figures.replied_in_time,
    lambda figures: figures.counts.replied_in_time + figures.counts.replied_late,
)
HANDED_ON = Measure(
    "vidare",
    _("Handed on to another guide"),
    _("Contacts that changed guide at least once, of all that a guide answered."),
    lambda figures: figures.handed_on,
    lambda figures: figures.counts.talked,
    less_is_better=True,
)
CASES_IN_TIME = Measure(
    "arenden",
    _("Cases closed within the promise"),
    _("Closed at the latest when it was promised, of the cases closed that had a promise."),
    lambda figures: figures.in_time,
    lambda figures: figures.counts.promised,
)
REOPENED = Measure(
    "oppnade",
    _("Cases opened again"),
    _("Closed cases that had been closed and opened again before."),
    lambda figures: figures.reopened,
    lambda figures: figures.counts.closed,
    less_is_better=True,
)
PEOPLE_MET = Measure(
    "moten",
    _("People met in a case"),
    _("How many different guides and handlers a closed case had, on average."),
    lambda figures: figures.people_met,
    lambda figures: figures.counts.closed,
    less_is_better=True,
)

OF_CONTACTS = (
    IN_TIME_OF_WAITING,
    IN_TIME_OF_OFFERED,
    ABANDONED,
    MEDIAN_WAIT,
    LONG_WAIT,
    LONGEST_WAIT,
    SOLVED,
    HELD,
    REPLIED,
    HANDED_ON,
)
OF_CASES = (CASES_IN_TIME, REOPENED, PEOPLE_MET)
BY_SLUG = {measure.slug: measure for measure in (*OF_CONTACTS, ANSWERED, *OF_CASES)}


def value_of(measure: Measure, figures: Figures, cases: CaseFigures) -> tuple[Any, int]:
    """The figure and the n behind it, from whichever of the two it is about."""
    of = cases if measure in OF_CASES else figures
    return measure.pick(of), measure.n(of)
