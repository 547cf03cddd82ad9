"""Instruments for employees, and what is in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from hundra.hear.surveys.models import Asked, Item, QuestionSet
from hundra.hear.surveys.models.question_sets import in_language

QUESTIONS_A_MINUTE = 7
"""Short questions with options, on a phone; COPSOQ's authors reckon with 5 to 8."""


def minutes_of(questions: int) -> int:
    """About how long so many questions take, in whole minutes."""
    return max(1, round(questions / QUESTIONS_A_MINUTE))


def staff_instruments(*, all_versions: bool = False) -> QuerySet[QuestionSet]:
    """Those that employees or managers may be asked: the latest of each, or all."""
    found = (
        QuestionSet.objects.filter(asks__in=[Asked.STAFF, Asked.MANAGERS])
        .annotate(
            questions=Count("items", distinct=True),
            used=Count("waves", distinct=True, filter=Q(waves__is_pilot=False)),
        )
        .order_by("slug", "-version")
    )
    if all_versions:
        return found
    latest = QuestionSet.objects.filter(slug=OuterRef("slug")).order_by("-version").values("pk")
    return found.filter(pk=Subquery(latest[:1]))


@dataclass(frozen=True)
class Question:
    """A question as it is read, with its options in words; none: answered in own words."""

    text: str
    help: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """A theme: the questions on one page of the survey."""

    title: str
    intro: str
    items: tuple[Question, ...]


def pages_of(question_set: QuestionSet) -> tuple[Page, ...]:
    """The questions by theme, in the order in which they are asked."""
    themes: list[dict[str, Any]] = question_set.themes
    items = list(question_set.items.all())
    known = {theme["code"] for theme in themes}
    pages = [
        Page(
            in_language(theme.get("titles", {})),
            in_language(theme.get("intros", {})),
            tuple(_question(item) for item in items if item.theme == theme["code"]),
        )
        for theme in themes
    ]
    rest = tuple(_question(item) for item in items if item.theme not in known)
    return (*(page for page in pages if page.items), *([Page("", "", rest)] if rest else []))


def _question(item: Item) -> Question:
    options: list[dict[str, Any]] = item.options
    return Question(item.text, item.help, tuple(in_language(one["texts"]) for one in options))


@dataclass(frozen=True)
class ScaleLine:
    """A scale of an instrument, as people read it."""

    title: str
    questions: int


def scales_of(question_set: QuestionSet) -> tuple[ScaleLine, ...]:
    found: list[dict[str, Any]] = question_set.scales
    return tuple(
        ScaleLine(
            in_language(scale.get("titles", {})) or str(scale.get("code", "")),
            len(scale.get("items", ())),
        )
        for scale in found
    )
