"""Inviting users and granting roles."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from hundra.core.accounts.directory import directory
from hundra.core.accounts.models import Role, RoleGrant, User
from hundra.core.accounts.rules import paths_with_role
from hundra.core.ui.forms import DateInput


class InviteForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("The invitation goes here. It is also the login.")
    )


class GrantForm(forms.Form):
    """A role at one of the units that the administrator has under them."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    unit = forms.TypedChoiceField(
        label=_("Unit"), coerce=int, help_text=_("The role covers everything under it too.")
    )
    ends_on = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=DateInput,
        help_text=_("Empty: until further notice."),
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        paths = paths_with_role(by, Role.ADMINISTRATOR)
        unit: Any = self.fields["unit"]
        unit.choices = [("", "–"), *directory().unit_choices(paths)]

    def clean_unit(self) -> models.Model:
        units: Any = RoleGrant._meta.get_field("unit").related_model
        found: models.Model = units.objects.get(pk=self.cleaned_data["unit"])
        return found
