"""Activities and how they go."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hundra.core.accounts.models import Role, User
from hundra.core.accounts.rules import paths_with_role
from hundra.core.ui.forms import DateInput
from hundra.improve.improvements.models import Programme
from hundra.improve.plans.forms.fields import PersonField, SaidByServices, UnitField
from hundra.improve.plans.models import Activity, ActivityState, FocusArea, Plan
from hundra.improve.plans.queries.measuring import scale_named, scales


class ActivityForm(SaidByServices):
    """What is done in an area of the plan, and how one will know that it helped."""

    class Meta:
        model = Activity
        fields = ["title", "area", "text", "starts_on", "ends_on", "measure"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 5}),
            "starts_on": DateInput,
            "ends_on": DateInput,
        }
        help_texts = {
            "title": _("Short and concrete, so that anyone sees whether it has been done."),
            "measure": _("In own words. The survey scale below is asked again by itself."),
        }

    field_order = [
        "title",
        "area",
        "unit",
        "text",
        "responsible",
        "starts_on",
        "ends_on",
        "measured",
        "measure",
    ]

    def __init__(self, *args: Any, user: User, plan: Plan, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["area"].queryset = FocusArea.objects.filter(plan=plan)  # type: ignore[attr-defined]
        within = [
            max(path, plan.unit.path, key=len)
            for path in paths_with_role(user, Role.HR, Role.MANAGER)
            if path.startswith(plan.unit.path) or plan.unit.path.startswith(path)
        ]
        unit = self.instance.unit if self.instance.pk else None
        self.fields["unit"] = UnitField(paths=within, label=_("Unit"), initial=unit)
        self.fields["responsible"] = PersonField(
            user=user,
            current=self.instance.responsible,
            label=_("Responsible person"),
            required=False,
            initial=self.instance.responsible_id,
        )
        self.fields["measured"] = forms.ChoiceField(
            label=_("Survey scale that is asked again"),
            required=False,
            choices=_scale_choices(),
            initial=f"{self.instance.instrument}:{self.instance.scale}"
            if self.instance.scale
            else "",
            help_text=_("At the next survey the verdict appears beside the activity."),
        )
        self.initial.setdefault("starts_on", timezone.localdate())
        self.order_fields(self.field_order)

    def clean_measured(self) -> object:
        value = self.cleaned_data["measured"]
        return scale_named(value) if value else None


def _scale_choices() -> list[tuple[Any, Any]]:
    grouped: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for scale in scales():
        grouped[scale.instrument_title].append((scale.value, scale.title))
    return [("", _("None")), *grouped.items()]


class StateForm(forms.Form):
    state = forms.ChoiceField(
        label=_("State"), choices=ActivityState.choices, widget=forms.RadioSelect
    )
    why = forms.CharField(label=_("Why, if it is called off"), required=False, max_length=500)


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("How does it go?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ImprovementForm(forms.Form):
    """In which programme the activity becomes an improvement."""

    programme = forms.ModelChoiceField(
        label=_("Programme"), queryset=Programme.objects.order_by("-is_shown", "-starts_on")
    )
