"""The form with which a guide answers a letter, and registers what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hundra.core.ui.forms import MultipleFileField
from hundra.engines.letters import Carried
from hundra.hear.contacts import waiting_files
from hundra.hear.contacts.errors import InvalidError
from hundra.hear.contacts.forms.registering import WITHOUT_CASE, Confirmed, ReasonSelect
from hundra.hear.contacts.models import DeskReason, Outcome
from hundra.hear.suggestions.forms import PlainCharField, too_long

LONGEST_REPLY = 20_000
SEND, FINISH, REGISTER = "send", "finish", "register"


class ReplyForm(Confirmed):
    """`do` is what the guide pressed: only send, send and register, or only register."""

    text = PlainCharField(
        label=_("Your reply"),
        required=False,
        max_length=LONGEST_REPLY,
        widget=forms.Textarea(attrs={"rows": 9, "autocapitalize": "sentences"}),
        error_messages=too_long(),
    )
    files = MultipleFileField(  # type: ignore[assignment]
        label=_("Enclose pictures or PDF"),
        required=False,
        help_text=_("At most five files of 10 MB each."),
    )
    kept_files = forms.CharField(required=False, widget=forms.HiddenInput)
    key = forms.CharField(max_length=60, widget=forms.HiddenInput)
    article = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    reason = forms.TypedChoiceField(label=_("Reason"), coerce=int, required=False, empty_value=None)
    outcome = forms.ChoiceField(
        label=pgettext_lazy("contact", "What came of it"),
        choices=[(one.value, one.label) for one in WITHOUT_CASE],
        initial=Outcome.SOLVED.value,
        required=False,
    )
    do = forms.ChoiceField(choices=[(one, one) for one in (SEND, FINISH, REGISTER)])

    carried: tuple[Carried, ...] = ()
    token = ""

    def __init__(self, reasons: Sequence[DeskReason], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {one.reason_id: one for one in reasons}
        self.fields["files"].widget.attrs["accept"] = "image/*,application/pdf"
        field = self.fields["reason"]
        field.widget = ReasonSelect(reasons)
        field.choices = [  # type: ignore[attr-defined]
            ("", gettext("Choose a reason")),
            *((one.reason_id, one.reason.name) for one in reasons),
        ]

    def clean_files(self) -> list[Any]:
        given = self.cleaned_data["files"] or []
        if len(given) > waiting_files.MOST_FILES:
            raise forms.ValidationError(gettext("Choose at most five files."))
        try:
            self.carried = tuple(
                waiting_files.checked(one, number) for number, one in enumerate(given, 1)
            )
        except InvalidError as refused:
            raise forms.ValidationError(str(refused)) from None
        return given

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        token = cleaned.get("kept_files", "")
        if not self.carried and token:
            self.carried = tuple(waiting_files.kept(token))
            self.token = token if self.carried else ""
        if self.sends and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", gettext("Write the reply."))
        if self.finishes and not cleaned.get("reason"):
            self.add_error("reason", gettext("Choose a reason."))
        return cleaned

    @property
    def sends(self) -> bool:
        return self.cleaned_data.get("do") in (SEND, FINISH)

    @property
    def finishes(self) -> bool:
        return self.cleaned_data.get("do") in (FINISH, REGISTER)

    def chosen_reason(self) -> DeskReason:
        return self.by_key[self.cleaned_data["reason"]]

    def keep_files(self) -> None:
        """Called when the form is shown again: the files need not be chosen anew."""
        if self.carried and not self.token:
            self.token = waiting_files.keep(self.carried)
