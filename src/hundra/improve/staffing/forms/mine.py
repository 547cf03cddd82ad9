"""What employees fill in about their own roster."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hundra.core.ui.forms import DateInput, TimeInput
from hundra.improve.staffing.models import (
    Assignment,
    Condition,
    OwnHoliday,
    Phase,
    ShiftType,
    StaffPerson,
    WishKind,
)

WEEKDAYS = tuple(
    (number, capfirst(name))
    for number, name in enumerate(
        (
            _("Monday"),
            _("Tuesday"),
            _("Wednesday"),
            _("Thursday"),
            _("Friday"),
            _("Saturday"),
            _("Sunday"),
        )
    )
)
WEIGHTS = (
    (2, _("It would be nice (2 points)")),
    (5, _("It matters (5 points)")),
    (10, _("It matters much (10 points)")),
)
LONGEST = 24 * 60


class WishForm(forms.Form):
    """What one wants of a day, and how much."""

    what = forms.ChoiceField(label=_("What do you wish for?"), widget=forms.RadioSelect)
    weight = forms.TypedChoiceField(
        label=_("How important is it?"),
        choices=WEIGHTS,
        coerce=int,
        initial=5,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label=_("In your own words"), required=False, max_length=200)

    def __init__(self, shift_types: Sequence[ShiftType], *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.shift_types = {one.pk: one for one in shift_types}
        choices: list[tuple[str, Any]] = [
            (WishKind.OFF.value, WishKind.OFF.label),
            (WishKind.WORK.value, WishKind.WORK.label),
        ]
        for one in shift_types:
            told = {"shift": one}
            choices.append((f"shift-{one.pk}", gettext("To work %(shift)s") % told))
        for one in shift_types:
            told = {"shift": one}
            choices.append((f"not_shift-{one.pk}", gettext("Not to work %(shift)s") % told))
        self.fields["what"].choices = choices  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """As the service takes it."""
        kind, _dash, shift = self.cleaned_data["what"].partition("-")
        return {
            "kind": kind,
            "shift_type": self.shift_types[int(shift)] if shift else None,
            "weight": self.cleaned_data["weight"],
            "text": self.cleaned_data["text"],
        }


class ConditionForm(forms.ModelForm):  # type: ignore[type-arg]
    """What one's phase of life asks of the shifts."""

    phase = forms.ChoiceField(
        label=_("What is it about?"), choices=Phase.choices, widget=forms.RadioSelect
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On which days?"),
        choices=WEEKDAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    longest_hours = forms.DecimalField(
        label=_("Longest shift (hours)"),
        required=False,
        min_value=1,
        max_value=24,
        decimal_places=1,
    )

    class Meta:
        model = Condition
        fields = ["phase", "weekdays", "is_free", "earliest_start", "latest_end"]
        fields += ["longest_hours", "first_day", "last_day"]
        widgets = {
            "earliest_start": TimeInput,
            "latest_end": TimeInput,
            "first_day": DateInput,
            "last_day": DateInput,
        }
        labels = {
            "is_free": _("I want to be off on those days"),
            "first_day": _("From"),
            "last_day": _("Until"),
        }
        help_texts = {"last_day": _("Leave it empty if you do not know.")}

    def __init__(self, *args: Any, is_own: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_own:
            self.fields["is_free"].label = _("Off on those days")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        says = ("is_free", "earliest_start", "latest_end", "longest_hours")
        if not any(cleaned.get(name) for name in says):
            raise forms.ValidationError(
                gettext("Tell what you need: to be off, a time of the day, or shorter shifts.")
            )
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", gettext("The last day is before the first."))
        return cleaned

    def _post_clean(self) -> None:
        """The service makes and checks the record."""

    def asked(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        hours = given.pop("longest_hours")
        return given | {"longest_minutes": None if hours is None else int(hours * 60)}


class OwnHolidayForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = OwnHoliday
        fields = ["day", "name"]
        widgets = {"day": DateInput}
        labels = {"name": _("What is it called?")}

    def _post_clean(self) -> None:
        """The service makes and checks the record."""


class OfferForm(forms.Form):
    """To whom, and a word with it."""

    to = forms.TypedChoiceField(
        label=_("Offer it to"), required=False, coerce=int, empty_value=None
    )
    text = forms.CharField(label=_("Message"), required=False, max_length=200)

    def __init__(self, colleagues: Sequence[StaffPerson], *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.by_key = {one.pk: one for one in colleagues}
        choices = [("", gettext("All who can work it"))]
        choices += [(str(key), str(one)) for key, one in self.by_key.items()]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]

    def colleague(self) -> StaffPerson | None:
        key = self.cleaned_data["to"]
        return None if key is None else self.by_key[key]


class TakeForm(forms.Form):
    """Whether one gives a shift of one's own in return."""

    returned = forms.TypedChoiceField(
        label=_("In return"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, shifts: Sequence[Assignment], *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.by_key = {one.pk: one for one in shifts}
        choices = [("", gettext("Nothing: I take the shift"))]
        choices += [
            (str(key), f"{_day(one.day)}, {one.shift_type}") for key, one in self.by_key.items()
        ]
        self.fields["returned"].choices = choices  # type: ignore[attr-defined]

    def shift(self) -> Assignment | None:
        key = self.cleaned_data["returned"]
        return None if key is None else self.by_key[key]


class DecisionForm(forms.Form):
    """The planner's yes or no, with why."""

    agree = forms.ChoiceField(
        label=pgettext_lazy("decision", "Your answer"),
        choices=[
            ("yes", pgettext_lazy("decision", "Yes")),
            ("no", pgettext_lazy("decision", "No")),
        ],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=300,
        help_text=_("Both read it. Needed for a no."),
    )


def _day(day: dt.date) -> str:
    return str(date_format(day, "D j F"))
