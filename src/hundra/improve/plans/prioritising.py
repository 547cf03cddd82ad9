"""The form where a unit chooses areas and puts them in its own order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hundra.improve.plans.models import FocusArea, Priority
from hundra.improve.plans.services.areas import Choice


@dataclass(frozen=True)
class Line:
    area: FocusArea
    rank: Any
    why: Any


class PrioritiesForm(forms.Form):
    """For each area a number (1 comes first; none: not chosen) and why."""

    def __init__(
        self,
        *args: Any,
        areas: Sequence[FocusArea],
        chosen: Sequence[Priority],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        before = {one.area_id: one for one in chosen}
        self.areas = sorted(
            areas,
            key=lambda area: (
                before[area.pk].rank if area.pk in before else len(areas) + 1,
                area.position,
            ),
        )
        numbers = [("", "–"), *((str(n), str(n)) for n in range(1, len(areas) + 1))]
        for area in self.areas:
            priority = before.get(area.pk)
            self.fields[f"rank-{area.pk}"] = forms.TypedChoiceField(
                label=_("Order of %(area)s") % {"area": area.title},
                choices=numbers,
                coerce=int,
                empty_value=None,
                required=False,
                initial=str(priority.rank) if priority else "",
            )
            self.fields[f"why-{area.pk}"] = forms.CharField(
                label=_("Why %(area)s") % {"area": area.title},
                max_length=500,
                required=False,
                initial=priority.why if priority else "",
                widget=forms.TextInput(attrs={"placeholder": gettext_lazy("Why, in a sentence")}),
            )

    @property
    def lines(self) -> list[Line]:
        return [Line(area, self[f"rank-{area.pk}"], self[f"why-{area.pk}"]) for area in self.areas]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        ranks = [
            rank for area in self.areas if (rank := cleaned.get(f"rank-{area.pk}")) is not None
        ]
        if len(set(ranks)) != len(ranks):
            raise forms.ValidationError(_("Two areas have the same number. Give each its own."))
        return cleaned

    def choices(self) -> list[Choice]:
        """The areas chosen, the first first."""
        ranked = [
            (rank, Choice(area=area, why=self.cleaned_data[f"why-{area.pk}"]))
            for area in self.areas
            if (rank := self.cleaned_data[f"rank-{area.pk}"]) is not None
        ]
        return [choice for _rank, choice in sorted(ranked, key=lambda pair: pair[0])]
