"""Indices 0–100 of what was answered, each with n and interval; and how many answered.

What is guaranteed: answers are stored in classes of at least `least_group` (7) that share place,
day and every attribute (see services.mixing), so every figure here is of a union of such
classes. Whatever period, filter and split is chosen, no figure, and no difference between any
two of them, is of fewer than seven answers: that goes for every single item too. Nothing has to
be hidden afterwards; an answer whose attributes too few shared is counted in the whole only
(`unplaced`).

What is not guaranteed: where all in a class answered the same, it is known what each of them
answered. And how many were asked and answered is told also where they are few, since it does not
tell what anyone answered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from hundra.engines.proportions import Share, share
from hundra.engines.psychometrics import Mean, Moments, mean_of
from hundra.hear.surveys import naming
from hundra.hear.surveys.queries.sums import (
    SPLITS,
    Narrowing,
    Sums,
    asked_and_answered,
    item_labels,
    least_group,
    sums,
    waiting_count,
)


@dataclass(frozen=True, kw_only=True)
class ItemIndex:
    """An item's index; no mean where nobody may be shown."""

    code: str
    label: str
    n: int
    mean: Mean | None


@dataclass(frozen=True, kw_only=True)
class Group:
    """Answers together: how many were asked and answered, the total index and the items'.

    `n` answers came out of the boxes and are shown with these attributes. `answered` counts also
    those whose attributes were lost, and is what `rate` (of `asked`) is about; None where it
    isn't counted, since two attributes are combined.
    """

    key: str
    label: str
    n: int
    asked: int | None
    answered: int | None
    rate: Share | None
    total: Mean | None
    items: tuple[ItemIndex, ...]

    @property
    def is_shown(self) -> bool:
        return self.total is not None


@dataclass(frozen=True, kw_only=True)
class Satisfaction:
    """The whole, and its parts by what was asked for, the most answered first."""

    since: dt.date
    until: dt.date
    by: str
    all: Group
    groups: tuple[Group, ...]
    unplaced: int
    waiting: int
    least: int


def satisfaction(
    *,
    since: dt.date,
    until: dt.date,
    by: str = "",
    paths: Collection[str] | None = None,
    desk: str = "",
    kind: str = "",
    channel: str = "",
    reason: int | None = None,
    language: str = "",
    question_set: str = "service",
) -> Satisfaction:
    """The figures of answers that came from `since` to `until`, both days included.

    `by` splits them: desk, kind, unit, channel, reason, language or month ("" does not). `paths`
    are units' paths whose subtrees count; None is everywhere. `desk` is a slug and `reason` a
    ContactReason's key. An answer counts on the day that its box was emptied, at most a week or
    so after it was given. The same number of queries, whatever is found.
    """
    if by and by not in SPLITS:
        raise ValueError(f"not split by {by}")
    narrowing = Narrowing(
        question_set=question_set,
        since=since,
        until=until,
        paths=None if paths is None else tuple(paths),
        desk=desk,
        kind=kind,
        channel=channel,
        reason=str(reason) if reason else "",
        language=language,
    )
    found = sums(narrowing, by)
    asked = asked_and_answered(narrowing, by)
    labels = item_labels(question_set)
    least = least_group(question_set)
    parts = _parts(found, asked, by, labels, least) if by else ()
    whole = Sums()
    for one in found.values():
        whole += one
    counted = asked_and_answered(narrowing, "") if by else asked
    return Satisfaction(
        since=since,
        until=until,
        by=by,
        all=_group("", "", whole, counted.get("") if counted is not None else None, labels, least),
        groups=parts,
        unplaced=found[""].n if by and "" in found else 0,
        waiting=waiting_count(narrowing),
        least=least,
    )


def _parts(
    found: Mapping[str, Sums],
    asked: Mapping[str, tuple[int, int]] | None,
    by: str,
    labels: Mapping[str, str],
    least: int,
) -> tuple[Group, ...]:
    keys = {key for key in (*found, *(asked or ())) if key}
    names = naming.labels(by, keys)
    groups = [
        _group(
            key,
            names[key],
            found.get(key, Sums()),
            asked.get(key, (0, 0)) if asked is not None else None,
            labels,
            least,
        )
        for key in keys
    ]
    if by == "month":
        return tuple(sorted(groups, key=lambda one: one.key))
    return tuple(sorted(groups, key=lambda one: (-one.n, one.label)))


def _group(
    key: str,
    label: str,
    found: Sums,
    asked: tuple[int, int] | None,
    labels: Mapping[str, str],
    least: int,
) -> Group:
    return Group(
        key=key,
        label=label,
        n=found.n,
        asked=asked[0] if asked else None,
        answered=asked[1] if asked else None,
        rate=_rate(asked),
        total=_mean(found.score, least),
        items=tuple(_item(code, label, found, least) for code, label in labels.items()),
    )


def _item(code: str, label: str, found: Sums, least: int) -> ItemIndex:
    moments = found.items.get(code, Moments())
    return ItemIndex(code=code, label=label, n=moments.n, mean=_mean(moments, least))


def _mean(moments: Moments, least: int) -> Mean | None:
    """Classes are never smaller; that it is asked here too costs nothing."""
    return mean_of(moments) if moments.n >= least else None


def _rate(asked: tuple[int, int] | None) -> Share | None:
    """None where nobody was asked, or more answered in the time than were asked in it."""
    if asked is None or not asked[0] > 0 or asked[1] > asked[0]:
        return None
    return share(asked[1], asked[0])
