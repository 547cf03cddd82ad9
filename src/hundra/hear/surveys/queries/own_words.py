"""Own words of a staff survey, in the lists where they may be read: without who, never by group.

A list is a unit's, and its words are of at least `least_texts` people once the lists within it
are taken away (`engines.disclosure`). The lists are laid once, by the wave's first publication:
were they laid anew after a reorganisation, the difference could be a few people's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from django.db.models import QuerySet
from django.utils.translation import pgettext

from hundra.core.accounts.rules import Actor
from hundra.engines.disclosure.laminar import most_shown
from hundra.hear.surveys import rules
from hundra.hear.surveys.models import Item, ItemKind, Publication, Wave, WaveComment
from hundra.hear.surveys.models.question_sets import in_language
from hundra.hear.surveys.published import SHOWN, unpacked
from hundra.hear.surveys.queries.results import Results, ResultUnit, Seen, scales_of

OTHER = "annat"
"""The theme of what fits no other."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What was answered to one question, within what the reader reads."""

    code: str
    question: str
    texts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ThemeCount:
    code: str
    title: str
    count: int


def lists_of(wave: Wave) -> Mapping[int, int | None]:
    """For each unit (its key) the unit in whose list its own words are read; None: in nobody's."""
    first = (
        Publication.objects.filter(wave=wave, over=None)
        .order_by("number")
        .values_list("pk", flat=True)
        .first()
    )
    return {} if first is None else _lists(first, wave.least_texts)


@lru_cache(maxsize=32)
def _lists(publication: int, least_texts: int) -> Mapping[int, int | None]:
    """A publication never changes."""
    made = Publication.objects.select_related("wave").get(pk=publication)
    figures = unpacked(bytes(made.figures))
    return lists_over(
        figures.keys.tolist(),
        figures.above.tolist(),
        figures.answered.tolist(),
        (figures.why == SHOWN).tolist(),
        least=max(least_texts, made.wave.least_group),
    )


def lists_over(
    keys: Sequence[int],
    above: Sequence[int],
    answered: Sequence[int],
    shown: Sequence[bool],
    *,
    least: int,
) -> dict[int, int | None]:
    """As `Release.texts`, of units in order (parents first) of which each has its parent's place.

    `answered` are people in the unit and all under it; a list is of a unit that is shown.
    """
    read = most_shown(
        np.array(above, dtype=np.int64),
        np.array(answered, dtype=np.int64)[None, None],
        (least,),
        may=np.array(shown, dtype=np.bool_)[None],
    )[0]
    found: dict[int, int | None] = {}
    for key, up, own in zip(keys, above, read.tolist(), strict=True):
        found[key] = key if own else (found[keys[up]] if up >= 0 else None)
    return found


def readable_units(wave: Wave, seen: Seen, unit: ResultUnit) -> list[int]:
    """Keys of the units whose words the reader reads on the unit's page: those with a list in
    the unit or under it, if the reader's own part holds that list.
    """
    lists, results = lists_of(wave), seen.results
    under = {one.pk for one in results.under(unit) if one.place in seen.places}
    return [key for key, at in lists.items() if at in under]


def list_above(wave: Wave, results: Results, unit: ResultUnit) -> str:
    """The name of the unit above in whose list the unit's own words are read; empty if it has a
    list of its own, or nobody reads them.
    """
    at = lists_of(wave).get(unit.pk)
    return "" if at in (None, unit.pk) or at not in results.places else results.unit(at).name


def words_seen(wave: Wave, seen: Seen, unit: ResultUnit) -> QuerySet[WaveComment]:
    """Without those that HR has hidden. In an order that says nothing (random keys)."""
    keys = readable_units(wave, seen, unit)
    return WaveComment.objects.filter(wave=wave, unit__in=keys, is_hidden=False).order_by("pk")


def hidden_words(wave: Wave, seen: Seen, unit: ResultUnit, by: Actor) -> QuerySet[WaveComment]:
    """For those who may show them again."""
    keys = readable_units(wave, seen, unit) if rules.may_tend_words(by, wave) else []
    return WaveComment.objects.filter(wave=wave, unit__in=keys, is_hidden=True).order_by("pk")


def text_questions(wave: Wave) -> dict[str, str]:
    """The questions answered in own words, by code."""
    items = Item.objects.filter(question_set=wave.question_set_id, kind=ItemKind.TEXT)
    return {item.code: item.text for item in items}


def themes_of(wave: Wave) -> dict[str, str]:
    """What themes there are: the instrument's pages and scales, and one for the rest."""
    pages = {one["code"]: in_language(one.get("titles", {})) for one in wave.question_set.themes}
    scales = {scale.code: scale.title for scale in scales_of(wave)}
    named = {code: title for code, title in {**pages, **scales}.items() if title}
    return {**named, OTHER: pgettext("theme", "Other")}


def theme_counts(wave: Wave, words: QuerySet[WaveComment]) -> list[ThemeCount]:
    """The most common first; what has not been looked at counts as other."""
    titles = themes_of(wave)
    counted: Counter[str] = Counter()
    for theme in words.order_by().values_list("theme", flat=True):
        counted[theme if theme in titles else OTHER] += 1
    return [
        ThemeCount(code=code, title=titles[code], count=count)
        for code, count in sorted(counted.items(), key=lambda one: (-one[1], titles[one[0]]))
    ]


def by_question(wave: Wave, words: QuerySet[WaveComment], *, most: int) -> list[Words]:
    """At most so many of each question, those with the lowest (random) keys."""
    found: dict[str, list[str]] = {}
    for code, text in words.values_list("code", "text"):
        found.setdefault(code, []).append(text)
    return [
        Words(code=code, question=question, texts=tuple(found[code][:most]))
        for code, question in text_questions(wave).items()
        if code in found
    ]
