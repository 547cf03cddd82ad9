"""What planners fill in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hundra.hear.contacts.models import Desk
from hundra.improve.staffing.models import ShiftType, StaffPerson
from hundra.improve.staffing.queries.needing import SHARES

MOST_WEEKS = 16
FURTHEST = dt.timedelta(days=2 * 366)
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PeriodForm(forms.Form):
    """A new period: whole weeks from a Monday."""

    first_day = forms.DateField(
        label=gettext_lazy("First day"), widget=DAY, help_text=gettext_lazy("A Monday.")
    )
    weeks = forms.IntegerField(
        label=gettext_lazy("Weeks"), min_value=1, max_value=MOST_WEEKS, initial=4
    )
    hour_cost = forms.IntegerField(
        label=gettext_lazy("An hour of a guide costs (SEK)"),
        min_value=1,
        max_value=5000,
        initial=330,
        help_text=gettext_lazy("Pay with social fees. Used where costs are shown."),
    )

    def clean_first_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["first_day"]
        today = timezone.localdate()
        if day.weekday():
            raise forms.ValidationError(_("Choose a Monday."))
        if day <= today:
            raise forms.ValidationError(_("Choose a Monday that is still to come."))
        if day > today + FURTHEST:
            raise forms.ValidationError(_("Choose a Monday within two years."))
        return day

    @property
    def last_day(self) -> dt.date:
        first: dt.date = self.cleaned_data["first_day"]
        return first + dt.timedelta(weeks=self.cleaned_data["weeks"], days=-1)


class ShareForm(forms.Form):
    share = forms.TypedChoiceField(
        label=gettext_lazy("Share to answer in time"),
        choices=[(share, f"{share} %") for share in SHARES],
        coerce=int,
        widget=forms.RadioSelect,
    )


class WishesForm(forms.Form):
    until = forms.DateField(
        label=gettext_lazy("Wishes until"),
        widget=DAY,
        help_text=gettext_lazy("At least 14 days before the first day."),
    )


class SolveForm(forms.Form):
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("Search for"),
        choices=[
            (1, gettext_lazy("1 minute")),
            (2, gettext_lazy("2 minutes")),
            (5, gettext_lazy("5 minutes")),
            (10, gettext_lazy("10 minutes")),
        ],
        coerce=int,
        initial=2,
    )


class ShiftOrOff(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Nothing chosen is an answer: off."""

    def clean(self, value: Any) -> ShiftType | None:
        return None if value in self.empty_values else super().clean(value)


class ShiftForm(forms.Form):
    """Somebody's day in the roster."""

    shift = ShiftOrOff(
        label=pgettext_lazy("roster", "Works"),
        queryset=ShiftType.objects.none(),
        empty_label=pgettext_lazy("roster", "Off"),
    )

    def __init__(self, *args: Any, desk: Desk, **options: Any) -> None:
        super().__init__(*args, **options)
        choice = self.fields["shift"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101 - for the types
        choice.queryset = ShiftType.objects.filter(desk=desk, is_active=True)


class MoveShiftForm(forms.Form):
    """Where a shift is moved."""

    person = forms.ModelChoiceField(queryset=StaffPerson.objects.none())
    day = forms.DateField()

    def __init__(self, *args: Any, desk: Desk, **options: Any) -> None:
        super().__init__(*args, **options)
        choice = self.fields["person"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101 - for the types
        people = StaffPerson.objects.filter(guide__desk=desk, is_active=True)
        choice.queryset = people.select_related("guide__user")
