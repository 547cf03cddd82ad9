"""What a planner fills in about shifts, people, rules and need."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hundra.core.ui.forms import DateInput, TimeInput
from hundra.engines.rostering import Rule
from hundra.hear.contacts.models import Channel, Guide
from hundra.improve.staffing.forms.mine import WEEKDAYS
from hundra.improve.staffing.models import RosterPeriod, ShiftType, StaffPerson
from hundra.improve.staffing.models.period import DAY_MINUTES, minute_of
from hundra.improve.staffing.rule_words import skill_name, skill_order
from hundra.improve.staffing.services.employing import Hours
from hundra.improve.staffing.services.shifts import BreakDetails, ShiftDetails

MOST_BREAKS = 2
MOST_HOURS_A_WEEK = 40
MOST_FLEXIBLE = 40


Group = tuple[str, list[tuple[str, str]]]


def skill_choices(codes: list[str]) -> list[Group]:
    """Languages and channels, each under its heading and by name."""
    found = [(code in Channel, code, skill_name(code)) for code in sorted(codes, key=skill_order)]
    headings = ((False, _("Languages")), (True, _("Channels")))
    groups = [
        (heading, [(code, name) for is_channel, code, name in found if is_channel is wanted])
        for wanted, heading in headings
    ]
    return [group for group in groups if group[1]]


class ShiftTypeForm(forms.Form):
    """A shift: its name, times, days, breaks, and what all who work it must know."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=40)
    short_name = forms.CharField(
        label=gettext_lazy("In the roster"),
        max_length=4,
        widget=forms.TextInput(attrs={"size": 6}),
        help_text=gettext_lazy("At most four characters: K, D2."),
    )
    start = forms.TimeField(label=pgettext_lazy("shift", "Starts"), widget=TimeInput)
    end = forms.TimeField(
        label=pgettext_lazy("shift", "Ends"),
        widget=TimeInput,
        help_text=gettext_lazy("A shift that ends before it starts ends the next morning."),
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Is worked on"),
        choices=WEEKDAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    skills = forms.MultipleChoiceField(
        label=gettext_lazy("Only for those with all of these"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("None chosen: everybody can work it."),
    )

    def __init__(
        self, *args: Any, skills: list[str], shift: ShiftType | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **{**options, "initial": _shift_initial(shift)})
        choice = self.fields["skills"]
        assert isinstance(choice, forms.MultipleChoiceField)  # noqa: S101 - for the types
        choice.choices = skill_choices(sorted({*skills, *(shift.skills if shift else ())}))
        for number in range(1, MOST_BREAKS + 1):
            self.fields |= _break_fields(number)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number in range(1, MOST_BREAKS + 1):
            given = [cleaned.get(f"break_{number}_{part}") for part in ("earliest", "latest")]
            if cleaned.get(f"break_{number}_minutes") and None in given:
                raise forms.ValidationError(_("Say between which times the break begins."))
        return cleaned

    def details(self) -> ShiftDetails:
        given = self.cleaned_data
        breaks = (
            BreakDetails(
                minutes=given[f"break_{number}_minutes"],
                earliest=given[f"break_{number}_earliest"],
                latest=given[f"break_{number}_latest"],
            )
            for number in range(1, MOST_BREAKS + 1)
            if given[f"break_{number}_minutes"]
        )
        return ShiftDetails(
            name=given["name"],
            short_name=given["short_name"],
            start=given["start"],
            end=given["end"],
            weekdays=tuple(given["weekdays"]),
            skills=tuple(given["skills"]),
            breaks=tuple(breaks),
        )


def _break_fields(number: int) -> dict[str, forms.Field]:
    told = {"number": number}
    return {
        f"break_{number}_minutes": forms.IntegerField(
            label=_("Break %(number)s (minutes)") % told,
            required=False,
            min_value=15,
            max_value=120,
            help_text=_("Leave it empty for no break. Breaks are unpaid.") if number == 1 else "",
        ),
        f"break_{number}_earliest": forms.TimeField(
            label=_("Break %(number)s begins at the earliest") % told,
            required=False,
            widget=TimeInput,
        ),
        f"break_{number}_latest": forms.TimeField(
            label=_("Break %(number)s begins at the latest") % told,
            required=False,
            widget=TimeInput,
        ),
    }


def _shift_initial(shift: ShiftType | None) -> dict[str, Any]:
    if shift is None:
        return {"weekdays": [0, 1, 2, 3, 4]}
    found: dict[str, Any] = {
        name: getattr(shift, name)
        for name in ("name", "short_name", "start", "end", "weekdays", "skills")
    }
    for number, one in enumerate(list(shift.breaks.all())[:MOST_BREAKS], 1):
        found |= {
            f"break_{number}_minutes": one.minutes,
            f"break_{number}_earliest": one.earliest,
            f"break_{number}_latest": one.latest,
        }
    return found


class PersonForm(forms.Form):
    """Somebody's hours."""

    hours = forms.DecimalField(
        label=gettext_lazy("Hours a week"),
        min_value=1,
        max_value=MOST_HOURS_A_WEEK,
        decimal_places=2,
        initial=MOST_HOURS_A_WEEK,
        help_text=gettext_lazy("Of the employment, on average."),
    )
    flexible = forms.DecimalField(
        label=gettext_lazy("More or less in a period (hours)"),
        min_value=0,
        max_value=MOST_FLEXIBLE,
        decimal_places=2,
        initial=8,
        help_text=gettext_lazy("How far the hours of a period may be from the employment’s."),
    )
    is_night_staff = forms.BooleanField(label=gettext_lazy("May work nights"), required=False)
    team = forms.CharField(
        label=gettext_lazy("Closed team"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Meets the need of its own team alone. Mostly empty."),
    )
    is_active = forms.BooleanField(
        label=gettext_lazy("Is planned in the roster"), required=False, initial=True
    )

    def __init__(self, *args: Any, person: StaffPerson | None = None, **options: Any) -> None:
        if person is not None:
            options["initial"] = {
                "hours": _hours(person.minutes_per_week),
                "flexible": _hours(person.flexible_minutes),
                "is_night_staff": person.is_night_staff,
                "team": person.team,
                "is_active": person.is_active,
            }
        super().__init__(*args, **options)

    def asked(self) -> Hours:
        given = self.cleaned_data
        return Hours(
            minutes_per_week=round(given["hours"] * 60),
            flexible_minutes=round(given["flexible"] * 60),
            is_night_staff=given["is_night_staff"],
            team=given["team"].strip(),
            is_active=given["is_active"],
        )


def _hours(minutes: int) -> str:
    """With the decimals that are needed, at most two: 40, 37.5."""
    return f"{round(minutes / 60, 2):g}"


class NewPersonForm(PersonForm):
    """One of the desk's guides, into its roster."""

    field_order = ("guide",)
    guide = forms.ModelChoiceField(
        label=gettext_lazy("Who"),
        queryset=Guide.objects.none(),
        help_text=gettext_lazy("The service centre’s guides who are not in the roster."),
    )

    def __init__(self, *args: Any, guides: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choice = self.fields["guide"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101 - for the types
        choice.queryset = guides


class EndForm(forms.Form):
    """The last day of something agreed."""

    last_day = forms.DateField(label=gettext_lazy("Holds until and with"), widget=DateInput)


class FigureForm(forms.Form):
    """A rule's figure, and where it is agreed."""

    limit = forms.FloatField(label=gettext_lazy("Figure"))
    agreement = forms.CharField(
        label=gettext_lazy("Where is it agreed?"),
        max_length=120,
        help_text=gettext_lazy("Such as: Local agreement with the unions, 1 March 2027, 4 §."),
    )

    def __init__(self, *args: Any, rule: Rule, agreement: str = "", **options: Any) -> None:
        options["initial"] = {"limit": f"{rule.limit:g}", "agreement": agreement}
        super().__init__(*args, **options)
        self.fields["limit"] = forms.FloatField(
            label=_("Figure (%(unit)s)") % {"unit": _(rule.unit)},
            min_value=rule.least,
            max_value=rule.most,
            widget=forms.NumberInput(attrs={"step": "any"}),
            help_text=_("From %(least)s to %(most)s.")
            % {"least": f"{rule.least:g}", "most": f"{rule.most:g}"},
        )


class ExtraNeedForm(forms.Form):
    """More people on a day."""

    day = forms.DateField(label=gettext_lazy("Day"), widget=DateInput)
    start = forms.TimeField(label=pgettext_lazy("need", "From"), widget=TimeInput)
    end = forms.TimeField(label=pgettext_lazy("need", "To"), widget=TimeInput)
    people = forms.IntegerField(
        label=gettext_lazy("How many more"), min_value=1, max_value=50, initial=1
    )
    skill = forms.ChoiceField(label=gettext_lazy("Who"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=120,
        help_text=gettext_lazy("Such as: Letters about childcare fees go out."),
    )

    def __init__(self, *args: Any, period: RosterPeriod, skills: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.period = period
        choice = self.fields["skill"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - for the types
        choice.choices = [("", _("Anybody")), *skill_choices(skills)]
        limits = {"min": period.first_day.isoformat(), "max": period.last_day.isoformat()}
        self.fields["day"].widget.attrs.update(limits)

    def asked(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        given["start"], end = minute_of(given["start"]), given["end"]
        # Midnight ends the day.
        given["end"] = DAY_MINUTES if end == dt.time(0) else minute_of(end)
        return given
