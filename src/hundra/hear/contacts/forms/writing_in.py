"""The forms with which people get in touch on the web, and ask to be called back."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hundra.core.ui.forms import MultipleFileField
from hundra.core.ui.languages import language_name
from hundra.engines.letters import Carried
from hundra.hear.contacts import waiting_files
from hundra.hear.contacts.errors import InvalidError
from hundra.hear.contacts.models import Desk, DeskReason
from hundra.hear.contacts.queries.callbacks import Slot
from hundra.hear.suggestions.forms import PlainCharField, too_long

LONGEST_TEXT = 8_000
SHORTEST_SECONDS = 2  # Nobody reads and fills in a form faster; programs do.
SOON = "soon"
_SIGNER = signing.TimestampSigner(salt="contacts.opened")
EMAIL_ERROR = _("That does not look like an e-mail address. Example: name@example.se")


def opened_now() -> str:
    """A signed number of the form's own, for the hidden field; it tells when it was opened."""
    return _SIGNER.sign(secrets.token_urlsafe(12))


class DeskForm(forms.Form):
    """What all forms to a desk begin with."""

    def __init__(
        self, *args: Any, desk: Desk, reasons: Sequence[DeskReason], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {str(one.pk): one for one in reasons}
        if not reasons:
            del self.fields["reason"]
        else:
            self.fields["reason"].choices = [  # type: ignore[attr-defined]
                ("", gettext("I don't know")),
                *((key, reason_name(one)) for key, one in self.by_key.items()),
            ]
        languages = list(dict.fromkeys(desk.languages)) or ["sv"]
        field = self.fields["language"]
        field.choices = [(code, language_name(code)) for code in languages]  # type: ignore[attr-defined]
        shown = get_language() or "sv"
        field.initial = shown if shown in languages else languages[0]

    def chosen_reason(self) -> DeskReason | None:
        return self.by_key.get(self.cleaned_data.get("reason", ""))


def reason_name(reason: DeskReason, language: str = "") -> str:
    """The reason as visitors read it in the language, else by its own name."""
    names: dict[str, str] = reason.names
    return names.get(language or get_language() or "sv") or reason.reason.name


class Guarded(forms.Form):
    """What keeps programs from using an open form, and the same form from counting twice."""

    # People do not see it, so whoever fills it in is a program.
    website = forms.CharField(required=False, label=_("Leave this empty"))
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    key = ""

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(
                gettext("Leave the field “Leave this empty” empty, and send again.")
            )
        return ""

    def clean_opened(self) -> str:
        given: str = self.cleaned_data["opened"]
        try:
            self.key = str(_SIGNER.unsign(given))
        except signing.BadSignature:
            self._too_fast()
        try:
            _SIGNER.unsign(given, max_age=SHORTEST_SECONDS)
        except signing.SignatureExpired:
            return given
        except signing.BadSignature:
            pass
        self._too_fast()
        return given

    def _too_fast(self) -> None:
        self.add_error(
            None, gettext("That went very fast. Check that all is right and send once more.")
        )


class InsideForm(DeskForm):
    """An employee's message to a desk: who it is we know."""

    text = PlainCharField(
        label=_("What do you want to ask or tell?"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6, "autocapitalize": "sentences"}),
        error_messages={"required": _("Write what you want to ask or tell."), **too_long()},
    )
    reason = forms.ChoiceField(label=_("What is it about?"), required=False)
    phone = PlainCharField(
        label=_("Phone"),
        max_length=30,
        required=False,
        help_text=_("If you would rather be called."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    language = forms.ChoiceField(label=_("Language of the reply"))
    files = MultipleFileField(  # type: ignore[assignment]
        label=_("Pictures or PDF"),
        required=False,
        help_text=_("At most five files of 10 MB each."),
    )
    kept_files = forms.CharField(required=False, widget=forms.HiddenInput)
    drop_files = forms.BooleanField(label=_("Remove the files"), required=False)

    carried: tuple[Carried, ...] = ()
    token = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].widget.attrs["accept"] = "image/*,application/pdf"

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
        cleaned: dict[str, Any] = super().clean() or {}
        token = cleaned.get("kept_files", "")
        if not self.carried and token and not cleaned.get("drop_files"):
            self.carried = tuple(waiting_files.kept(token))
            self.token = token if self.carried else ""
        return cleaned

    def keep_files(self) -> None:
        """Called when the form is shown again: the files need not be chosen anew."""
        if self.carried and not self.token:
            self.token = waiting_files.keep(self.carried)


class WriteForm(Guarded, InsideForm):
    """The form open to all. Nobody has to say who they are."""

    name = PlainCharField(
        label=_("Your name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        help_text=_("The reply goes there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={"invalid": EMAIL_ERROR},
    )

    field_order = ("text", "reason", "files", "name", "email", "phone", "language")


class CallbackForm(Guarded, DeskForm):
    """Whom we shall call, and when."""

    phone = PlainCharField(
        label=_("Your phone number"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"required": _("Write the number that we shall call.")},
    )
    when = forms.ChoiceField(
        label=_("When shall we call?"), error_messages={"required": _("Choose a time.")}
    )
    reason = forms.ChoiceField(label=_("What is it about?"), required=False)
    language = forms.ChoiceField(label=pgettext_lazy("callback", "Language"))
    name = PlainCharField(
        label=_("Your name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    field_order = ("phone", "when", "reason", "language", "name")

    def __init__(self, *args: Any, slots: Sequence[Slot], is_open: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        soon = [(SOON, gettext("When it is my turn, today"))] if is_open else []
        self.fields["when"].choices = [  # type: ignore[attr-defined]
            ("", gettext("Choose a time")),
            *soon,
            *_by_day(slots),
        ]

    def chosen_slot(self) -> datetime | None:
        when: str = self.cleaned_data["when"]
        return None if when == SOON else parse_datetime(when)


def _by_day(slots: Sequence[Slot]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The slots under the day that they are on, as a list to choose from shows them."""
    days = groupby(slots, key=lambda slot: timezone.localdate(slot.at))
    return [
        (
            date_format(day, "l j F"),
            [
                (slot.at.isoformat(), date_format(timezone.localtime(slot.at), "TIME_FORMAT"))
                for slot in some
            ],
        )
        for day, some in days
    ]
