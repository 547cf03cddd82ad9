"""The form that a link leads to, and those of the work page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hundra.core.ui.forms import DateInput
from hundra.hear.surveys import naming
from hundra.hear.surveys.models import Item, ItemKind, Kind
from hundra.hear.surveys.models.question_sets import in_language
from hundra.hear.surveys.queries import Questions
from hundra.hear.surveys.services.answering import LONGEST_TEXT

DONT_KNOW = "-"
LONGEST_PERIOD = dt.timedelta(days=366 * 5)


@dataclass(frozen=True)
class Choice:
    """An option as the page draws it: a number on a scale, or words where there is none."""

    value: str
    number: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class Row:
    """A question of the page."""

    item: Item
    field: BoundField
    scale: tuple[Choice, ...] = ()
    beside: tuple[Choice, ...] = ()


class AnswersForm(forms.Form):
    """All questions of a set. None must be answered, but something must."""

    def __init__(self, questions: Questions, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.questions = questions
        for item in questions.items:
            self.fields[item.code] = _field(item)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(map(self._is_said, self.questions.items)):
            self.add_error(None, _("Answer at least one of the questions."))
        return cleaned

    def _is_said(self, item: Item) -> bool:
        return bool(str(self.data.get(item.code, "")).strip())

    def answers(self) -> dict[str, Any]:
        """What `services.answer` takes."""
        return {
            item.code: self._answer(item)
            for item in self.questions.items
            if self.cleaned_data.get(item.code) not in ("", DONT_KNOW)
        }

    def _answer(self, item: Item) -> Any:
        given = self.cleaned_data[item.code]
        return given if item.kind == ItemKind.TEXT else int(given)

    def rows(self) -> Iterator[Row]:
        for item in self.questions.items:
            field = self[item.code]
            if item.kind == ItemKind.TEXT:
                yield Row(item, field)
                continue
            choices = [_choice(one, str(field.value() or "")) for one in item.options]
            yield Row(
                item,
                field,
                tuple(one for one in choices if one.value != DONT_KNOW),
                tuple(one for one in choices if one.value == DONT_KNOW),
            )


def _field(item: Item) -> forms.Field:
    if item.kind == ItemKind.TEXT:
        return forms.CharField(
            label=item.text,
            help_text=item.help,
            required=False,
            max_length=LONGEST_TEXT,
            widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_TEXT}),
        )
    choices = [(_value(one), in_language(one["texts"])) for one in item.options]
    wrong = _("Choose one of the answers to “%(item)s”.") % {"item": item.text}
    return forms.ChoiceField(
        label=item.text,
        required=False,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": wrong},
    )


def _value(option: Mapping[str, Any]) -> str:
    return DONT_KNOW if option["value"] is None else str(option["value"])


def _choice(option: Mapping[str, Any], chosen: str) -> Choice:
    value = _value(option)
    text = in_language(option["texts"])
    return Choice(value, "" if value == DONT_KNOW else value, text, value == chosen)


class FiguresForm(forms.Form):
    """Which answers the page shows. What is not understood counts as not said."""

    since = forms.DateField(label=gettext_lazy("From"), widget=DateInput, required=False)
    until = forms.DateField(label=gettext_lazy("To"), widget=DateInput, required=False)
    desk = forms.ChoiceField(label=pgettext_lazy("service centre", "Desk"), required=False)
    kind = forms.ChoiceField(label=pgettext_lazy("survey", "Asked"), required=False)
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    by = forms.ChoiceField(label=gettext_lazy("Split by"), required=False)

    def __init__(self, data: Mapping[str, Any], today: dt.date) -> None:
        super().__init__({**_period(data, today), **{k: data.get(k, "") for k in _CHOICES}})
        everything = [("", _("All"))]
        self._choose("desk", everything + naming.choices("desk"))
        self._choose("kind", everything + [(str(v), str(name)) for v, name in Kind.choices])
        self._choose("channel", everything + naming.choices("channel"))
        self._choose("language", everything + naming.choices("language"))
        self._choose("by", [(value, str(name)) for value, name in SPLITS])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """What `queries.satisfaction` takes; the chosen days in order."""
        self.is_valid()
        given: dict[str, Any] = {name: self.cleaned_data.get(name, "") for name in _CHOICES}
        since, until = self.cleaned_data["since"], self.cleaned_data["until"]
        return {**given, "since": min(since, until), "until": max(since, until)}


SPLITS = (
    ("reason", gettext_lazy("Reason")),
    ("channel", gettext_lazy("Channel")),
    ("language", gettext_lazy("Language")),
    ("desk", pgettext_lazy("service centre", "Desk")),
    ("unit", gettext_lazy("Unit")),
    ("kind", pgettext_lazy("survey", "Asked")),
)
_CHOICES = ("desk", "kind", "channel", "language", "by")


def _period(data: Mapping[str, Any], today: dt.date) -> dict[str, dt.date]:
    """The days asked for; without, the last three months."""
    until = _day(data.get("until", "")) or today
    since = _day(data.get("since", "")) or until - dt.timedelta(days=91)
    return {"since": max(since, until - LONGEST_PERIOD), "until": until}


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


class PassOnForm(forms.Form):
    """To whom a comment went."""

    to = forms.CharField(label=gettext_lazy("To whom?"), required=False, max_length=120)
