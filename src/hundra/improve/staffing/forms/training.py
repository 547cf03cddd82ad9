"""What a planner fills in about a training."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hundra.improve.staffing.calendar_feed import clock
from hundra.improve.staffing.forms.mine import WEEKDAYS
from hundra.improve.staffing.models import RosterPeriod, StaffPerson, Training
from hundra.improve.staffing.services.training import TrainingDetails

TIME = re.compile(r"^([01]?\d|2[0-3])[.:]([0-5]\d)$")


class TrainingForm(forms.Form):
    """Who is to be trained, for how long, how often, and when it is held."""

    name = forms.CharField(label=gettext_lazy("What is trained"), max_length=60)
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes each time"), min_value=15, max_value=480, initial=60
    )
    times = forms.IntegerField(
        label=gettext_lazy("How many times for each"), min_value=1, max_value=20, initial=1
    )
    seats = forms.IntegerField(
        label=gettext_lazy("Seats"),
        min_value=1,
        max_value=500,
        required=False,
        help_text=gettext_lazy("The most at one time. Leave it empty for no limit."),
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Is held on"),
        choices=WEEKDAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    clocks = forms.CharField(
        label=gettext_lazy("Begins at"),
        max_length=60,
        help_text=gettext_lazy("One or more times, such as 09.00, 14.30."),
    )
    people = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who"),
        queryset=StaffPerson.objects.none(),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "many"}),
    )

    def __init__(
        self,
        *args: Any,
        period: RosterPeriod,
        people: QuerySet[StaffPerson],
        training: Training | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **{**options, "initial": _initial(training)})
        self.period = period
        choice = self.fields["people"]
        assert isinstance(choice, forms.ModelMultipleChoiceField)  # noqa: S101 - for the types
        choice.queryset = people

    def clean_clocks(self) -> list[int]:
        """Minutes from midnight."""
        parts = [part for part in re.split(r"[,;\s]+", self.cleaned_data["clocks"]) if part]
        found = [TIME.match(part) for part in parts]
        if not found or None in found:
            raise forms.ValidationError(_("Write times as 09.00, with commas between."))
        return sorted({int(one[1]) * 60 + int(one[2]) for one in found if one})

    def asked(self) -> TrainingDetails:
        given = self.cleaned_data
        return TrainingDetails(
            name=given["name"],
            minutes=given["minutes"],
            times=given["times"],
            seats=given["seats"],
            people=list(given["people"]),
            sessions=list(self._sessions(given["weekdays"], given["clocks"])),
        )

    def _sessions(self, weekdays: list[int], clocks: list[int]) -> list[tuple[dt.date, int]]:
        days = [day for day in self.period.days if day.weekday() in weekdays]
        return [(day, start) for day in days for start in clocks]


def _initial(training: Training | None) -> dict[str, Any]:
    if training is None:
        return {}
    sessions = list(training.sessions.all())
    starts = sorted({one.start for one in sessions})
    return {
        "name": training.name,
        "minutes": training.minutes,
        "times": training.times,
        "seats": training.seats,
        "weekdays": sorted({one.day.weekday() for one in sessions}),
        "clocks": ", ".join(clock(start) for start in starts),
        "people": training.people.all(),
    }
