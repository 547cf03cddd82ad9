"""Moving people within a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.core.ui.languages import language_name
from hundra.improve.staffing.calendar_feed import part_lines
from hundra.improve.staffing.models import Activity, Assignment, StaffPerson
from hundra.improve.staffing.models.day import clock

QUARTER = 15
HOUR = 60
DAY = 24 * 60


class MoveForm(forms.Form):
    """To what, when, and whom of those who work that day."""

    activity = forms.ChoiceField(
        label=pgettext_lazy("move", "To"),
        choices=Activity.choices,
        initial=Activity.PHONE,
        widget=forms.RadioSelect,
    )
    start = forms.TypedChoiceField(label=pgettext_lazy("move", "From"), coerce=int)
    end = forms.TypedChoiceField(label=pgettext_lazy("move", "Until"), coerce=int)
    people = forms.TypedMultipleChoiceField(
        label=_("Whom?"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        roster: Sequence[Assignment],
        now: dt.datetime,
        day: dt.date,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.by_key = {one.person_id: one.person for one in roster}
        first = min((one.shift_type.start_minute for one in roster), default=8 * 60)
        last = min(DAY, max((one.shift_type.end_minute for one in roster), default=17 * 60))
        if day == now.date():
            first = max(first, (now.hour * 60 + now.minute) // QUARTER * QUARTER)
        times = [(minute, clock(minute)) for minute in range(first, last + 1, QUARTER)]
        self.fields["start"].choices = times[:-1]  # type: ignore[attr-defined]
        self.fields["end"].choices = times[1:]  # type: ignore[attr-defined]
        # From the first of the day on, for an hour, unless somebody has chosen a half-hour.
        self.fields["start"].initial = first
        self.fields["end"].initial = min(first + HOUR, times[-1][0])
        left = [one for one in roster if one.shift_type.end_minute > first]
        self.fields["people"].choices = [  # type: ignore[attr-defined]
            (str(shift), [(one.person_id, _described(one)) for one in group])
            for shift, group in groupby(left, lambda one: one.shift_type)
        ]

    @property
    def chosen(self) -> list[StaffPerson]:
        return [self.by_key[key] for key in self.cleaned_data["people"]]


def _described(one: Assignment) -> SafeString:
    """The name; below it "11.30–12.00 Rast · engelska, arabiska"."""
    spoken = [known.language for known in one.person.guide.languages.all()]
    others = ", ".join(language_name(code) for code in spoken if code != "sv")
    more = " · ".join(part for part in (*part_lines(one), others) if part)
    return format_html('{} <span class="quiet small">{}</span>', one.person, more)
