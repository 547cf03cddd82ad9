"""A reason of a desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hundra.hear.contacts.forms.configuring.desks import PlacedUnitField
from hundra.hear.contacts.models import Desk, DeskReason
from hundra.hear.contacts.queries.configuring import reasons_to_add
from hundra.hear.contacts.services.configuring import ReasonDetails

LONGEST_WORD = 60
MOST_HOURS = 2000
_NAMES = (
    "promise_hours",
    "is_confidential",
    "priority",
    "is_public_report",
    "shows_report_texts",
    "is_active",
)


class ReasonForm(forms.Form):
    """How the desk deals with a reason; a new one is chosen among those it has not."""

    promise_hours = forms.IntegerField(
        label=gettext_lazy("Promised within"),
        help_text=gettext_lazy("Working hours until a case is answered. A working day has 8."),
        min_value=1,
        max_value=MOST_HOURS,
        initial=40,
    )
    is_confidential = forms.BooleanField(
        label=gettext_lazy("Cases are confidential"),
        required=False,
        help_text=gettext_lazy("Only the unit that handles them can read them."),
    )
    priority = forms.IntegerField(
        label=gettext_lazy("Priority"),
        min_value=1,
        validators=[MaxValueValidator(99)],
        initial=50,
        help_text=gettext_lazy("50 is the ordinary. A lower number goes before it in the queue."),
    )
    words = forms.CharField(
        label=gettext_lazy("Words that suggest it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "With commas between. When a guide writes one of them, the reason is suggested."
        ),
    )
    names = forms.CharField(
        label=gettext_lazy("As visitors read it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "One language on each line, such as “en: Parking”. Without one, its own name is shown."
        ),
    )
    is_public_report = forms.BooleanField(
        label=gettext_lazy("Can be reported with apps"),
        required=False,
        help_text=gettext_lazy(
            "Fault-reporting apps (Open311) offer it, and show where it has been reported."
        ),
    )
    shows_report_texts = forms.BooleanField(
        label=gettext_lazy("Apps show what was written"),
        required=False,
        help_text=gettext_lazy("With numbers and addresses of people covered."),
    )
    is_active = forms.BooleanField(label=gettext_lazy("In use"), required=False, initial=True)

    def __init__(
        self, *args: Any, desk: Desk, reason: DeskReason | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **{**options, "initial": _initial(reason)})
        self.fields["unit"] = PlacedUnitField(
            label=gettext_lazy("Unit that handles cases"), required=False
        )
        if reason is None:
            self.fields["reason"] = forms.ModelChoiceField(
                label=gettext_lazy("Reason"),
                queryset=reasons_to_add(desk),
                help_text=gettext_lazy("New reasons are made with the knowledge."),
            )
        self.order_fields(("reason", "unit", "promise_hours", "is_confidential", "priority"))

    def clean_words(self) -> list[str]:
        words = [word.strip() for word in self.cleaned_data["words"].replace("\n", ",").split(",")]
        if any(len(word) > LONGEST_WORD for word in words):
            raise ValidationError(_("Write words with commas between, each at most 60 characters."))
        return [word for word in words if word]

    def clean_names(self) -> dict[str, str]:
        names = {}
        for line in self.cleaned_data["names"].splitlines():
            code, separator, name = (part.strip() for part in line.partition(":"))
            if line.strip() and not (code and separator and 0 < len(name) <= LONGEST_WORD):
                raise ValidationError(
                    _("Write a language's code, a colon and a name on each line: “en: Parking”.")
                )
            if code:
                names[code.lower()] = name
        return names

    def details(self) -> ReasonDetails:
        cleaned = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        return ReasonDetails(**cleaned)


def _initial(reason: DeskReason | None) -> dict[str, Any]:
    if reason is None:
        return {}
    return {
        "unit": reason.unit_id,
        "words": ", ".join(reason.words),
        "names": "\n".join(f"{code}: {name}" for code, name in reason.names.items()),
        **{name: getattr(reason, name) for name in _NAMES},
    }
