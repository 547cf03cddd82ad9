"""Fields that several forms share, and the citizen's form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from hundra.core.ui.forms import MultipleFileField
from hundra.engines.text import plain_text
from hundra.hear.cases.errors import FileRefusedError
from hundra.hear.cases.services.attaching import MAX_BYTES, MOST_FILES, Clean, Given, cleaned
from hundra.hear.cases.services.talking import LONGEST_MESSAGE


class PlainField(forms.CharField):
    """Text without what cannot be seen but does harm; never refused for it."""

    def __init__(self, *, rows: int = 0, missing: Any = "", **options: Any) -> None:
        if rows:
            options["widget"] = forms.Textarea(attrs={"rows": rows})
        errors = {
            "max_length": _(
                "The text is too long (%(show_value)d characters). It can have at most"
                " %(limit_value)d."
            )
        }
        if missing:
            errors["required"] = missing
        super().__init__(error_messages=errors, **options)
        unwanted = ProhibitNullCharactersValidator
        self.validators = [one for one in self.validators if not isinstance(one, unwanted)]

    def to_python(self, value: Any) -> str:
        return plain_text(super().to_python(value) or "")


class FilesField(MultipleFileField):
    """Some files, looked at and drawn anew; cleans to what can be kept."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            label=_("Files"),
            help_text=_("Photographs, PDF or other documents: at most five, 10 MB each."),
            **options,
        )

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given: Sequence[UploadedFile[Any]] = [file for file in super().clean(data, initial) if file]
        if len(given) > MOST_FILES:
            given = given[: MOST_FILES + 1]
        try:
            return list(cleaned([Given(file.name or "", _read(file)) for file in given]))
        except FileRefusedError as refused:
            raise forms.ValidationError(refused.sentence) from None


def _read(file: UploadedFile[Any]) -> bytes:
    """All of it, or just enough to be seen as too large."""
    return bytes(file.read(MAX_BYTES + 1))


class OwnMessageForm(forms.Form):
    """The citizen writes in their case."""

    text = PlainField(
        label=_("Your message"),
        max_length=LONGEST_MESSAGE,
        rows=4,
        missing=_("Write your message."),
    )
    files = FilesField()  # type: ignore[assignment]
    # People do not see it, so whoever fills it in is a program.
    website = forms.CharField(required=False)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(
                _("Leave the field “Leave this empty” empty, and send again.")
            )
        return ""

    @property
    def given_files(self) -> list[Clean]:
        return list(self.cleaned_data["files"])
