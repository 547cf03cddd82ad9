"""A condition in a sentence, as "monday–friday: starts at 08.30 at the earliest"."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hundra.improve.staffing.models import Condition

IN_A_ROW = 3


def told(condition: Condition) -> str:
    return f"{weekdays_told(condition.weekdays)}: {', '.join(_asks(condition))}"


def weekdays_told(weekdays: Iterable[int]) -> str:
    """Such as "monday–friday" (0 = Monday); none or all seven: all days."""
    days = sorted(set(weekdays)) or list(range(7))
    if days == list(range(7)):
        return _("All days")
    names = [str(WEEKDAYS[day]) for day in days]
    if len(days) >= IN_A_ROW and days == list(range(days[0], days[-1] + 1)):
        return f"{names[0]}–{names[-1]}"
    return ", ".join(names)


def _asks(condition: Condition) -> list[str]:
    found = []
    if condition.is_free:
        found.append(_("off"))
    if condition.earliest_start:
        found.append(
            _("starts at %(time)s at the earliest") % {"time": f"{condition.earliest_start:%H.%M}"}
        )
    if condition.latest_end:
        found.append(
            _("ends at %(time)s at the latest") % {"time": f"{condition.latest_end:%H.%M}"}
        )
    if condition.longest_minutes:
        hours = f"{condition.longest_minutes / 60:g}".replace(".", ",")
        found.append(_("at most %(hours)s hours") % {"hours": hours})
    return found


def how_long(condition: Condition) -> str:
    first = date_format(condition.first_day, "j F Y")
    if condition.last_day is None:
        return _("From %(first)s on") % {"first": first}
    return f"{first}–{date_format(condition.last_day, 'j F Y')}"
