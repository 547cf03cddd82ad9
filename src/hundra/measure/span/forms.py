"""What HR fills in about goals."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hundra.core.organisation.models import Unit
from hundra.core.organisation.queries import active_units, unit_choices
from hundra.measure.span.models import SpanGoal


class GoalForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = SpanGoal
        fields = ["most", "cost_per_manager"]

    unit = forms.ModelChoiceField(
        label=_("Unit"),
        queryset=Unit.objects.none(),
        help_text=_("The goal holds there and for all under it."),
    )
    field_order = ["unit", "most", "cost_per_manager"]

    def __init__(self, *args: Any, paths: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        under = Q(pk__in=())
        for path in paths:
            under |= Q(path__startswith=path)
        field: Any = self.fields["unit"]
        field.queryset = active_units().filter(under)
        field.choices = unit_choices(paths=paths, empty="", leaves=False)
