"""Telephone numbers and moments as people read them."""

from __future__ import annotations

import re
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

SWEDISH = re.compile(r"\+46(\d{7,9})\Z")
# Area codes of two and three digits (with the leading 0) in the Swedish numbering plan (PTS); all
# others have four. Mobile and business numbers (07x, 010, 020) are grouped by three as well.
TWO_DIGITS = ("8",)
THREE_DIGITS = frozenset(
    [
        "10",
        "11",
        "13",
        "16",
        "18",
        "19",
        "20",
        "21",
        "23",
        "26",
        "31",
        "33",
        "35",
        "36",
        "40",
        "42",
        "44",
        "46",
        "54",
        "60",
        "63",
        "70",
        "72",
        "73",
        "76",
        "79",
        "77",
        "90",
    ]
)
GROUPS = {5: (3, 2), 6: (2, 2, 2), 7: (3, 2, 2), 8: (3, 3, 2)}


def as_dialled(number: str) -> str:
    """A number in E.164 as it is written at home: "019-00 01 00"; others as they are."""
    found = SWEDISH.match(number)
    if found is None:
        return number
    digits = found[1]
    if digits.startswith(TWO_DIGITS):
        area = 1
    elif digits[:2] in THREE_DIGITS:
        area = 2
    else:
        area = 3
    rest = digits[area:]
    if len(rest) not in GROUPS:
        return number
    parts, at = [], 0
    for size in GROUPS[len(rest)]:
        parts.append(rest[at : at + size])
        at += size
    return f"0{digits[:area]}-{' '.join(parts)}"


def told_when(moment: datetime, *, now: datetime | None = None) -> str:
    """As near as it is: "today 10:49", "yesterday 16:02", "Fri 20 Nov 15:55", "20 Nov 2025"."""
    moment = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    day, today = moment.date(), timezone.localdate(now)
    if day == today:
        return _("today %(time)s") % {"time": _clock(moment)}
    if (today - day).days == 1:
        return _("yesterday %(time)s") % {"time": _clock(moment)}
    if day.year == today.year or abs((today - day).days) <= 30:  # noqa: PLR2004 - days of a month
        return f"{_small(date_format(day, 'D j M'))} {_clock(moment)}"
    return _small(date_format(day, "j M Y"))


def _small(told: str) -> str:
    """Days and months have small letters in Swedish, which Django's short names have not."""
    return told.lower() if get_language() == "sv" else told


def _clock(moment: datetime) -> str:
    return date_format(moment, "H:i")
