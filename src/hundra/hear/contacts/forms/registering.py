"""The forms with which a guide settles a contact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hundra.core.ui.languages import language_choices
from hundra.hear.contacts.models import Channel, DeskReason, Outcome
from hundra.hear.contacts.notes import Concern, concerns
from hundra.hear.contacts.services.settling import due_of

LONGEST_NOTE = 1000
LONGEST_WORDS = 200
OUTCOMES = (
    Outcome.SOLVED,
    Outcome.CASE,
    Outcome.CONNECTED,
    Outcome.REFERRED,
    Outcome.NOT_FOR_US,
)
WITHOUT_CASE = tuple(outcome for outcome in OUTCOMES if outcome != Outcome.CASE)


class ReasonSelect(forms.Select):
    """Reasons, each with where its cases go and until when, which the page shows as one chooses."""

    def __init__(self, reasons: Sequence[DeskReason], **attrs: Any) -> None:
        super().__init__(attrs=attrs)
        self.told = {str(one.reason_id): told_of(one) for one in reasons}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        option["attrs"] |= self.told.get(str(value), {})
        return option


def told_of(reason: DeskReason) -> dict[str, str]:
    """Where a case of the reason goes, and when it is due, as data for the page's script."""
    day = date_format(timezone.localtime(due_of(reason)), "DATE_FORMAT")
    told = {"data-unit": reason.unit.name if reason.unit else "", "data-due": day}
    if reason.is_confidential:
        told["data-confidential"] = ""
    return told


class Confirmed(forms.Form):
    """A note with what it should rather not hold has to be confirmed. Nothing is refused."""

    note = forms.CharField(
        label=pgettext_lazy("contact", "Note"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    confirmed = forms.BooleanField(
        label=_("The note needs this"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.concerns: tuple[Concern, ...] = ()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.concerns = concerns(cleaned.get("note", ""))
        if self.concerns and not cleaned.get("confirmed"):
            self.add_error("note", concern_text(self.concerns))
            self.fields["confirmed"].widget = forms.CheckboxInput()
        return cleaned


def concern_text(found: Iterable[Concern]) -> str:
    """What the guide is asked to look at."""
    words = ", ".join(f"“{one.text}”" for one in found)
    return gettext("Is %(words)s needed? Write no more of a person than the matter asks for.") % {
        "words": words
    }


class RegisterForm(Confirmed):
    """What it was about, what came of it; and for a case what goes along."""

    reason = forms.TypedChoiceField(
        label=_("Reason"), coerce=int, error_messages={"required": _("Choose a reason.")}
    )
    outcome = forms.ChoiceField(
        label=pgettext_lazy("contact", "What came of it"),
        choices=[(one.value, one.label) for one in OUTCOMES],
        initial=Outcome.SOLVED.value,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(required=False, max_length=LONGEST_WORDS, widget=forms.HiddenInput)
    article = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title of the case"), required=False, max_length=200)
    unit = forms.TypedChoiceField(
        label=_("Handled by"), required=False, coerce=int, empty_value=None
    )
    promise = forms.CharField(label=_("Promised"), required=False, max_length=300)
    name = forms.CharField(label=_("Name"), required=False, max_length=120)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=30)
    email = forms.CharField(label=_("E-mail address"), required=False, max_length=254)

    field_order = ("note", "reason", "outcome")

    def __init__(self, reasons: Sequence[DeskReason], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {one.reason_id: one for one in reasons}
        field = self.fields["reason"]
        field.widget = ReasonSelect(reasons)
        field.choices = [("", gettext("Choose a reason")), *_names(reasons)]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [("", gettext("By the reason")), *_units(reasons)]  # type: ignore[attr-defined]

    @property
    def is_case(self) -> bool:
        return bool(self["outcome"].value() == Outcome.CASE)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("outcome") == Outcome.CASE and not cleaned.get("note", "").strip():
            self.add_error("note", gettext("Write what the handler needs to know."))
        return cleaned

    def chosen_reason(self) -> DeskReason:
        return self.by_key[self.cleaned_data["reason"]]


def _names(reasons: Sequence[DeskReason]) -> list[tuple[int, str]]:
    return [(one.reason_id, one.reason.name) for one in reasons]


def _units(reasons: Sequence[DeskReason]) -> list[tuple[int, str]]:
    """The units that the desk's reasons lead to, by name."""
    units = {one.unit_id: one.unit.name for one in reasons if one.unit_id and one.unit}
    return sorted(units.items(), key=lambda unit: unit[1].casefold())


class ByHandForm(Confirmed):
    """A letter, a message in social media, someone who walked by."""

    channel = forms.ChoiceField(
        label=_("Channel"),
        choices=[
            (one.value, one.label)
            for one in (Channel.LETTER, Channel.SOCIAL, Channel.VISIT, Channel.PHONE, Channel.EMAIL)
        ],
        widget=forms.RadioSelect,
        initial=Channel.LETTER.value,
    )
    came_at = forms.DateTimeField(
        label=_("When it came"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
        help_text=_("Empty: now."),
    )
    language = forms.ChoiceField(label=_("Language"), initial="sv")
    name = forms.CharField(label=_("Name"), required=False, max_length=120)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=30)
    email = forms.CharField(label=_("E-mail address"), required=False, max_length=254)
    reason = forms.TypedChoiceField(
        label=_("Reason"), coerce=int, error_messages={"required": _("Choose a reason.")}
    )
    outcome = forms.ChoiceField(
        label=pgettext_lazy("contact", "What came of it"),
        choices=[(one.value, one.label) for one in WITHOUT_CASE],
        initial=Outcome.SOLVED.value,
        widget=forms.RadioSelect,
    )

    field_order = ("channel", "note", "confirmed", "reason", "outcome", "came_at", "language")

    def __init__(self, reasons: Sequence[DeskReason], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {one.reason_id: one for one in reasons}
        field = self.fields["reason"]
        field.widget = ReasonSelect(reasons)
        field.choices = [("", gettext("Choose a reason")), *_names(reasons)]  # type: ignore[attr-defined]
        self.fields["language"].choices = language_choices()  # type: ignore[attr-defined]

    def clean_came_at(self) -> Any:
        came_at = self.cleaned_data["came_at"]
        if came_at and came_at > timezone.now():
            raise forms.ValidationError(gettext("That has not been yet."))
        return came_at

    def chosen_reason(self) -> DeskReason:
        return self.by_key[self.cleaned_data["reason"]]


class HandOnForm(forms.Form):
    """To a guide who is free, or back to the queue with another language or reason."""

    guide = forms.TypedChoiceField(label=_("To"), required=False, coerce=int, empty_value=None)
    language = forms.ChoiceField(label=_("Language"), required=False)
    reason = forms.TypedChoiceField(label=_("Reason"), required=False, coerce=int, empty_value=None)

    def __init__(
        self,
        takers: Sequence[tuple[int, str]],
        reasons: Sequence[DeskReason],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {one.reason_id: one for one in reasons}
        back = ("", gettext("The queue, with the place kept"))
        self.fields["guide"].choices = [back, *takers]  # type: ignore[attr-defined]
        self.fields["language"].choices = language_choices()  # type: ignore[attr-defined]
        self.fields["reason"].choices = [("", gettext("As before")), *_names(reasons)]  # type: ignore[attr-defined]

    def chosen_reason(self) -> DeskReason | None:
        return self.by_key.get(self.cleaned_data["reason"] or 0)
