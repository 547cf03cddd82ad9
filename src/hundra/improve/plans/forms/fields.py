"""Fields that several of the forms have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from hundra.core.accounts.models import User
from hundra.core.organisation.models import Person, Unit
from hundra.core.organisation.queries import active_units, find_people, unit_choices, visible_people
from hundra.core.ui.forms import SearchSelect
from hundra.improve.improvements.queries import publicly_named


class SaidByServices(forms.ModelForm):  # type: ignore[type-arg]
    """What the database would refuse is said by the services, in a sentence."""

    def _get_validation_exclusions(self) -> set[str]:
        """All fields: the form has seen to them, and constraints are the services'."""
        return {field.name for field in self._meta.model._meta.fields}


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A colleague, found by typing a part of the name."""

    def __init__(self, *, user: User, current: Person | None = None, **options: Any) -> None:
        def resolve(text: str) -> object | None:
            found = list(find_people(text, by=user, limit=2))
            return found[0].pk if len(found) == 1 else None

        keys = visible_people(user).order_by().values("pk")
        chosen = Q(pk=current.pk) if current else Q()
        super().__init__(
            queryset=Person.objects.filter(Q(pk__in=keys) | chosen),
            widget=SearchSelect(reverse_lazy("plan_people"), resolve=resolve),
            **options,
        )

    def label_from_instance(self, obj: Person) -> str:
        return str(obj) if publicly_named(obj) else str(_("Protected identity"))


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An active unit under any of the paths, indented as the tree is."""

    def __init__(self, *, paths: Sequence[str], **options: Any) -> None:
        under = Q(pk__in=[])
        for path in paths:
            under |= Q(path__startswith=path)
        super().__init__(queryset=active_units().filter(under), **options)
        self.widget.choices = unit_choices(paths=paths, empty=str(_("Choose a unit")))


class UnitsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Some of the units."""

    def __init__(self, *, units: Iterable[Unit], **options: Any) -> None:
        listed = list(units)
        super().__init__(
            queryset=Unit.objects.filter(pk__in=[unit.pk for unit in listed]),
            widget=forms.CheckboxSelectMultiple,
            **options,
        )
        self.widget.choices = [(unit.pk, str(unit)) for unit in listed]
