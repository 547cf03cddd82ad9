"""What is kept back when a case is given out, and by which law."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hundra.hear.cases import secrecy
from hundra.hear.cases.forms.writing import PlainField
from hundra.hear.cases.redaction import LONGEST_WORDS, read_marks
from hundra.hear.cases.services.disclosing import Masks

MOST_WORDS = 200


class DiscloseForm(forms.Form):
    """`marks` is written by the page's script; the rest works without."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    marks = forms.CharField(required=False, widget=forms.HiddenInput, max_length=200_000)
    whole = forms.MultipleChoiceField(required=False, choices=())
    suggested = forms.MultipleChoiceField(required=False, choices=())
    words = PlainField(
        label=_("Words to black out wherever they stand"),
        required=False,
        max_length=4000,
        rows=3,
        help_text=_("One word or expression on each line, such as a name."),
    )
    laws = forms.MultipleChoiceField(
        label=_("By which law is something kept back?"),
        required=False,
        choices=secrecy.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    asked_by = PlainField(
        label=_("Who asked for it?"),
        required=False,
        max_length=200,
        help_text=_("Only if they told you. Nobody needs to say who they are, nor why they ask."),
    )

    def __init__(self, *args: Any, keys: list[str], suggestions: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whole"].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]
        self.fields["suggested"].choices = [(text, text) for text in suggestions]  # type: ignore[attr-defined]

    def clean_marks(self) -> str:
        marks = str(self.cleaned_data["marks"])
        try:
            read_marks(marks)
        except ValueError:
            raise forms.ValidationError(
                _("Your marks could not be read. Mark the passages again.")
            ) from None
        return marks

    def clean_words(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["words"].splitlines()]
        words = [line for line in lines if line]
        if len(words) > MOST_WORDS or any(len(line) > LONGEST_WORDS for line in words):
            raise forms.ValidationError(_("At most 200 lines, each at most 200 characters long."))
        return words

    def masks(self) -> Masks:
        given = self.cleaned_data
        return Masks(
            marks=read_marks(given["marks"]),
            whole=given["whole"],
            words=[*given["words"], *given["suggested"]],
        )
