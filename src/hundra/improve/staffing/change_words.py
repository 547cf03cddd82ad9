"""A repair's changes and what is short with them, in sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hundra.improve.staffing.models import RepairChange
from hundra.improve.staffing.models.day import clock
from hundra.improve.staffing.rule_words import skill_name
from hundra.improve.staffing.wording import reason_text

MOST_REASONS = 2


def change_text(one: RepairChange) -> str:
    """What the day becomes: "works Tidig 07.30–16.00 instead of Dag 08.30–17.00"."""
    about = {"before": one.before, "after": one.after, "breaks": _breaks(one.breaks)}
    if not one.is_of_shift:
        return _("break at %(breaks)s instead") % about
    if one.after is None:
        return _("off instead of %(before)s") % about
    if one.before is None:
        return _("works %(after)s, would have been off") % about
    return _("works %(after)s instead of %(before)s") % about


def to_the_person(one: RepairChange) -> str:
    return f"{date_format(one.day, 'l j F')}: {change_text(one)}"


def _breaks(pairs: Iterable[Sequence[int]]) -> str:
    return ", ".join(f"{clock(start)}–{clock(end)}" for start, end in pairs)


@dataclass(frozen=True, slots=True)
class Gap:
    """Half-hours in a row with as many too few. No skill: anybody."""

    day: dt.date
    start: int
    end: int
    missing: int
    skill: str
    reasons: list[str]

    @property
    def text(self) -> str:
        about = {
            "from": clock(self.start),
            "to": clock(self.end),
            "missing": self.missing,
            "skill": skill_name(self.skill) if self.skill else "",
        }
        if self.skill:
            told = ngettext(
                "%(from)s–%(to)s: %(missing)s fewer with %(skill)s",
                "%(from)s–%(to)s: %(missing)s fewer with %(skill)s",
                self.missing,
            )
        else:
            told = ngettext(
                "%(from)s–%(to)s: %(missing)s fewer than before",
                "%(from)s–%(to)s: %(missing)s fewer than before",
                self.missing,
            )
        return told % about


def gaps(shortages: Iterable[Mapping[str, Any]]) -> list[Gap]:
    """By day, the half-hours that follow on each other together."""
    rows = sorted(shortages, key=lambda one: (one["day"], one["skill"], one["start"]))
    found: list[Gap] = []
    for one in rows:
        missing = one["people"] - one["present"]
        day = dt.date.fromisoformat(one["day"])
        last = found[-1] if found else None
        same = last and (last.day, last.skill, last.missing, last.end) == (
            day,
            one["skill"],
            missing,
            one["start"],
        )
        reasons = [reason_text(reason) for reason in one["reasons"][:MOST_REASONS]]
        if last is not None and same:
            joined = last.reasons + [text for text in reasons if text not in last.reasons]
            found[-1] = Gap(day, last.start, one["end"], missing, last.skill, joined[:MOST_REASONS])
        else:
            found.append(Gap(day, one["start"], one["end"], missing, one["skill"], reasons))
    return sorted(found, key=lambda gap: (gap.day, gap.start, gap.skill))
