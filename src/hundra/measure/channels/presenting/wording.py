"""Numbers as people read them."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from hundra.engines.proportions import Share
from hundra.measure.channels.periods import Length, Period

MINUTE, HOUR = 60, 3600
HUNDRED = 100


def rounded(value: float, decimals: int = 0) -> str:
    """Rounded, in the reader's digits: Django's own formatting cuts the decimals off."""
    return number_format(round(value, decimals), decimals, use_l10n=True, force_grouping=True)


def percent(value: float, decimals: int = 1) -> str:
    """0.784 is "78,4 %"."""
    return _("%(number)s %%") % {"number": rounded(HUNDRED * value, decimals)}


def interval(share: Share) -> str:
    """Where the share may lie: "76,1–80,6 %"."""
    low, high = (rounded(HUNDRED * end, 1) for end in (share.low, share.high))
    return _("%(low)s–%(high)s %%") % {"low": low, "high": high}


def mean(value: float) -> str:
    return rounded(value, 1)


def duration(seconds: int) -> str:
    """75 is "1 min 15 s", 120 is "2 min"."""
    if seconds < MINUTE:
        return _("%(seconds)d s") % {"seconds": seconds}
    hours, rest = divmod(seconds, HOUR)
    minutes, left = divmod(rest, MINUTE)
    if hours:
        told = {"hours": hours, "minutes": minutes}
        return _("%(hours)d h %(minutes)d min") % told if minutes else _("%(hours)d h") % told
    told = {"minutes": minutes, "seconds": left}
    return _("%(minutes)d min %(seconds)d s") % told if left else _("%(minutes)d min") % told


def period_name(period: Period) -> str:
    """The period as a heading tells it: "vecka 23, 2026", "juni 2026", "1–14 juni 2026"."""
    first, last = period.first, period.last
    if period.length == Length.YEAR and _whole_year(period):
        return str(first.year)
    if period.length == Length.MONTH and last.month == first.month:
        return date_format(first, "F Y")
    if period.length == Length.WEEK:
        year, week, _day = first.isocalendar()
        return _("week %(week)d, %(year)d") % {"week": week, "year": year}
    if first == last:
        return date_format(first, "l j F Y")
    return f"{date_format(first, 'j F Y')}–{date_format(last, 'j F Y')}"


def _whole_year(period: Period) -> bool:
    return period.first == dt.date(period.first.year, 1, 1)
