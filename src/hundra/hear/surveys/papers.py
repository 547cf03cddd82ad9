"""What an employee answers on: pages of questions as they are drawn, and what came back of them.

Nothing must be answered, but something must: an empty paper would use up the link.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hundra.hear.surveys.models import Item, ItemKind
from hundra.hear.surveys.models.question_sets import in_language
from hundra.hear.surveys.queries.ballots import Paper, Theme, themes_of
from hundra.hear.surveys.services.ballots import LONGEST_TEXT

DONT_KNOW = "-"
MANY_OPTIONS = 7


@dataclass(frozen=True)
class Choice:
    """An option: where there are many they stand in a row as numbers, else as words."""

    id: str
    value: str
    text: str
    is_number: bool
    is_chosen: bool


@dataclass(frozen=True)
class Question:
    code: str
    text: str
    help: str
    is_text: bool
    choices: tuple[Choice, ...] = ()
    ends: tuple[str, str] | None = None
    written: str = ""
    is_wrong: bool = False


@dataclass(frozen=True)
class Page:
    number: int
    title: str
    intro: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Ballot:
    """What `services.ballots.cast` takes, and the codes of what it would not take."""

    values: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    wrong: frozenset[str] = frozenset()
    says_nothing: bool = True


def ballot_of(items: tuple[Item, ...], sent: Mapping[str, str]) -> Ballot:
    """Reads what was sent, whatever it is. "Don't know" is said, but is no answer."""
    values: dict[str, int] = {}
    texts: dict[str, str] = {}
    wrong: set[str] = set()
    for item in items:
        given = sent.get(item.code, "").strip()
        if not given or (given == DONT_KNOW and item.kind == ItemKind.SCALE):
            continue
        if item.kind == ItemKind.TEXT:
            texts[item.code] = given
        elif given in {str(value) for value in item.values}:
            values[item.code] = int(given)
        else:
            wrong.add(item.code)
    said = any(sent.get(item.code, "").strip() for item in items)
    return Ballot(values, texts, frozenset(wrong), says_nothing=not said)


def pages_of(
    paper: Paper, language: str, sent: Mapping[str, str], wrong: frozenset[str]
) -> list[Page]:
    """The paper in a language, with what has been chosen so far."""
    themes = themes_of(paper.question_set, paper.items, language)
    return [
        _page(number, theme, language, sent, wrong) for number, theme in enumerate(themes, start=1)
    ]


def _page(
    number: int, theme: Theme, language: str, sent: Mapping[str, str], wrong: frozenset[str]
) -> Page:
    questions = tuple(
        _question(item, language, sent.get(item.code, ""), item.code in wrong)
        for item in theme.items
    )
    return Page(number, theme.title, theme.intro, questions)


def _question(item: Item, language: str, given: str, is_wrong: bool) -> Question:
    text = in_language(item.texts, language)
    hint = in_language(item.helps, language) if item.helps else ""
    if item.kind == ItemKind.TEXT:
        return Question(item.code, text, hint, is_text=True, written=given[:LONGEST_TEXT])
    choices = _choices(item, language, given)
    ends = None
    if len(item.values) > MANY_OPTIONS:
        words = [
            in_language(one["texts"], language) for one in item.options if one["value"] is not None
        ]
        ends = (words[0], words[-1])
    return Question(
        item.code, text, hint, is_text=False, choices=choices, ends=ends, is_wrong=is_wrong
    )


def _choices(item: Item, language: str, given: str) -> tuple[Choice, ...]:
    many = len(item.values) > MANY_OPTIONS
    found = []
    for place, one in enumerate(item.options):
        value = DONT_KNOW if one["value"] is None else str(one["value"])
        is_number = many and one["value"] is not None
        found.append(
            Choice(
                id=f"q-{item.code}-{place}",
                value=value,
                text=in_language(one["texts"], language),
                is_number=is_number,
                is_chosen=value == given,
            )
        )
    return tuple(found)
