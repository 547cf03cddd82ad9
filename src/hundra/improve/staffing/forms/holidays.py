"""What is filled in about summer holidays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hundra.engines.rostering.holidays import STATUTORY_WEEKS, summer_weeks
from hundra.improve.staffing.forms.planning import DAY
from hundra.improve.staffing.holiday_words import days_words
from hundra.improve.staffing.models import HolidayNeed, RosterPeriod, Wish, WishKind
from hundra.improve.staffing.rule_words import skill_name
from hundra.improve.staffing.services.holidays.needing import MOST_PEOPLE
from hundra.improve.staffing.services.holidays.wishing import CHOICES, Block

WEEK = dt.timedelta(days=7)
MOST_WEEKS = 8
YEARS_AHEAD = 2


class SummerForm(forms.Form):
    """A new summer."""

    year = forms.TypedChoiceField(label=_("Summer"), coerce=int)
    weeks_each = forms.IntegerField(
        label=_("Weeks of holiday for each"),
        min_value=1,
        max_value=MOST_WEEKS,
        initial=STATUTORY_WEEKS,
    )
    weeks_together = forms.IntegerField(
        label=_("Weeks in a row at least"),
        min_value=1,
        max_value=MOST_WEEKS,
        initial=STATUTORY_WEEKS,
        help_text=_("Four by law, unless something else is agreed (Annual Leave Act, 12 §)."),
    )

    def __init__(self, *args: Any, today: dt.date, **options: Any) -> None:
        super().__init__(*args, **options)
        years = [today.year + number for number in range(YEARS_AHEAD + 1)]
        coming = [(year, str(year)) for year in years if summer_weeks(year)[0] > today]
        self.fields["year"].choices = coming  # type: ignore[attr-defined]


class SummerWishesForm(forms.Form):
    until = forms.DateField(
        label=_("Wishes until"),
        widget=DAY,
        help_text=_("So early that the holidays are known two months before they begin."),
    )


class PublishForm(forms.Form):
    late_reason = forms.CharField(
        label=_("Special reasons for the late notice"), required=False, max_length=200
    )


class NeedForm(forms.Form):
    """How many in each week: a field for each Monday and skill."""

    def __init__(
        self, *args: Any, period: RosterPeriod, rows: Iterable[HolidayNeed], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        there = {(one.monday, one.skill): one.people for one in rows}
        self.mondays = period.mondays
        self.skills = sorted({"", *(skill for _monday, skill in there)})
        for skill in self.skills:
            for monday in self.mondays:
                told = {"week": monday.isocalendar().week, "who": _who(skill)}
                self.fields[_name(monday, skill)] = forms.IntegerField(
                    label=gettext("Week %(week)s, %(who)s") % told,
                    min_value=0,
                    max_value=MOST_PEOPLE,
                    initial=there.get((monday, skill), 0),
                )

    def lines(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Each skill's fields, week by week."""
        return [
            (_who(skill), [self[_name(monday, skill)] for monday in self.mondays])
            for skill in self.skills
        ]

    def asked(self) -> dict[tuple[dt.date, str], int]:
        return {
            (monday, skill): self.cleaned_data[_name(monday, skill)]
            for skill in self.skills
            for monday in self.mondays
        }


