"""What an article says, as the editor's page sends it. Steps and links are rows of fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.hear.knowledge.models import Article, Attachment, Revision
from hundra.hear.knowledge.wording import (
    LINK_KINDS,
    LONGEST_KEYWORD,
    LONGEST_LABEL,
    LONGEST_STEP,
    LONGEST_URL,
    MOST_LINKS,
    MOST_STEPS,
    Link,
    Wording,
)

ADD, REMOVE, UP = "add", "remove", "up"
ROW_ACTION = re.compile(r"(add|remove|up|down)-(step|link)-(\d{1,4})")
LINK_FIELDS = ("kind", "label", "url")


@dataclass(frozen=True)
class Rows:
    """Rows of a list in the form, moved about without saving."""

    rows: tuple[tuple[str, ...], ...]
    touched: int | None = None

    def after(self, action: str, at: int, empty: tuple[str, ...]) -> Rows:
        rows = list(self.rows)
        if action == ADD:
            return Rows((*rows, empty), len(rows))
        if not 0 <= at < len(rows):
            return self
        row = rows.pop(at)
        if action == REMOVE:
            return Rows(tuple(rows), min(at, len(rows) - 1) if rows else None)
        to = max(0, at - 1) if action == UP else min(len(rows), at + 1)
        rows.insert(to, row)
        return Rows(tuple(rows), to)


class WordingForm(forms.Form):
    """`steps` and `links` hold the rows as they were typed; `opened_at` tells which draft one
    began from, so that nobody's work is written over unseen.
    """

    data: Any  # As forms send it, with several values for a name.

    title = forms.CharField(
        label=pgettext_lazy("article", "Title"),
        max_length=120,
        help_text=_("What people would ask, or the thing that they want to do."),
    )
    short_answer = forms.CharField(
        label=_("Short answer"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The answer itself, in a sentence or two. It is shown first and in searches."),
    )
    spoken_answer = forms.CharField(
        label=_("Spoken answer"),
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What a guide says on the phone. As one talks, without web addresses."),
    )
    body = forms.CharField(
        label=_("Text"),
        max_length=40_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 16}),
    )
    keywords = forms.CharField(
        label=_("Search words"),
        max_length=2000,
        required=False,
        help_text=_("Words that people use but the text does not, with commas between."),
    )
    attachments = forms.MultipleChoiceField(
        label=_("Pictures and files"), required=False, widget=forms.CheckboxSelectMultiple
    )
    films = forms.MultipleChoiceField(
        label=_("Films"), required=False, widget=forms.CheckboxSelectMultiple
    )
    change_note = forms.CharField(
        label=_("What you changed"),
        max_length=200,
        required=False,
        help_text=_("For colleagues, in the history."),
    )
    opened_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        article: Article,
        films: Sequence[tuple[int, str]],
        wording: Wording | None = None,
        opened_at: datetime | None = None,
        **options: Any,
    ) -> None:
        given = _initial(wording) if wording else {}
        given["opened_at"] = opened_at.isoformat() if opened_at else ""
        super().__init__(*args, **{**options, "initial": given})
        self.article = article
        self.stored = list(article.attachments.order_by("pk"))
        choices = self.fields["attachments"], self.fields["films"]
        choices[0].choices = [(file.pk, file.name) for file in self.stored]  # type: ignore[attr-defined]
        choices[1].choices = films  # type: ignore[attr-defined]
        if self.is_bound:
            self.steps = Rows(tuple((step,) for step in self.data.getlist("step")))
            self.links = Rows(tuple(zip(*map(self._column, LINK_FIELDS), strict=False)))
        else:
            self.steps = Rows(tuple((step,) for step in (wording.steps if wording else ())))
            links = wording.links if wording else ()
            self.links = Rows(tuple((link.kind, link.label, link.url) for link in links))

    def _column(self, name: str) -> list[str]:
        return list(self.data.getlist(f"link-{name}"))

    def rearrange(self, action: str) -> bool:
        """Does what a button of the rows asks, such as "up-step-2"; False if it asks nothing."""
        asked = ROW_ACTION.fullmatch(action)
        if asked is None:
            return False
        what, kind, at = asked[1], asked[2], int(asked[3])
        if kind == "step":
            self.steps = self.steps.after(what, at, ("",))
        else:
            self.links = self.links.after(what, at, ("e-service", "", ""))
        return True

    @property
    def link_kinds(self) -> list[tuple[str, Any]]:
        return list(LINK_KINDS.items())

    @property
    def limits(self) -> dict[str, int]:
        return {
            "step": LONGEST_STEP,
            "label": LONGEST_LABEL,
            "url": LONGEST_URL,
            "steps": MOST_STEPS,
            "links": MOST_LINKS,
        }

    @property
    def chosen_files(self) -> set[str]:
        return {str(pk) for pk in self["attachments"].value() or ()}

    def clean_keywords(self) -> tuple[str, ...]:
        words = [word.strip() for word in self.cleaned_data["keywords"].split(",")]
        too_long = [word for word in words if len(word) > LONGEST_KEYWORD]
        if too_long:
            raise forms.ValidationError(
                _("“%(word)s…” is too long. Put commas between the words."),
                params={"word": too_long[0][:30]},
            )
        return tuple(dict.fromkeys(word for word in words if word))

    def clean_opened_at(self) -> datetime | None:
        try:
            return parse_datetime(self.cleaned_data["opened_at"])
        except ValueError:
            return None

    def wording(self) -> Wording:
        """What was typed, also where it cannot be saved as it is."""
        cleaned = self.cleaned_data
        typed = {name: cleaned.get(name, self._typed(name)) for name in _TEXTS}
        links = [
            Link(kind=kind, label=label.strip(), url=_address(url))
            for kind, label, url in self.links.rows
        ]
        return Wording(
            **typed,
            steps=tuple(row[0].strip() for row in self.steps.rows if row[0].strip()),
            links=tuple(link for link in links if link.label or link.url),
            keywords=cleaned.get("keywords") or (),
            attachments=tuple(int(pk) for pk in cleaned.get("attachments", ())),
            films=tuple(int(pk) for pk in cleaned.get("films", ())),
        )

    def _typed(self, name: str) -> str:
        return str(self.data.get(name, ""))

    def with_file(self, file: Attachment) -> None:
        """Ticks a file that was just added."""
        data = self.data.copy()
        data.appendlist("attachments", str(file.pk))
        self.data = data
        self.stored.append(file)

    def since(self, draft: Revision) -> None:
        """Goes on from another's save: the next save is of this text, over that one."""
        data = self.data.copy()
        data["opened_at"] = draft.written_at.isoformat()
        self.data = data


