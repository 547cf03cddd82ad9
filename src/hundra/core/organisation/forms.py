"""What people fill in about the organisation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.db.models import Q
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hundra.core.accounts.models import User
from hundra.core.organisation.models import Person, Unit, UnitKind
from hundra.core.organisation.queries import (
    active_units,
    find_people,
    find_units,
    visible_people,
)
from hundra.core.ui.forms import AtMost, DateInput, SearchSelect

_TABLES = (FileExtensionValidator(["csv", "txt", "xlsx"]), AtMost(megabytes=50))


class UnitForm(forms.Form):
    code = forms.CharField(
        label=_("Code"), max_length=50, help_text=_("As the HR system writes it.")
    )
    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Type"), choices=UnitKind.choices)


class MoveForm(forms.Form):
    parent = forms.ModelChoiceField(label=_("New place: under"), queryset=Unit.objects.none())

    def __init__(self, *args: Any, paths: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        _choose_unit(self.fields["parent"], paths)


class DayForm(forms.Form):
    on = forms.DateField(label=_("Day"), widget=DateInput)

    def __init__(self, *args: Any, label: Any, help_text: Any = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"].label = label
        self.fields["on"].help_text = help_text


class PersonForm(forms.Form):
    given_name = forms.CharField(label=_("Given name"), max_length=100)
    family_name = forms.CharField(label=_("Family name"), max_length=100)
    email = forms.EmailField(label=_("Work e-mail"), required=False)
    phone = forms.CharField(label=_("Work phone"), max_length=50, required=False)
    protected_identity = forms.BooleanField(
        label=_("Protected identity"),
        required=False,
        help_text=_("Never shown in lists or search."),
    )


class EmploymentForm(forms.Form):
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    post = forms.CharField(label=_("Post number"), max_length=50)
    title = forms.CharField(label=_("Job title"), max_length=200)
    manager = forms.ModelChoiceField(
        label=_("Nearest manager"), queryset=Person.objects.none(), required=False
    )
    is_manager = forms.BooleanField(label=_("Manages the unit"), required=False)
    starts_on = forms.DateField(label=_("First day"), widget=DateInput)
    ends_on = forms.DateField(
        label=_("Last day"),
        widget=DateInput,
        required=False,
        help_text=_("Empty when it has no end."),
    )
    hours_per_week = forms.DecimalField(
        label=_("Hours a week"),
        max_digits=4,
        decimal_places=2,
        min_value=0.25,
        max_value=48,
        localize=True,
    )

    def __init__(self, *args: Any, user: User, paths: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        _choose_unit(self.fields["unit"], paths)
        manager: Any = self.fields["manager"]
        manager.queryset = Person.objects.filter(
            pk__in=visible_people(user).order_by().values("pk")
        )
        manager.widget = SearchSelect(
            reverse_lazy("people_search"), resolve=lambda text: only_person(text, user)
        )
        manager.widget.choices = manager.choices
        self.fields["starts_on"].initial = timezone.localdate


class HireForm(EmploymentForm, PersonForm):
    """Someone new, with their first employment."""

    number = forms.CharField(label=_("Employee number"), max_length=50)
    field_order = ["number", "given_name", "family_name", "email", "phone", "protected_identity"]


class NumberForm(forms.Form):
    number = forms.CharField(
        label=_("Employee number"),
        max_length=50,
        help_text=_("For people with protected identity. The reading is logged."),
    )


class HrFilesForm(forms.Form):
    units = forms.FileField(label=_("File of units"), validators=_TABLES)
    people = forms.FileField(label=_("File of people"), validators=_TABLES)
    employments = forms.FileField(label=_("File of employments"), validators=_TABLES)
    allow_many_vanish = forms.BooleanField(
        label=_("Many units or employments are meant to vanish"),
        required=False,
        help_text=_(
            "Without this the import stops if more than a tenth of the units or employments are "
            "not in the files."
        ),
    )


def _choose_unit(field: Any, paths: list[str]) -> None:
    """Lets one choose among the units under the paths by typing; there may be thousands."""
    under = Q()
    for path in paths:
        under |= Q(path__startswith=path)
    field.queryset = active_units().filter(under) if under else Unit.objects.none()
    field.widget = SearchSelect(
        reverse_lazy("unit_search"), resolve=only_unit, placeholder=_("Name or code")
    )
    field.widget.choices = field.choices


def only_unit(text: str) -> int | None:
    """The unit's key if the text fits just one."""
    found = find_units(text, limit=2)
    return found[0].pk if len(found) == 1 else None


def only_person(text: str, user: User) -> int | None:
    """The person's key if the text fits just one."""
    found = list(find_people(text, by=user, limit=2))
    return found[0].pk if len(found) == 1 else None
