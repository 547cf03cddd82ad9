"""Weeks, needs and what is broken of a summer, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hundra.engines.rostering.holidays import Summer, WeekBreach, WeekClash, WeekNeed
from hundra.engines.rostering.holidays.law import BARRED, FOUR_WEEKS
from hundra.improve.staffing.holiday_problems import runs
from hundra.improve.staffing.models import RosterPeriod
from hundra.improve.staffing.rule_words import skill_name


def days_words(first: dt.date, last: dt.date) -> str:
    """Such as "Vecka 27–30 (5 juli–1 augusti)"."""
    begins, ends = first.isocalendar().week, last.isocalendar().week
    number = str(begins) if begins == ends else f"{begins}–{ends}"
    same = first.month == last.month
    days = f"{date_format(first, 'j' if same else 'j F')}–{date_format(last, 'j F')}"
    return _("Week %(number)s (%(days)s)") % {"number": number, "days": days}


def weeks_words(period: RosterPeriod, weeks: Iterable[int]) -> str:
    """Weeks of holiday, those in a row as one."""
    told = [days_words(first, last) for first, last in runs(period, weeks)]
    return ", ".join(told) or pgettext("holiday", "no weeks")


def breach_words(breach: WeekBreach, summer: Summer) -> str:
    """Who or which week, and the rule with its paragraph."""
    if breach.rule == "week_need":
        return _short_words(breach)
    person = summer.person(breach.person)
    about = {"name": person.name, "weeks": person.weeks, "together": person.together}
    if breach.rule == "weeks_each":
        return _("%(name)s is to have %(weeks)s weeks of holiday.") % about
    if breach.rule == "four_weeks":
        place = f"{_(FOUR_WEEKS.source)}, {FOUR_WEEKS.paragraph}"
        return _("%(name)s is to have %(together)s weeks in a row in June–August (%(place)s).") % {
            **about,
            "place": place,
        }
    about["week"] = breach.monday.isocalendar().week if breach.monday else ""
    return (
        _("%(name)s is away in week %(week)s for another reason.") % about
        if (breach.rule == BARRED.code)
        else _("%(name)s has other weeks than those decided by hand.") % about
    )


def _short_words(breach: WeekBreach) -> str:
    about = {
        "week": breach.monday.isocalendar().week if breach.monday else "",
        "present": breach.present,
        "people": breach.people,
        "skills": ", ".join(skill_name(code) for code in breach.skills),
    }
    if breach.skills:
        return (
            _("Week %(week)s: %(present)s at work with %(skills)s, %(people)s are needed.") % about
        )
    return _("Week %(week)s: %(present)s at work, %(people)s are needed.") % about


def stored_clash(clash: WeekClash, summer: Summer) -> dict[str, object]:
    """As kept in the database."""
    need = clash.need
    return {
        "monday": None if need is None else summer.monday(need.week).isoformat(),
        "people": 0 if need is None else need.people,
        "skill": "" if need is None else min(need.skills, default=""),
        "person": "" if not clash.person else summer.person(clash.person).name,
        "alone": clash.alone,
    }


def clash_words(stored: dict[str, object]) -> str:
    if stored["monday"]:
        about = {
            "week": dt.date.fromisoformat(str(stored["monday"])).isocalendar().week,
            "people": stored["people"],
            "skill": skill_name(str(stored["skill"])) if stored["skill"] else "",
        }
        if stored["skill"]:
            return _("Week %(week)s: %(people)s with %(skill)s must be at work") % about
        return _("Week %(week)s: %(people)s must be at work") % about
    name = {"name": stored["person"]}
    if stored["alone"]:
        return _("%(name)s is away so much that the weeks do not fit in June–August") % name
    return _("%(name)s: the weeks that you have decided by hand") % name


def need_words(need: WeekNeed) -> str:
    """Whom a need is about."""
    skills = ", ".join(skill_name(code) for code in sorted(need.skills))
    return skills or pgettext("need", "All")
