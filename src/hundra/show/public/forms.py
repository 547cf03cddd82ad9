"""The forms of the public pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hundra.engines.text import plain_text
from hundra.show.public.queries import Choices, Narrowing


class NarrowingForm(forms.Form):
    """What a visitor looks for, shown as understood; never refused."""

    q = forms.CharField(label=_("Search"), required=False, widget=forms.TextInput)
    audience = forms.ChoiceField(
        label=_("For whom"),
        required=False,
        choices=[
            ("", _("Everyone")),
            ("citizens", _("Citizens")),
            ("employees", _("Employees")),
        ],
    )
    state = forms.ChoiceField(
        label=_("How far"),
        required=False,
        choices=[
            ("", _("All")),
            ("coming", _("On its way")),
            ("stamped", _("Stamped")),
            ("delivered", _("Delivered")),
            ("followed_up", _("Followed up")),
            ("withdrawn", _("Withdrawn")),
        ],
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)

    def __init__(self, wanted: Narrowing, choices: Choices):
        initial = {
            "q": wanted.text,
            "audience": wanted.audience,
            "state": wanted.state,
            "topic": wanted.topic,
            "unit": str(wanted.unit or ""),
        }
        super().__init__(initial=initial)
        every: list[tuple[str, Any]] = [("", _("All"))]
        fields: dict[str, Any] = self.fields
        fields["topic"].choices = [*every, *choices.topics]
        fields["unit"].choices = [*every, *choices.units]

    def add_prefix(self, field_name: str) -> str:
        return "for" if field_name == "audience" else field_name


class OpenForm(forms.Form):
    """A form for anyone, with a field that only programs fill in."""

    website = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def is_from_program(self) -> bool:
        return bool(str(self.data.get("website", "")).strip())


class FollowForm(OpenForm):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("That is not an e-mail address. Write it as name@example.se."),
        },
    )


class ReportForm(OpenForm):
    problem = forms.CharField(
        label=_("What did not work?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        error_messages={"required": _("Write what did not work.")},
    )
    page = forms.CharField(
        label=_("On which page?"),
        required=False,
        max_length=300,
        help_text=_("The address, or what the page is about."),
    )
    email = forms.EmailField(
        label=_("Your e-mail address, if you want an answer"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": _("That is not an e-mail address. Write it as name@example.se."),
        },
    )

    def clean_problem(self) -> str:
        return plain_text(self.cleaned_data["problem"])

    def clean_page(self) -> str:
        return plain_text(self.cleaned_data["page"])
