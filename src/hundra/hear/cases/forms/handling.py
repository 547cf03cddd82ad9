"""The forms of a case's page. Each tells which version its writer looked at."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.core.accounts.models import User
from hundra.core.organisation.models import Unit
from hundra.core.organisation.queries import active_units, find_units
from hundra.core.ui.forms import DateInput, SearchSelect
from hundra.hear.cases import queries
from hundra.hear.cases.forms.writing import FilesField, PlainField
from hundra.hear.cases.models import Case
from hundra.hear.cases.services.joining import no_such_case
from hundra.hear.cases.services.talking import LONGEST_MESSAGE
from hundra.hear.cases.services.writing import LONGEST
from hundra.hear.knowledge.models import ContactReason

LONGEST_CAUSE = 200


class SeenForm(forms.Form):
    """Made for a case and the one who acts; what it cleans to is given to the service."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: Case, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        self.by = by
        self.prepare()

    def prepare(self) -> None:
        """What a form's fields need of the case."""

    def given(self) -> dict[str, Any]:
        """The arguments for the service."""
        return dict(self.cleaned_data)


class TakeForm(SeenForm):
    """A button."""


class CauseForm(SeenForm):
    cause = PlainField(
        label=_("Why?"),
        max_length=LONGEST_CAUSE,
        missing=_("Write why."),
        help_text=_("Stands in the case's history. The citizen does not see it."),
    )


class AnswerForm(SeenForm):
    answer = PlainField(
        label=_("Answer to the citizen"),
        max_length=LONGEST,
        rows=7,
        missing=_("Write the answer that the citizen gets."),
        help_text=_("Stands on the citizen's page. They get a mail that there is an answer."),
    )
    shares_answer = forms.BooleanField(
        label=_("Those whose cases were merged into this may read the answer too"), required=False
    )

    def prepare(self) -> None:
        from hundra.hear.cases.services.handling import merged_here

        if not merged_here(self.case):
            del self.fields["shares_answer"]
        if self.case.is_confidential:
            self.fields["answer"].help_text = _(
                "Kept in the case. The citizen reads it only when signed in, so tell them also in"
                " another way. The mail says only that something has happened."
            )


class MessageForm(SeenForm):
    text = PlainField(
        label=_("Message to the citizen"),
        max_length=LONGEST_MESSAGE,
        rows=4,
        missing=_("Write the message."),
        help_text=_("Stands on the citizen's page. They get a mail that it is there."),
    )
    files = FilesField()  # type: ignore[assignment]


class NoteForm(SeenForm):
    text = PlainField(
        label=_("Internal note"),
        max_length=LONGEST_MESSAGE,
        rows=3,
        missing=_("Write the note."),
        help_text=_("Write no more than the case needs. Only those who handle the case see it."),
    )

    def given(self) -> dict[str, Any]:
        return {"text": self.cleaned_data["text"]}


class AssignForm(SeenForm):
    handler = forms.ModelChoiceField(
        label=_("Handler"),
        queryset=User.objects.none(),
        empty_label=pgettext_lazy("case", "Choose a handler"),
        error_messages={"required": _("Choose a handler.")},
    )

    def prepare(self) -> None:
        self.fields["handler"].queryset = queries.handlers_at(self.case)  # type: ignore[attr-defined]


def only_unit(text: str) -> int | None:
    """The unit's key if the text fits just one."""
    found = find_units(text, limit=2)
    return found[0].pk if len(found) == 1 else None


def unit_field(**options: Any) -> forms.ModelChoiceField[Unit]:
    """A unit is chosen by typing: there may be thousands."""
    field = forms.ModelChoiceField(
        queryset=active_units(),
        widget=SearchSelect(reverse_lazy("unit_search"), resolve=only_unit),
        error_messages={
            "required": _("Choose a unit."),
            "invalid_choice": _("Choose one of the units in the list."),
        },
        **options,
    )
    field.widget.choices = field.choices
    return field


