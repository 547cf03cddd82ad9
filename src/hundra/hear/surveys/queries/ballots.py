"""What an employee's link asks, page by page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from hundra.hear.surveys.models import Item, QuestionSet, Wave, WaveInvitation
from hundra.hear.surveys.models.question_sets import in_language
from hundra.hear.surveys.services.ballots import open_or_raise, secret_hash

SWEDISH, ENGLISH = "sv", "en"


@dataclass(frozen=True)
class Paper:
    """A wave's questions, as whoever has the link may see them. Nothing of who that is."""

    wave: Wave
    question_set: QuestionSet
    items: tuple[Item, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        """Those that everything asked is written in, Swedish and English first."""
        return languages_of(self.question_set, self.items)


@dataclass(frozen=True)
class Theme:
    """A page: a heading, and its questions."""

    code: str
    title: str
    intro: str
    items: tuple[Item, ...]


def paper_behind(secret: str, *, at: dt.datetime | None = None) -> Paper:
    """What the link or code asks. Raises UnknownLinkError, AnsweredError or NotOpenError."""
    found = (
        WaveInvitation.objects.select_related("wave__question_set")
        .filter(secret_hash=secret_hash(secret))
        .first()
    )
    wave = open_or_raise(found, secret=secret, day=timezone.localdate(at)).wave
    return Paper(wave, wave.question_set, tuple(wave.question_set.items.all()))


def themes_of(question_set: QuestionSet, items: tuple[Item, ...], language: str) -> list[Theme]:
    """The pages in order; one without a heading where the instrument has no themes."""
    pages = [
        Theme(
            one["code"],
            in_language(one["titles"], language),
            in_language(one.get("intros") or {}, language),
            tuple(item for item in items if item.theme == one["code"]),
        )
        for one in question_set.themes
    ]
    return [one for one in pages if one.items] or [Theme("all", "", "", items)]


def languages_of(question_set: QuestionSet, items: tuple[Item, ...]) -> tuple[str, ...]:
    """Languages with a text for every question and option, Swedish and English first."""
    texts = [question_set.titles, *(item.texts for item in items)]
    texts += [one["texts"] for item in items for one in item.options]
    common = set.intersection(*(set(one) for one in texts)) | {SWEDISH}
    first = [one for one in (SWEDISH, ENGLISH) if one in common]
    return (*first, *sorted(common - set(first)))
