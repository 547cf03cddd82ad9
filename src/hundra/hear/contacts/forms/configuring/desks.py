"""A desk: what it is, and what it aims at."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hundra.core.accounts.models import Role, User
from hundra.core.accounts.rules import paths_with_role
from hundra.core.messages.phones import normalised
from hundra.core.organisation.models import Unit
from hundra.core.organisation.queries import unit_choices
from hundra.core.ui.languages import language_choices
from hundra.core.ui.reading import as_dialled
from hundra.hear.contacts.models import Channel, Desk
from hundra.hear.contacts.services.configuring import GOALS, DeskDetails
from hundra.hear.suggestions.models import Audience

_UNITS = {
    "answer_within_seconds": _("Seconds, on the phone and in person."),
    "ring_seconds": _("Seconds, then it rings at another guide."),
    "wrap_up_seconds": _("Seconds, then the next contact may ring."),
    "callbacks_per_slot": _("How many can be booked each half-hour."),
}


class PlacedUnitField(forms.TypedChoiceField):
    """A unit under any of the paths (everywhere without paths)."""

    def __init__(self, *, paths: list[str] | None = None, **options: Any) -> None:
        empty = None if options.get("required", True) else "–"
        choices = unit_choices(paths=paths, empty=empty)
        super().__init__(choices=choices, coerce=self._unit, empty_value=None, **options)

    @staticmethod
    def _unit(value: Any) -> Unit:
        return Unit.objects.get(pk=value)


class DeskForm(forms.Form):
    """What a desk is; `details()` is what the services take."""

    name = forms.CharField(label=_("Name of the service centre"), max_length=80)
    audience = forms.ChoiceField(
        label=_("Who it is for"), choices=Audience.choices, widget=forms.RadioSelect
    )
    phone = forms.CharField(
        label=_("Phone number"),
        max_length=20,
        required=False,
        help_text=_("Such as 019-21 00 00."),
    )
    email = forms.EmailField(label=_("E-mail address"), required=False)
    channels = forms.MultipleChoiceField(
        label=_("Channels"), choices=Channel.choices, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages that guides speak"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "many"}),
    )
    is_active = forms.BooleanField(label=_("In use"), required=False)

    def __init__(self, *args: Any, user: User, desk: Desk | None = None, **options: Any) -> None:
        super().__init__(*args, **{**options, "initial": _initial(desk)})
        self.desk = desk
        paths = paths_with_role(user, Role.MANAGER, Role.ADMINISTRATOR)
        self.fields["unit"] = PlacedUnitField(
            paths=paths, label=_("Unit that answers for it"), help_text=_("Its managers set it up.")
        )
        languages = self.fields["languages"]
        assert isinstance(languages, forms.MultipleChoiceField)  # noqa: S101 - for the types
        languages.choices = _choices_with(desk)
        self.order_fields(("name", "audience", "unit", "phone", "email", "channels", "languages"))

    def clean_phone(self) -> str:
        given: str = self.cleaned_data["phone"]
        number = normalised(given)
        if given.strip() and not number:
            raise forms.ValidationError(
                gettext("Write a phone number with its area code, such as 019-21 00 00.")
            )
        return number

    def details(self) -> DeskDetails:
        cleaned = {**self.cleaned_data}
        before = list(self.desk.languages) if self.desk else []
        chosen = cleaned["languages"]
        cleaned["languages"] = [
            *(code for code in before if code in chosen),
            *(code for code in chosen if code not in before),
        ]
        return DeskDetails(**cleaned)


def _initial(desk: Desk | None) -> dict[str, Any]:
    if desk is None:
        return {
            "audience": Audience.CITIZENS,
            "channels": [Channel.PHONE, Channel.VISIT, Channel.EMAIL, Channel.WEB],
            "languages": ["sv"],
            "is_active": True,
        }
    names = ("name", "audience", "email", "channels", "languages", "is_active")
    kept = {name: getattr(desk, name) for name in names}
    return {**kept, "unit": desk.unit_id, "phone": as_dialled(desk.phone)}


def _choices_with(desk: Desk | None) -> list[tuple[str, str]]:
    """The languages we have names for, and those that the desk has besides."""
    known = language_choices()
    others = set(desk.languages if desk else ()) - {code for code, _name in known}
    return [*known, *((code, code) for code in sorted(others))]


class GoalsForm(forms.Form):
    """The desk's figures, with the model's own words and limits."""

    def __init__(self, *args: Any, desk: Desk, **options: Any) -> None:
        initial = {name: getattr(desk, name) for name in GOALS}
        super().__init__(*args, **{**options, "initial": initial})
        made = fields_for_model(Desk, fields=GOALS)
        for name in GOALS:
            self.fields[name] = made[name]
            self.fields[name].help_text = _UNITS.get(name, made[name].help_text)
