"""What a desk's reasons are called in a visitor's language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from hundra.hear.contacts.models import DeskReason

LONGEST_NAME = 60
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "fa", "prs", "sdh"})


class NamesForm(forms.Form):
    """One field for each reason, labelled with the reason's own name."""

    def __init__(
        self, reasons: Sequence[DeskReason], *args: Any, language: str, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.reasons = reasons
        direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
        for one in reasons:
            self.fields[_field(one)] = forms.CharField(
                label=one.reason.name,
                required=False,
                max_length=LONGEST_NAME,
                initial=one.names.get(language, ""),
                widget=forms.TextInput(
                    attrs={"lang": language, "dir": direction, "autocomplete": "off"}
                ),
            )

    def names(self) -> dict[int, str]:
        """By the reason at the desk; empty where its own name is to be shown."""
        return {one.pk: self.cleaned_data[_field(one)] for one in self.reasons}


def _field(reason: DeskReason) -> str:
    return f"reason-{reason.pk}"
