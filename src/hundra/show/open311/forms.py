"""A key for an app."""

from django import forms

from hundra.show.open311.models import ApiKey


class KeyForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = ApiKey
        fields = ["name", "contact"]
