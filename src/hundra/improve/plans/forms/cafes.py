"""Cafés: planning one, and what is done with its notes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.core.accounts.models import Role, User
from hundra.core.accounts.rules import paths_with_role
from hundra.core.ui.forms import DateInput, TimeInput
from hundra.hear.suggestions.models import Audience
from hundra.improve.plans.forms.fields import SaidByServices, UnitField
from hundra.improve.plans.models import Cafe, FocusArea, Plan, PlanState
from hundra.improve.plans.services.cafes import MOST_TABLES


class CafeForm(SaidByServices):
    """When and where, which tables, which themes."""

    day = forms.DateField(label=_("Day"), widget=DateInput)
    begins = forms.TimeField(label=_("Begins"), widget=TimeInput)
    closes = forms.TimeField(
        label=_("Notes can be written until"),
        widget=TimeInput,
        help_text=_("A time after midnight is on the next day."),
    )
    tables = forms.IntegerField(
        label=_("Number of tables"), min_value=1, max_value=MOST_TABLES, initial=6
    )
    themes = forms.CharField(
        label=_("Themes, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("A theme named as one of the plan's areas belongs to it."),
    )

    field_order = [
        "title",
        "unit",
        "plan",
        "day",
        "begins",
        "closes",
        "place",
        "tables",
        "themes",
        "welcome",
    ]

    class Meta:
        model = Cafe
        fields = ["title", "plan", "place", "welcome"]
        widgets = {"welcome": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"welcome": _("Stands first on everybody's phone.")}

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        paths = paths_with_role(user, Role.HR, Role.MANAGER, Role.COMMUNICATOR)
        plan: Any = self.fields["plan"]
        plan.queryset = Plan.objects.exclude(state=PlanState.CLOSED)
        plan.empty_label = _("None")
        cafe = self.instance
        if cafe.pk:
            self._fill(cafe)
        else:
            self.fields["unit"] = UnitField(paths=paths, label=_("Unit"))
        self.order_fields(self.field_order)

    def _fill(self, cafe: Cafe) -> None:
        begins = timezone.localtime(cafe.starts_at)
        self.initial = {
            **self.initial,
            "day": begins.date(),
            "begins": begins.time(),
            "closes": timezone.localtime(cafe.closes_at).time(),
            "tables": cafe.tables.count(),
            "themes": "\n".join(theme.title for theme in cafe.themes.all()),
        }

    def details(self) -> dict[str, Any]:
        """What the services are given."""
        given = dict(self.cleaned_data)
        day, begins, closes = given.pop("day"), given.pop("begins"), given.pop("closes")
        last = day + dt.timedelta(days=1) if closes <= begins else day
        return given | {
            "starts_at": timezone.make_aware(dt.datetime.combine(day, begins)),
            "closes_at": timezone.make_aware(dt.datetime.combine(last, closes)),
            "themes": given["themes"].splitlines(),
        }


class SuggestForm(forms.Form):
    """A suggestion of notes."""

    text = forms.CharField(
        label=pgettext_lazy("cafe", "The suggestion"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    audience = forms.ChoiceField(
        label=_("For whom"),
        choices=Audience.choices,
        initial=Audience.EMPLOYEES,
        widget=forms.RadioSelect,
    )


class ProposeForm(forms.Form):
    """A proposal in the café's plan, of notes."""

    text = forms.CharField(
        label=_("The proposal"), max_length=2000, widget=forms.Textarea(attrs={"rows": 8})
    )

    def __init__(self, *args: Any, plan: Plan, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["area"] = forms.ModelChoiceField(
            label=_("Focus area"),
            required=False,
            queryset=FocusArea.objects.filter(plan=plan),
            empty_label=_("No area in particular"),
        )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=pgettext_lazy("cafe", "Code"),
        max_length=20,
        help_text=_("Six letters and digits. It stands on the screen or on your table."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
