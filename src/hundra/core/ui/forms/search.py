"""A field for choosing one of very many (a unit, a person) by typing a part of the name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

MOST_SHOWN = 20


@dataclass(frozen=True)
class Found:
    """One answer: what is stored, what is read, and a note that tells namesakes apart."""

    value: object
    label: str
    note: str = ""


class SearchSelect(forms.Widget):
    """A combobox that asks `url?q=…` while one types. Made for ModelChoiceField.

    The address is the app's own view; it answers with `search_answer`. Without JavaScript, what
    was typed is looked up by `resolve(text)`, which returns the value if the text names exactly
    one record, else None.
    """

    template_name = "ui/forms/search_select.html"
    choices: Any = ()

    def __init__(
        self,
        url: str | Promise,
        *,
        resolve: Callable[[str], object | None] | None = None,
        label_for: Callable[[object], str] | None = None,
        placeholder: str | Promise = "",
        attrs: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(attrs)
        self.url = url
        self.resolve = resolve
        self.label_for = label_for
        self.placeholder = placeholder

    def __deepcopy__(self, memo: dict[int, Any]) -> SearchSelect:
        copied: SearchSelect = super().__deepcopy__(memo)
        copied.choices = self.choices
        return copied

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        typed = value.text if isinstance(value, Typed) else ""
        chosen = "" if typed or value in (None, "") else value
        return context | {
            "url": str(self.url),
            "value": chosen,
            "text": typed or self._label(chosen),
            "placeholder": self.placeholder,
        }

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = data.get(name)
        text = (data.get(f"{name}-text") or "").strip()
        if value or not text:
            return value
        found = self.resolve(text) if self.resolve else None
        return Typed(text) if found is None else found

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}-text" not in data

    def _label(self, value: object) -> str:
        if value == "":
            return ""
        if self.label_for:
            return self.label_for(value)
        field = getattr(self.choices, "field", None)
        if field is None:
            return next((str(label) for key, label in self.choices if str(key) == str(value)), "")
        key = field.to_field_name or "pk"
        try:
            return str(field.label_from_instance(field.queryset.get(**{key: value})))
        except (ObjectDoesNotExist, ValueError, TypeError):
            return ""


class Typed(str):
    """Text that names no record: fails validation, but is shown again as it was typed."""

    @property
    def text(self) -> str:
        return str(self)


def search_answer(request: HttpRequest, found: Iterable[Found]) -> HttpResponse:
    """What a view answers a SearchSelect with: at most the first twenty, as options."""
    shown = list(found)[: MOST_SHOWN + 1]
    return render(
        request,
        "ui/forms/search_options.html",
        {"found": shown[:MOST_SHOWN], "more": len(shown) > MOST_SHOWN},
    )
