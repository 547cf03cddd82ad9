"""Forms of the phone menu: a step, its beginnings, a recording, the crisis message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hundra.core.ui.forms import BoundField
from hundra.core.ui.languages import language_choices, language_name
from hundra.hear.contacts.menus import wording
from hundra.hear.contacts.menus.checking import LONGEST_TEXT, MOST_REPEATS
from hundra.hear.contacts.menus.tree import DIGITS, USES, Kind, Node, Tree
from hundra.hear.contacts.models import Desk
from hundra.hear.contacts.services.menus import LONGEST_CRISIS

NOWHERE = ("", "–")
TARGETS = ("next", "closed", "silent")


@dataclass(frozen=True)
class Group:
    """Fields that belong together."""

    legend: str
    fields: list[BoundField]
    css: str = ""


class StepForm(forms.Form):
    """What one step says and where it leads; which fields there are depends on its kind."""

    title = forms.CharField(label=pgettext_lazy("phone menu", "Name"), max_length=80)

    def __init__(self, data: Any = None, *, desk: Desk, tree: Tree, node: Node) -> None:
        self.desk, self.tree, self.node = desk, tree, node
        super().__init__(data, initial={"title": node.name})
        self.steps = [NOWHERE, *((key, each.name) for key, each in tree.nodes.items())]
        for name in USES[node.kind]:
            getattr(self, f"_add_{name}", self._add_target)(name)

    # --- The fields of each kind ---

    def _add_say(self, name: str) -> None:
        for code in self._languages():
            self.fields[f"{name}_{code}"] = forms.CharField(
                label=language_name(code).capitalize(),
                max_length=LONGEST_TEXT,
                required=False,
                initial=getattr(self.node, name).get(code, ""),
                widget=forms.Textarea(attrs={"rows": 2, "lang": code, "dir": "auto"}),
            )

    _add_done = _add_say

    def _languages(self) -> Sequence[str]:
        return self.tree.languages

    def _add_recordings(self, name: str) -> None:
        for code in self._languages():
            found = self.desk.recordings.filter(language=code).values_list("pk", "name")
            chosen = self.node.recordings.get(code)
            if not found and chosen is None:
                continue
            self.fields[f"{name}_{code}"] = forms.ChoiceField(
                label=_("Recording in %(language)s") % {"language": language_name(code)},
                choices=[("", _("None: the text is read by a machine")), *_as_text(found)],
                required=False,
                initial=str(chosen or ""),
            )

    def _add_keys(self, name: str) -> None:
        if self.node.kind is Kind.CALLBACK:
            digits = [(digit, digit) for digit in DIGITS]
            self.fields["yes"] = forms.ChoiceField(
                label=_("The key that says yes"),
                choices=digits,
                initial=next(iter(self.node.keys), "1"),
            )
            return
        for digit in DIGITS:
            self.fields[f"key_{digit}"] = forms.ChoiceField(
                label=_("Key %(key)s") % {"key": digit},
                choices=self._key_choices(),
                required=False,
                initial=self.node.keys.get(digit, ""),
            )

    def _key_choices(self) -> list[tuple[str, Any]]:
        if self.node.kind is not Kind.LANGUAGE:
            return self.steps
        languages = [(code, language_name(code)) for code in self.tree.languages]
        steps = [(f">{key}", name) for key, name in self.steps if key]
        return [NOWHERE, (_("Languages"), languages), (_("Steps"), steps)]

    def _add_target(self, name: str) -> None:
        is_open = self.node.kind is Kind.HOURS and name == "next"
        self.fields[name] = forms.ChoiceField(
            label=wording.OPEN if is_open else wording.FIELDS[name],
            choices=self.steps,
            required=False,
            initial=getattr(self.node, name),
        )

    def _add_repeat(self, name: str) -> None:
        self.fields[name] = forms.IntegerField(
            label=wording.FIELDS[name],
            min_value=1,
            max_value=MOST_REPEATS,
            initial=self.node.repeat,
        )

    def _add_reason(self, name: str) -> None:
        names = self.desk.reasons.filter(is_active=True).values_list("reason__name", flat=True)
        known = sorted({*names, *([self.node.reason] if self.node.reason else [])})
        self.fields[name] = forms.ChoiceField(
            label=wording.FIELDS[name],
            choices=[("", _("Any reason")), *((each, each) for each in known)],
            required=False,
            initial=self.node.reason,
        )

    def _add_language(self, name: str) -> None:
        codes = dict.fromkeys([*self.desk.languages, *self.tree.languages])
        self.fields[name] = forms.ChoiceField(
            label=wording.FIELDS[name],
            choices=[
                ("", _("The one that was chosen")),
                *((code, language_name(code)) for code in codes),
            ],
            required=False,
            initial=self.node.language,
        )

    def _add_priority(self, name: str) -> None:
        self.fields[name] = forms.IntegerField(
            label=wording.FIELDS[name],
            help_text=_("Lower comes first. Empty: as the reason says."),
            min_value=0,
            max_value=1000,
            required=False,
            initial=self.node.priority,
        )

    # --- What is shown, and what is saved ---

    def groups(self) -> Iterator[Group]:
        def those(*prefixes: str) -> list[BoundField]:
            named = (name for name in self.fields if name.startswith(prefixes))
            return [cast(BoundField, self[name]) for name in named]

        yield Group("", those("title"))
        for legend, prefixes, css in (
            (wording.FIELDS["say"], ("say_", "recordings_"), ""),
            (wording.FIELDS["done"], ("done_",), ""),
            (gettext_lazy("Telephone keys"), ("key_",), "menu-keys"),
            (gettext_lazy("And then"), ("yes", *TARGETS, "repeat"), ""),
            (gettext_lazy("Queue"), ("reason", "language", "priority"), ""),
        ):
            fields = those(*prefixes)
            if fields:
                yield Group(str(legend), fields, css)

    def step(self) -> dict[str, Any]:
        """The step as it is saved, without its kind."""
        cleaned = self.cleaned_data
        saved: dict[str, Any] = {"title": cleaned["title"]}
        for name in USES[self.node.kind]:
            value = self._saved(name, cleaned)
            if value or value == 0:
                saved[name] = value
        return saved

    def _saved(self, name: str, cleaned: dict[str, Any]) -> Any:
        if name == "keys":
            if "yes" in self.fields:
                return {cleaned["yes"]: "ja"}
            return {d: cleaned[f"key_{d}"] for d in DIGITS if cleaned[f"key_{d}"]}
        if name in {"say", "done"}:
            return {c: cleaned[f"{name}_{c}"] for c in self._languages() if cleaned[f"{name}_{c}"]}
        if name == "recordings":
            chosen = {c: cleaned.get(f"{name}_{c}") for c in self._languages()}
            return {code: int(number) for code, number in chosen.items() if number}
        return cleaned[name]


def _as_text(found: Any) -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in found]


class NewStepForm(forms.Form):
    title = forms.CharField(label=pgettext_lazy("phone menu", "Name"), max_length=80)
    kind = forms.ChoiceField(
        label=gettext_lazy("What happens there"), choices=list(wording.KINDS.items())
    )


class BasicsForm(forms.Form):
    """Languages and the first step."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages that have texts"), widget=forms.CheckboxSelectMultiple
    )
    first = forms.ChoiceField(label=gettext_lazy("Language that calls begin in"))
    start = forms.ChoiceField(label=gettext_lazy("First step"))

    def __init__(self, data: Any = None, *, tree: Tree) -> None:
        super().__init__(
            data,
            initial={
                "languages": list(tree.languages),
                "first": tree.first_language,
                "start": tree.start,
            },
        )
        self.fields["languages"].choices = language_choices()  # type: ignore[attr-defined]
        self.fields["first"].choices = language_choices()  # type: ignore[attr-defined]
        self.fields["start"].choices = [  # type: ignore[attr-defined]
            (key, node.name) for key, node in tree.nodes.items()
        ]
        self._before = tree.languages

    def ordered(self) -> list[str]:
        """The first language first, the others as they were, new ones last."""
        chosen = self.cleaned_data["languages"]
        first = self.cleaned_data["first"]
        kept = [code for code in self._before if code in chosen]
        return list(dict.fromkeys([first, *kept, *chosen]))


