"""How shifts, people, rules and added need are shown to who plans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hundra.engines.rostering import Rule
from hundra.engines.rostering.rules import ACT
from hundra.improve.staffing import condition_words
from hundra.improve.staffing.calendar_feed import clock
from hundra.improve.staffing.models import Condition, ExtraNeed, ShiftType, StaffPerson
from hundra.improve.staffing.problems import skills_of
from hundra.improve.staffing.queries.ruling import HeldRule
from hundra.improve.staffing.rule_words import skill_name, skill_order


@dataclass(frozen=True, slots=True)
class ShiftLine:
    shift: ShiftType
    days: str
    hours: float
    breaks: list[str]
    skills: list[str]


def shift_line(shift: ShiftType) -> ShiftLine:
    rests = list(shift.breaks.all())
    minutes = shift.end_minute - shift.start_minute - sum(one.minutes for one in rests)
    breaks = [
        _("%(minutes)s min between %(earliest)s and %(latest)s")
        % {
            "minutes": one.minutes,
            "earliest": f"{one.earliest:%H.%M}",
            "latest": f"{one.latest:%H.%M}",
        }
        for one in rests
    ]
    days = condition_words.weekdays_told(shift.weekdays)
    return ShiftLine(shift, days, minutes / 60, breaks, skill_names(shift.skills))


def skill_names(codes: Sequence[str]) -> list[str]:
    """Languages, then channels, by name."""
    return [skill_name(code) for code in sorted(codes, key=skill_order)]


@dataclass(frozen=True, slots=True)
class ConditionLine:
    condition: Condition
    text: str
    how_long: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    person: StaffPerson
    hours: float
    flexible: float
    skills: list[str]
    conditions: list[ConditionLine]


def person_line(person: StaffPerson) -> PersonLine:
    """`person` as queries.setup.people_of fetches them."""
    return PersonLine(
        person,
        person.minutes_per_week / 60,
        person.flexible_minutes / 60,
        skill_names(sorted(skills_of(person))),
        [
            ConditionLine(one, condition_words.told(one), condition_words.how_long(one))
            for one in person.holding  # type: ignore[attr-defined]
        ],
    )


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in words; `was` is its own sentence where a local agreement has another figure."""

    held: HeldRule
    name: str
    text: str
    place: str
    was: str


@dataclass(frozen=True, slots=True)
class RulePart:
    title: str
    lines: list[RuleLine]


def rule_parts(held: Sequence[HeldRule]) -> list[RulePart]:
    """The Act's rules, then the agreement's."""
    lines = [rule_line(one) for one in held]
    of_act = [one for one in lines if one.held.rule.source == ACT]
    agreed = [one for one in lines if one.held.rule.source != ACT]
    return [RulePart(_(ACT), of_act), RulePart(_("Agreed locally"), agreed)]


def rule_line(held: HeldRule) -> RuleLine:
    return RuleLine(
        held,
        _(held.rule.name),
        _words(held.rule),
        ", ".join(part for part in (_(held.rule.source), held.rule.paragraph) if part),
        _words(held.standard) if held.rule != held.standard else "",
    )


def _words(rule: Rule) -> str:
    return _(rule.says) % rule.figures


@dataclass(frozen=True, slots=True)
class ExtraLine:
    need: ExtraNeed
    when: str
    who: str


def extra_line(need: ExtraNeed) -> ExtraLine:
    day = date_format(need.day, "l j F")
    return ExtraLine(
        need,
        f"{day} {clock(need.start)}–{clock(need.end)}",
        skill_name(need.skill) if need.skill else _("Anybody"),
    )
