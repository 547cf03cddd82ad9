"""What answers add up to, by SQL: sums of points and of their squares, and counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, Q, QuerySet, Sum, Value
from django.db.models.functions import TruncMonth

from hundra.engines.psychometrics import Moments
from hundra.hear.surveys.models import (
    Box,
    ClassSum,
    Dimension,
    Item,
    ItemKind,
    QuestionSet,
    Tally,
)
from hundra.hear.surveys.models.question_sets import in_language

SPLITS = ("desk", "kind", "unit", "channel", "reason", "language", "month")
LEAST = 7


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """Which answers count."""

    question_set: str
    since: dt.date
    until: dt.date
    paths: tuple[str, ...] | None = None
    desk: str = ""
    kind: str = ""
    channel: str = ""
    reason: str = ""
    language: str = ""

    @property
    def places(self) -> Q:
        """Where: that part which every table has."""
        found = Q() if self.paths is None else under(self.paths)
        if self.desk:
            found &= Q(desk=self.desk)
        if self.kind:
            found &= Q(kind=self.kind)
        return found

    @property
    def attributes(self) -> dict[str, str]:
        """What else: that part which tallies count one at a time."""
        given = {"channel": self.channel, "reason": self.reason, "language": self.language}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True)
class Sums:
    """People, their scores, and their points by item."""

    n: int = 0
    score: Moments = field(default_factory=Moments)
    items: dict[str, Moments] = field(default_factory=dict)

    def __add__(self, other: Sums) -> Sums:
        codes = {**self.items, **other.items}
        nothing = Moments()
        return Sums(
            n=self.n + other.n,
            score=self.score + other.score,
            items={
                code: self.items.get(code, nothing) + other.items.get(code, nothing)
                for code in codes
            },
        )


def under(paths: Collection[str]) -> Q:
    """Rows whose unit is at or under any of the paths."""
    nowhere = Q(pk__in=[])
    return reduce(or_, (Q(unit__path__startswith=path) for path in paths), nowhere)


def sums(narrowing: Narrowing, by: str) -> dict[str, Sums]:
    """By the split's value; "" where it was lost, or where nothing is split. One query."""
    found: dict[str, Sums] = {}
    rows = _classes(narrowing).annotate(split=_split(by)).order_by().values("split", "code")
    for split, code, people, n, total, squares in rows.annotate(
        all_people=Sum("people"),
        all_n=Sum("n"),
        all_total=Sum("total"),
        all_squares=Sum("squares"),
    ).values_list("split", "code", "all_people", "all_n", "all_total", "all_squares"):
        moments = Moments(n=n, total=total, squares=squares)
        own = Sums(n=people, score=moments) if code == "" else Sums(items={code: moments})
        found[_key(split)] = found.get(_key(split), Sums()) + own
    return found


def asked_and_answered(narrowing: Narrowing, by: str) -> dict[str, tuple[int, int]] | None:
    """How many were asked and answered, by the split's value ("" where nothing is split).

    None where two attributes are combined, which is not counted. One query.
    """
    dimension, value = Dimension.ALL, ""
    for name, wanted in narrowing.attributes.items():
        if dimension:
            return None
        dimension, value = Dimension(name), wanted
    if by in Dimension.values and by:
        if dimension:
            return None
        dimension = Dimension(by)
    tallies = Tally.objects.filter(
        narrowing.places,
        slug=narrowing.question_set,
        dimension=dimension,
        day__range=(narrowing.since, narrowing.until),
    )
    if value:
        tallies = tallies.filter(value=value)
    split = F("value") if by in Dimension.values and by else _split(by)
    counted = tallies.annotate(split=split).order_by().values("split")
    return {
        _key(key): (asked or 0, answered or 0)
        for key, asked, answered in counted.annotate(
            all_asked=Sum("asked"), all_answered=Sum("answered")
        ).values_list("split", "all_asked", "all_answered")
    }


def item_labels(question_set: str) -> dict[str, str]:
    """The scales' codes and labels, in the latest version's order; older versions' own after."""
    items = Item.objects.filter(question_set__slug=question_set, kind=ItemKind.SCALE)
    found: dict[str, str] = {}
    for code, labels, texts in items.order_by("-question_set__version", "position").values_list(
        "code", "labels", "texts"
    ):
        found.setdefault(code, in_language(labels) or in_language(texts))
    return found


def least_group(question_set: str) -> int:
    """Fewest answers shown together: the strictest of the set's versions."""
    given = QuestionSet.objects.filter(slug=question_set).values_list("least_group", flat=True)
    return max(given, default=LEAST)


def waiting_count(narrowing: Narrowing) -> int:
    """Answers that still wait in the boxes of the places."""
    boxes = Box.objects.filter(narrowing.places, question_set__slug=narrowing.question_set)
    found: int | None = boxes.aggregate(waiting=Sum("count"))["waiting"]
    return found or 0


def _classes(narrowing: Narrowing) -> QuerySet[ClassSum]:
    found = ClassSum.objects.filter(
        narrowing.places,
        question_set__slug=narrowing.question_set,
        day__range=(narrowing.since, narrowing.until),
    )
    for name, value in narrowing.attributes.items():
        found = found.filter(**{"reason_id" if name == "reason" else name: value})
    return found


def _split(by: str) -> Any:
    """What rows are grouped by."""
    if not by:
        return Value("")
    if by == "month":
        return TruncMonth("day")
    return F(f"{by}_id" if by in ("unit", "reason") else by)


def _key(split: Any) -> str:
    """The split's value as text: months as "2026-11"."""
    if split is None:
        return ""
    return f"{split:%Y-%m}" if isinstance(split, dt.date) else str(split)
