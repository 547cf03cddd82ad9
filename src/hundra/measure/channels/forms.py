"""What people fill in about an improvement made of a figure."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hundra.hear.suggestions.models import Audience


class ImprovementForm(forms.Form):
    """The figure's evidence stands in it from the start; the rest comes on the idea's own page."""

    title = forms.CharField(
        label=_("What will be better?"),
        max_length=120,
        help_text=_("In a few words, such as: shorter wait on Monday mornings."),
    )
    audience = forms.ChoiceField(label=_("For"), choices=Audience.choices, widget=forms.RadioSelect)
    measure = forms.CharField(label=_("What will be measured"), max_length=300)
    baseline = forms.CharField(label=_("How it was before"), max_length=200)
    target = forms.CharField(
        label=_("Goal"), max_length=200, required=False, help_text=_("Such as: 80 %.")
    )
