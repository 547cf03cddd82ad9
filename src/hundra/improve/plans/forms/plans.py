"""Plans, areas, proposals, stands."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.core.accounts.models import Role, User
from hundra.core.accounts.rules import paths_with_role
from hundra.core.organisation.queries import sub_units
from hundra.core.ui.forms import DateInput
from hundra.improve.plans.forms.fields import PersonField, SaidByServices, UnitField, UnitsField
from hundra.improve.plans.models import FocusArea, Participant, Party, Plan, Proposal, Stand, View
from hundra.improve.plans.queries import plans as queries
from hundra.improve.plans.starting_points import starting_points

TWO_YEARS = dt.timedelta(days=730)


class PlanForm(SaidByServices):
    """What a plan says."""

    class Meta:
        model = Plan
        fields = ["title", "summary", "starts_on", "ends_on"]
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 6}),
            "starts_on": DateInput,
            "ends_on": DateInput,
        }


class NewPlanForm(PlanForm):
    """A new plan: where, and what it starts from."""

    field_order = ["title", "unit", "starting", "starts_on", "ends_on", "summary"]

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        today = timezone.localdate()
        self.initial = {"starts_on": today, "ends_on": today + TWO_YEARS, **self.initial}
        self.fields["unit"] = UnitField(
            paths=paths_with_role(user, Role.HR, Role.MANAGER),
            label=_("For the unit and all below it"),
            help_text=_("The units right under it set their own priorities."),
        )
        points = starting_points()
        self.fields["starting"] = forms.ChoiceField(
            label=_("Start from"),
            required=False,
            widget=forms.RadioSelect,
            choices=[
                *((one.slug, one.title) for one in points),
                ("", _("No areas; we write our own")),
            ],
            initial=points[0].slug if points else "",
            help_text=_("Everything can be reworded, moved and removed afterwards."),
        )
        self.order_fields(self.field_order)


class FollowUpForm(forms.Form):
    outcome = forms.CharField(
        label=_("What came of it"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Markdown."),
    )


class UnitsForm(forms.Form):
    """Which units set their own priorities."""

    def __init__(self, *args: Any, plan: Plan, **options: Any) -> None:
        super().__init__(*args, **options)
        taking_part = queries.taking_part(plan)
        near = {unit.pk: unit for unit in [plan.unit, *sub_units(plan.unit), *taking_part]}
        self.fields["units"] = UnitsField(
            units=near.values(), label=_("Units that set their own priorities")
        )
        self.initial.setdefault("units", [unit.pk for unit in taking_part])


class ParticipantForm(forms.Form):
    """Who works the plan out."""

    party = forms.ChoiceField(
        label=_("On behalf of"), choices=Party.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label=_("Who"),
        max_length=120,
        help_text=_("The union, group or role, such as “Safety representatives, district 3”."),
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"] = PersonField(
            user=user,
            label=_("Person"),
            required=False,
            help_text=_("Someone with an account can record their party's stand themselves."),
        )


class AreaForm(SaidByServices):
    class Meta:
        model = FocusArea
        fields = ["title", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}


class ProposalForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Proposal
        fields = ["text", "area"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, plan: Plan, **options: Any) -> None:
        super().__init__(*args, **options)
        area: Any = self.fields["area"]
        area.queryset = FocusArea.objects.filter(plan=plan)
        area.empty_label = _("No area in particular")


class CommentForm(forms.Form):
    text = forms.CharField(
        label=pgettext_lazy("plan", "Comment"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DecisionForm(forms.Form):
    taken_up = forms.TypedChoiceField(
        label=_("Is it taken up?"),
        choices=[("1", _("Yes, it is taken up")), ("0", _("No, not in this plan"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    why = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class StandForm(forms.Form):
    """Where a party stands."""

    view = forms.ChoiceField(label=_("Stand"), choices=View.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In their own words"),
        required=False,
        max_length=Stand._meta.get_field("words").max_length,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Needed for a remark or a no."),
    )
    given_on = forms.DateField(label=_("Given on"), widget=DateInput)
    field_order = ["participant", "view", "words", "given_on"]

    def __init__(self, *args: Any, parties: list[Participant], **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("given_on", timezone.localdate())
        self.fields["participant"] = forms.ModelChoiceField(
            label=_("Who"),
            queryset=Participant.objects.filter(pk__in=[one.pk for one in parties]),
        )
        if len(parties) == 1:
            self.initial.setdefault("participant", parties[0].pk)
        self.order_fields(self.field_order)