class PublishForm(forms.Form):
    note = forms.CharField(label=gettext_lazy("What has changed"), max_length=200, required=False)


class RecordingForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("What it is used for"), max_length=100)
    language = forms.ChoiceField(label=pgettext_lazy("phone menu", "Language"))
    said = forms.CharField(
        label=gettext_lazy("What is said, word for word"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    file = forms.FileField(
        label=gettext_lazy("Sound file"),
        help_text=gettext_lazy("WAV, MP3 or Ogg, at most 5 MB."),
        widget=forms.FileInput(attrs={"accept": "audio/wav,audio/mpeg,audio/ogg,.wav,.mp3,.ogg"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = language_choices()  # type: ignore[attr-defined]


class CrisisForm(forms.Form):
    """The message in each language of the menu, and a tick that makes sure."""

    sure = forms.BooleanField(
        label=gettext_lazy("Yes, every call from now on is to begin with this"),
        error_messages={"required": gettext_lazy("Tick the box, so that it goes out.")},
    )

    def __init__(self, data: Any = None, *, desk: Desk, tree: Tree) -> None:
        super().__init__(data)
        sure = self.fields.pop("sure")
        self._codes = list(dict.fromkeys([*tree.languages, *desk.crisis]))
        for code in self._codes:
            self.fields[f"text_{code}"] = forms.CharField(
                label=language_name(code).capitalize(),
                max_length=LONGEST_CRISIS,
                required=code == tree.first_language,
                initial=desk.crisis.get(code, ""),
                widget=forms.Textarea(attrs={"rows": 2, "lang": code, "dir": "auto"}),
            )
        self.fields["sure"] = sure

    def texts(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"text_{code}"] for code in self._codes}