class HandOnForm(CauseForm):
    unit = unit_field(label=_("Unit"))

    field_order = ("seen", "unit", "cause")

    def prepare(self) -> None:
        if self.case.is_confidential:
            self.fields["unit"].help_text = _(
                "The case stays confidential. Afterwards only that unit can read it, not you."
            )


class SuspendForm(CauseForm):
    until = forms.DateField(
        label=_("Wait until"),
        widget=DateInput,
        help_text=_("The time promised moves as long. The case wakes by itself on that day."),
        error_messages={
            "required": _("Choose a day."),
            "invalid": _("Write the day like this: 2026-12-24."),
        },
    )

    field_order = ("seen", "until", "cause")


class PromiseForm(SeenForm):
    promise = PlainField(
        label=_("What do you promise?"),
        max_length=300,
        missing=_("Write what you promise."),
        help_text=_("The citizen reads it, and gets a mail."),
    )
    hours = forms.IntegerField(
        label=_("Within how many working hours?"),
        min_value=1,
        max_value=2000,
        help_text=_("A working day has 9 hours, a week 45. The time starts now."),
        error_messages={"required": _("Write a number of hours.")},
    )


class CorrectForm(SeenForm):
    title = PlainField(
        label=_("What it is about"), max_length=200, missing=_("Write what it is about.")
    )
    text = PlainField(label=_("Description"), max_length=LONGEST, rows=6, required=False)
    place = PlainField(label=_("Place"), max_length=200, required=False)
    reason = forms.ModelChoiceField(
        label=pgettext_lazy("case", "Reason"),
        queryset=ContactReason.objects.all(),
        required=False,
        empty_label=_("No reason chosen"),
    )

    def prepare(self) -> None:
        for name in ("title", "text", "place", "reason"):
            self.fields[name].initial = getattr(self.case, name)


class OtherForm(SeenForm):
    """Names another case by its number."""

    other = PlainField(
        label=_("Number of the other case"),
        max_length=20,
        missing=_("Write the number of the other case."),
        help_text=_("For example Ä 1234."),
    )
    argument = "other"

    def clean_other(self) -> Case:
        """One that the actor may not read is as one that does not exist."""
        number = queries.numbered(self.cleaned_data["other"])
        found = None if number is None else queries.open_record(number, by=self.by)
        if found is None:
            raise forms.ValidationError(no_such_case())
        return found

    def given(self) -> dict[str, Any]:
        return {self.argument: self.cleaned_data["other"]}


class MergeForm(OtherForm):
    argument = "into"

    def prepare(self) -> None:
        self.fields["other"].help_text = _(
            "This case goes on in the other. Both keep their numbers, and the citizen's link leads"
            " on. Neither citizen sees what the other has written."
        )

    def given(self) -> dict[str, Any]:
        return {**super().given(), "seen": self.cleaned_data["seen"]}


class NewCaseForm(forms.Form):
    """A case opened by a handler, such as from a letter."""

    title = PlainField(
        label=_("What it is about"), max_length=200, missing=_("Write what it is about.")
    )
    text = PlainField(label=_("Description"), max_length=LONGEST, rows=5, required=False)
    unit = unit_field(label=_("Unit that handles it"))
    reason = forms.ModelChoiceField(
        label=pgettext_lazy("case", "Reason"),
        queryset=ContactReason.objects.all(),
        required=False,
        empty_label=_("No reason chosen"),
    )
    is_confidential = forms.BooleanField(
        label=_("Confidential"),
        required=False,
        help_text=_("Only handlers and managers at the very unit can read it."),
    )
    promise = PlainField(label=_("What is promised?"), max_length=300, required=False)
    promise_hours = forms.IntegerField(
        label=_("Within how many working hours?"),
        min_value=1,
        max_value=2000,
        required=False,
        help_text=_("A working day has 9 hours, a week 45."),
    )
    name = PlainField(label=_("The citizen's name"), max_length=120, required=False)
    phone = PlainField(label=_("Telephone"), max_length=40, required=False)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        help_text=_("Then they get mail with a link to follow the case."),
        error_messages={
            "invalid": _("That does not look like an e-mail address. Example: name@example.se")
        },
    )
