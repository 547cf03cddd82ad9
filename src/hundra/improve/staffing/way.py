"""How far a period has come on its way, and what its planner is to do now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from hundra.core.ui.components import Step
from hundra.improve.staffing.models import PeriodState, RosterPeriod
from hundra.improve.staffing.queries.ruling import notice_days


@dataclass(frozen=True, slots=True)
class Known:
    """What is there of a period."""

    has_forecast: bool
    has_need: bool
    wishes: int
    has_roster: bool
    is_simulated: bool
    is_changed_since: bool
    """Since it was simulated."""


@dataclass(frozen=True, slots=True)
class Way:
    """`place`: the id of the section of the page where the next step is taken; empty: none."""

    steps: list[Step]
    now: str
    place: str


def way_of(period: RosterPeriod, known: Known, today: dt.date) -> Way:
    place, now = _now(period, known, today)
    return Way(_steps(period, known, place), now, place)


def _now(period: RosterPeriod, known: Known, today: dt.date) -> tuple[str, str]:
    if period.is_published:
        return "", _("The roster is published. Employees see their shifts and can swap them.")
    if period.state == PeriodState.SOLVING:
        return "solving", _("The roster is being worked out. You can do other things meanwhile.")
    if not known.has_need:
        return "need", _need(known)
    if not known.has_roster:
        return _before_roster(period, today)
    return "holds", _before_publishing(period, known, today)


def _need(known: Known) -> str:
    if not known.has_forecast:
        return _("First a forecast is needed that reaches to the last day of the period.")
    return _(
        "Choose how many of all calls are to be answered in time: it says how many are needed."
    )


def _before_roster(period: RosterPeriod, today: dt.date) -> tuple[str, str]:
    if period.state == PeriodState.DRAFT:
        return "wishes", _("Let the employees wish. If there is no time, work out the roster now.")
    if period.takes_wishes(today) and period.wishes_until:
        told = {"day": date_format(period.wishes_until, "l j F")}
        return "wishes", _(
            "Employees wish until and with %(day)s. Then work out the roster."
        ) % told
    return "solving", _("The time for wishes is over. Work out the roster.")


def _before_publishing(period: RosterPeriod, known: Known, today: dt.date) -> str:
    notice = notice_days(period.desk)
    latest = period.first_day - dt.timedelta(days=notice)
    if today > latest:
        return _("It is too late to publish: %(days)s days must be left to the first day.") % {
            "days": notice
        }
    if not known.is_simulated:
        return _("Look at the roster and change what you want. Then try whether it holds.")
    if known.is_changed_since:
        return _("The roster was changed after it was tried. Try it again.")
    return _("Publish the roster by %(day)s.") % {"day": date_format(latest, "l j F")}


def _steps(period: RosterPeriod, known: Known, place: str) -> list[Step]:
    order = ("need", "wishes", "solving", "holds")
    labels = (
        _("How many are needed"),
        pgettext("step", "Wishes"),
        _("Work out the roster"),
        _("Will it hold?"),
    )
    notes = ("", _wishes(known), "", "")
    here = order.index(place) if place else len(order)
    steps = [
        Step(label, state_of(number, here), note)
        for number, (label, note) in enumerate(zip(labels, notes, strict=True))
    ]
    published = Step(pgettext("step", "Published"), "done" if period.is_published else "coming")
    return [*steps, published]


def state_of(number: int, here: int) -> str:
    if number == here:
        return "current"
    return "done" if number < here else "coming"


def _wishes(known: Known) -> str:
    if not known.wishes:
        return ""
    return ngettext("%(count)s wish", "%(count)s wishes", known.wishes) % {"count": known.wishes}
