"""Opening hours of the week, and of a day that is not like others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hundra.core.ui.forms import DateInput, TimeInput
from hundra.hear.contacts.models import Desk
from hundra.hear.contacts.services.configuring import Week

OPENINGS = (1, 2)
_LABELS = {
    (1, "opens"): gettext_lazy("Opens"),
    (1, "closes"): gettext_lazy("Closes"),
    (2, "opens"): gettext_lazy("Opens again"),
    (2, "closes"): gettext_lazy("Closes again"),
}


@dataclass(frozen=True)
class DayFields:
    """A weekday and its four fields, for the page."""

    name: str
    fields: list[BoundField]


class WeekForm(forms.Form):
    """Up to two openings a weekday; empty: closed."""

    def __init__(self, *args: Any, desk: Desk, **options: Any) -> None:
        super().__init__(*args, **{**options, "initial": _hours_of(desk)})
        for day in range(7):
            for (opening, what), label in _LABELS.items():
                self.fields[_field(day, opening, what)] = forms.TimeField(
                    label=label, required=False, widget=TimeInput
                )

    def days(self) -> Iterator[DayFields]:
        for day in range(7):
            fields = [self[_field(day, opening, what)] for opening, what in _LABELS]
            yield DayFields(str(WEEKDAYS[day]).capitalize(), fields)

    def clean(self) -> None:
        for day in range(7):
            for opening in OPENINGS:
                self._check_pair(day, opening)

    def _check_pair(self, day: int, opening: int) -> None:
        opens, closes = self._pair(day, opening)
        place = _field(day, opening, "closes")
        if place in self.errors or _field(day, opening, "opens") in self.errors:
            return
        if (opens is None) != (closes is None):
            self.add_error(place, ValidationError(_("Give both times, or none."), code="half"))
        elif opens and closes and opens >= closes:
            self.add_error(
                place, ValidationError(_("It must close after it has opened."), code="order")
            )

    def _pair(self, day: int, opening: int) -> tuple[time | None, time | None]:
        cleaned = self.cleaned_data
        opens, closes = (cleaned.get(_field(day, opening, what)) for what in ("opens", "closes"))
        return opens, closes

    def week(self) -> Week:
        week = defaultdict(list)
        for day in range(7):
            for opening in OPENINGS:
                opens, closes = self._pair(day, opening)
                if opens and closes:
                    week[day].append((opens, closes))
        return week


def _field(day: int, opening: int, what: str) -> str:
    return f"{what}_{day}_{opening}"


def _hours_of(desk: Desk) -> dict[str, time]:
    initial = {}
    openings: dict[int, int] = defaultdict(int)
    for row in desk.hours.order_by("weekday", "opens"):
        openings[row.weekday] += 1
        initial[_field(row.weekday, openings[row.weekday], "opens")] = row.opens
        initial[_field(row.weekday, openings[row.weekday], "closes")] = row.closes
    return initial


class SpecialDayForm(forms.Form):
    """A day with other hours, or none."""

    day = forms.DateField(label=gettext_lazy("Day"), widget=DateInput)
    opens = forms.TimeField(
        label=gettext_lazy("Opens"),
        widget=TimeInput,
        required=False,
        help_text=gettext_lazy("Leave both times empty for a closed day."),
    )
    closes = forms.TimeField(label=gettext_lazy("Closes"), widget=TimeInput, required=False)
    note = forms.CharField(label=gettext_lazy("Why"), max_length=100, required=False)