_TEXTS = ("title", "short_answer", "spoken_answer", "body", "change_note")


def _initial(wording: Wording) -> dict[str, Any]:
    texts = {name: getattr(wording, name) for name in _TEXTS if name != "change_note"}
    return {
        **texts,
        "keywords": ", ".join(wording.keywords),
        "attachments": list(wording.attachments),
        "films": list(wording.films),
    }


def _address(url: str) -> str:
    """The address in full: people leave out https://, and write phone numbers with spaces."""
    url = url.strip()
    if url.startswith("tel:"):
        return "".join(url.split())
    if url and "://" not in url and ":" not in url and "." in url.partition("/")[0]:
        return f"https://{url}"
    return url


class UploadForm(forms.Form):
    """A picture or a document, added from the editor's page."""

    file = forms.FileField(label=_("Picture or document"), required=False)
    alt = forms.CharField(
        label=_("What the picture shows"),
        max_length=300,
        required=False,
        help_text=_("For those who cannot see it. Needed for pictures, not for documents."),
    )


class DescribeForm(forms.Form):
    """What a file is called, and what a picture shows."""

    name = forms.CharField(label=pgettext_lazy("file", "Name"), max_length=120)

    def __init__(self, *args: Any, attachment: Attachment, **options: Any) -> None:
        initial = {"name": attachment.name.rpartition(".")[0], "alt": attachment.alt}
        super().__init__(*args, **{**options, "initial": initial})
        if attachment.is_picture:
            self.fields["alt"] = forms.CharField(label=_("What the picture shows"), max_length=300)