class SkillForm(forms.Form):
    """A skill of its own, so many in each week to begin with."""

    skill = forms.ChoiceField(label=_("Skill"))
    people = forms.IntegerField(
        label=_("How many each week"), min_value=1, max_value=MOST_PEOPLE, initial=1
    )

    def __init__(self, *args: Any, skills: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = sorted(((code, skill_name(code)) for code in skills), key=lambda one: one[1])
        self.fields["skill"].choices = choices  # type: ignore[attr-defined]


class WeeksForm(forms.Form):
    """Somebody's weeks as the planner decides them."""

    weeks = forms.TypedMultipleChoiceField(
        label=_("Weeks of holiday"),
        coerce=dt.date.fromisoformat,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    allow_short = forms.BooleanField(
        label=_("Decide so although there will be too few at work"), required=False
    )

    def __init__(self, *args: Any, period: RosterPeriod, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["weeks"].choices = [  # type: ignore[attr-defined]
            (day.isoformat(), days_words(day, day + dt.timedelta(days=6))) for day in period.mondays
        ]


class TermsForm(forms.Form):
    """What is agreed with somebody."""

    weeks = forms.IntegerField(label=_("Weeks of holiday"), min_value=0, max_value=MOST_WEEKS)
    together = forms.IntegerField(
        label=_("Weeks in a row at least"), min_value=0, max_value=MOST_WEEKS
    )
    agreement = forms.CharField(
        label=_("What you have agreed on"),
        required=False,
        max_length=200,
        help_text=_("Needed where it is not as for all."),
    )


class RankForm(forms.Form):
    """An employee's choices of weeks, the one wanted most first, and weeks to avoid."""

    first = forms.TypedChoiceField(label=_("First choice"), required=False, empty_value=None)
    second = forms.TypedChoiceField(label=_("Second choice"), required=False, empty_value=None)
    third = forms.TypedChoiceField(label=_("Third choice"), required=False, empty_value=None)
    avoided = forms.TypedMultipleChoiceField(
        label=_("Weeks when I would rather not have holiday"),
        coerce=dt.date.fromisoformat,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("At most four."),
    )
    text = forms.CharField(label=_("In your own words"), required=False, max_length=200)
    NAMES = ("first", "second", "third")

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        period: RosterPeriod,
        lengths: Sequence[int],
        wishes: Sequence[Wish],
    ) -> None:
        super().__init__(data, initial=_initial(wishes))
        blocks = [
            Block(monday, length)
            for length in lengths
            for monday in period.mondays
            if Block(monday, length).sunday <= period.last_day
        ]
        choices = [("", gettext("No choice"))]
        choices += [(_block_key(one), days_words(one.monday, one.sunday)) for one in blocks]
        for name in self.NAMES[:CHOICES]:
            field = self.fields[name]
            field.choices = choices  # type: ignore[attr-defined]
            field.coerce = _block  # type: ignore[attr-defined]
        self.fields["avoided"].choices = [  # type: ignore[attr-defined]
            (day.isoformat(), days_words(day, day + dt.timedelta(days=6))) for day in period.mondays
        ]

    def asked(self) -> dict[str, Any]:
        """As the service takes it; a choice left out moves those below it up."""
        return {
            "choices": [self.cleaned_data[name] for name in self.NAMES if self.cleaned_data[name]],
            "avoided": self.cleaned_data["avoided"],
            "text": self.cleaned_data["text"],
        }


class StopForm(forms.Form):
    minutes = forms.TypedChoiceField(
        label=pgettext_lazy("holidays", "Search for at most"),
        choices=[(1, _("1 minute")), (2, _("2 minutes")), (5, _("5 minutes"))],
        coerce=int,
        initial=1,
    )


def _initial(wishes: Sequence[Wish]) -> dict[str, Any]:
    choices = [one for one in wishes if one.kind == WishKind.HOLIDAY]
    found: dict[str, Any] = {
        name: _block_key(_block_of(one)) for name, one in zip(RankForm.NAMES, choices, strict=False)
    }
    found["avoided"] = [one.day.isoformat() for one in wishes if one.kind == WishKind.AVOID]
    found["text"] = choices[0].text if choices else ""
    return found


def _block_of(wish: Wish) -> Block:
    last = wish.last_day or wish.day
    return Block(wish.day, ((last - wish.day).days + 1) // 7)


def _block_key(one: Block) -> str:
    return f"{one.monday.isoformat()}+{one.weeks}"


def _block(key: str) -> Block:
    day, _plus, weeks = key.partition("+")
    return Block(dt.date.fromisoformat(day), int(weeks))


def _name(monday: dt.date, skill: str) -> str:
    return f"{monday.isoformat()}_{skill}"


def _who(skill: str) -> str:
    return skill_name(skill) if skill else gettext("all together")
