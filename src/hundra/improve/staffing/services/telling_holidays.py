"""Mail to employees about summer holidays: that one can wish, and which weeks one has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hundra.core.messages import services as outbox
from hundra.engines.rostering.holidays import Plan
from hundra.improve.staffing.holiday_problems import people_of
from hundra.improve.staffing.holiday_words import weeks_words
from hundra.improve.staffing.models import RosterPeriod, StaffPerson

LANGUAGE = settings.LANGUAGE_CODE


def summer_open(period: RosterPeriod, until: dt.date) -> None:
    """To all at the desk, for each last day that is set."""
    with translation.override(LANGUAGE):
        told = {"year": period.first_day.year, "until": date_format(until, "l j F")}
        outbox.send_many(
            _draft(
                person,
                _("Wish for your summer weeks %(year)s") % told,
                _("Rank the weeks that you want, until and with %(until)s.") % told,
                reverse("my_wish_period", args=[period.pk]),
                f"summer_open:{until}:{period.pk}",
            )
            for person in _told(period)
        )


def summer_decided(period: RosterPeriod, plan: Plan) -> None:
    with translation.override(LANGUAGE):
        outbox.send_many(_decided(period, plan, person) for person in _told(period))


def _decided(period: RosterPeriod, plan: Plan, person: StaffPerson) -> outbox.Draft:
    told = {
        "year": period.first_day.year,
        "weeks": weeks_words(period, plan.get(str(person.pk), ())),
    }
    return _draft(
        person,
        _("Your summer holiday %(year)s is decided") % told,
        _("You have holiday: %(weeks)s. See what came of your wishes, and why.") % told,
        reverse("my_wishes"),
        f"summer_decided:{period.pk}",
    )


def weeks_changed(period: RosterPeriod, person: StaffPerson, weeks: Iterable[int]) -> None:
    """To whose published weeks are others."""
    with translation.override(LANGUAGE):
        told = {"year": period.first_day.year, "weeks": weeks_words(period, weeks)}
        now = period.holiday_weeks.filter(person=person).order_by("-pk").first()
        draft = _draft(
            person,
            _("Your summer holiday %(year)s is changed") % told,
            _("You now have holiday: %(weeks)s. Talk with whoever plans if it does not fit.")
            % told,
            reverse("my_wishes"),
            f"summer_changed:{period.pk}:{now.pk if now else 0}",
        )
        outbox.send_many([draft] if person.guide.user.is_active else [])


def _told(period: RosterPeriod) -> list[StaffPerson]:
    return [one for one in people_of(period) if one.guide.user.is_active]


def _draft(person: StaffPerson, subject: str, text: str, path: str, key: str) -> outbox.Draft:
    return outbox.Draft(
        to=person.guide.user.email,
        subject=subject,
        text=f"{text}\n\n{settings.BASE_URL.rstrip('/')}{path}\n",
        purpose=f"staffing.{key.partition(':')[0]}",
        key=f"staffing.{key}:{person.pk}",
    )
