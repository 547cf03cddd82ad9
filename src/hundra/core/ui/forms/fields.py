"""Widgets and fields beyond Django's."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext as _


class DateInput(forms.DateInput):
    """The browser's own date picker; the value travels as 2026-11-22 whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The browser's own time picker; the value travels as 14:30."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%H:%M")


class PictureInput(forms.FileInput):
    """A file field for a picture, which is shown before it is sent."""

    template_name = "ui/forms/picture.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, limit: str | Promise = "") -> None:
        """`limit` says in words what is accepted, such as "JPEG or PNG, at most 10 MB"."""
        super().__init__(attrs={"accept": "image/jpeg,image/png,image/webp", **(attrs or {})})
        self.limit = limit

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        return context | {"limit": self.limit}


class _MultipleFileInput(forms.FileInput):
    allow_multiple_selected = True


class MultipleFileField(forms.FileField):
    """Several files; cleans to a list of them."""

    widget = _MultipleFileInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        one = super().clean
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            one(None, initial)
        return [one(file, initial) for file in files]


class AtMost:
    """Refuses a file of more megabytes, before any of it is read into the memory."""

    def __init__(self, megabytes: int) -> None:
        self.megabytes = megabytes

    def __call__(self, file: UploadedFile[Any]) -> None:
        if (file.size or 0) > self.megabytes * 1_000_000:
            values = {"megabytes": self.megabytes}
            raise ValidationError(
                _("The file is too large: at most %(megabytes)s MB.") % values, code="too_large"
            )
