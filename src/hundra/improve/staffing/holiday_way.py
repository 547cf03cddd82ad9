"""How far a summer has come on its way, and what its planner is to do now."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from hundra.core.ui.components import Step
from hundra.improve.staffing.models import PeriodState, RosterPeriod
from hundra.improve.staffing.queries.holidays import Board
from hundra.improve.staffing.services.holidays.publishing import Notice
from hundra.improve.staffing.way import Way, state_of

SAID = {
    PeriodState.PUBLISHED: ("", gettext_lazy("The holidays are published. Rosters respect them.")),
    PeriodState.SOLVING: (
        "solving",
        gettext_lazy("It is being worked out. You can do other things meanwhile."),
    ),
}
ORDER = ("need", "wishes", "solving", "publishing")


def way_of(period: RosterPeriod, board: Board, notice: Notice, today: dt.date) -> Way:
    place, now = _now(period, board, notice, today)
    here = ORDER.index(place) if place else len(ORDER)
    labels = (
        _("How many are needed"),
        pgettext("step", "Wishes"),
        _("Work out who has which weeks"),
    )
    notes = ("", _wished(board), "")
    steps = [
        Step(label, state_of(number, here), note)
        for number, (label, note) in enumerate(zip(labels, notes, strict=True))
    ]
    published = "done" if period.is_published else state_of(len(labels), here)
    return Way([*steps, Step(pgettext("step", "Published"), published)], now, place)


def _now(period: RosterPeriod, board: Board, notice: Notice, today: dt.date) -> tuple[str, str]:
    if period.state in SAID:
        place, said = SAID[PeriodState(period.state)]
        return place, str(said)
    if not any(count for row in board.needs for count in row.counts):
        return "need", _("Say how many must be at work each week.")
    if period.state == PeriodState.PLANNED:
        return "publishing", _before_publishing(notice)
    if period.state == PeriodState.DRAFT:
        return "wishes", _("Let the employees rank their weeks.")
    if period.takes_wishes(today) and period.wishes_until:
        told = {"day": date_format(period.wishes_until, "l j F")}
        return "wishes", _(
            "Employees wish until and with %(day)s. Then work out who has which weeks."
        ) % told
    return "solving", _("The time for wishes is over. Work out who has which weeks.")


def _before_publishing(notice: Notice) -> str:
    told = {"day": date_format(notice.latest, "j F Y")}
    if notice.is_late:
        return _("It should have been published by %(day)s. Write the special reasons.") % told
    return _("Look at the table and change what you want. Publish by %(day)s.") % told


def _wished(board: Board) -> str:
    if not board.wished:
        return ""
    return ngettext("%(count)s has wished", "%(count)s have wished", board.wished) % {
        "count": board.wished
    }
