"""What is disposed of and when: rules that apps register, and decisions that set them to work.

An app says which of its records are due, in `AppConfig.ready()`:

    retention.register(
        key="suggestions.declined",
        label=_("Declined suggestions"),
        days=730,                      # a proposal; the municipality's decision counts
        due=queries.declined_before,   # (day) -> queryset of what was settled before that day
        files=lambda one: [one.picture],
    )

Nothing goes without a recorded decision with its number (`RetentionDecision`).
`hundra prune --dry-run` tells what would go; `hundra prune` lets it go, history included.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

import pghistory.core
import pgtrigger
from django.db import models, transaction
from django.db.models.deletion import Collector

from hundra.core.audit.models import Disposal, RetentionDecision

AT_A_TIME = 500

log = logging.getLogger(__name__)

Due = Callable[[date], models.QuerySet[Any]]
Files = Callable[[Any], Iterable[Any]]
Dispose = Callable[[list[Any]], None]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A type of record: its name for people, a proposed time, and which records are due."""

    key: str
    label: Any
    days: int
    due: Due
    files: Files | None = None
    dispose: Dispose | None = None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a run did, or would do, by one rule; nothing where there is no decision."""

    rule: Rule
    decision: RetentionDecision | None
    count: int


_rules: dict[str, Rule] = {}


def register(
    *,
    key: str,
    label: Any,
    days: int,
    due: Due,
    files: Files | None = None,
    dispose: Dispose | None = None,
) -> None:
    """Adds a type of record. `days` is proposed until the municipality has decided.

    `dispose(records)` takes away a part, such as an address, where the record itself shall stay;
    after it they are no longer due. Without it the records go. `files(record)` go in both cases,
    once the transaction has succeeded.
    """
    if key in _rules:
        raise ValueError(f"{key} is registered twice")
    _rules[key] = Rule(key=key, label=label, days=days, due=due, files=files, dispose=dispose)


def rules() -> list[Rule]:
    return sorted(_rules.values(), key=lambda rule: rule.key)


def rule(key: str) -> Rule | None:
    return _rules.get(key)


def prune(*, today: date, dry_run: bool) -> list[Outcome]:
    """Disposes of all that is due by decided rules, or only counts it."""
    decisions = {decision.rule: decision for decision in RetentionDecision.objects.all()}
    return [_by_rule(one, decisions.get(one.key), today, dry_run) for one in rules()]


def _by_rule(one: Rule, decision: RetentionDecision | None, today: date, dry_run: bool) -> Outcome:
    if decision is None:
        return Outcome(rule=one, decision=None, count=0)
    due = one.due(today - timedelta(days=decision.days))
    count = due.count() if dry_run else _erase(one, decision, due)
    return Outcome(rule=one, decision=decision, count=count)


def _erase(one: Rule, decision: RetentionDecision, due: models.QuerySet[Any]) -> int:
    """Some hundred at a time, so that no one waits long for a lock; each time is written down."""
    erased = 0
    keys = list(due.values_list("pk", flat=True))
    for start in range(0, len(keys), AT_A_TIME):
        with transaction.atomic():
            # Asked again: what is no longer due since the keys were read stays.
            still = due.filter(pk__in=keys[start : start + AT_A_TIME]).values("pk")
            some = due.model._default_manager.filter(pk__in=still).order_by("pk")
            erased += _erase_some(one, decision, list(some.select_for_update(of=("self",))))
    return erased


def _erase_some(one: Rule, decision: RetentionDecision, records: list[Any]) -> int:
    if not records:
        return 0
    files = [
        file for record in records for file in (one.files(record) if one.files else ()) if file
    ]
    _write_down(one, decision, records, files)
    if one.dispose is not None:
        one.dispose(records)
    else:
        _delete(records)
    for file in files:
        transaction.on_commit(partial(file.storage.delete, file.name))
    return len(records)


def _write_down(
    one: Rule, decision: RetentionDecision, records: list[Any], files: list[Any]
) -> None:
    record = records[0]._meta.label_lower
    Disposal.objects.create(
        rule=one.key,
        number=decision.number,
        decided_on=decision.decided_on,
        days=decision.days,
        record=record,
        record_ids=[str(each.pk) for each in records],
        files=len(files),
    )
    transaction.on_commit(
        partial(
            log.info,
            "Disposed of %d %s by decision %s (%s)",
            len(records),
            record,
            decision.number,
            one.key,
        )
    )


def _delete(records: list[Any]) -> None:
    """The records, all that goes with them, and their histories."""
    collector = Collector(using="default")
    collector.collect(records)
    gone = _keys_by_model(collector)
    collector.delete()
    for model, keys in gone.items():
        erase_history(model, keys)


def _keys_by_model(collector: Collector) -> dict[type[models.Model], list[Any]]:
    """All that goes with the records, by model."""
    gone: dict[type[models.Model], list[Any]] = {
        model: [record.pk for record in records] for model, records in collector.data.items()
    }
    for found in collector.fast_deletes:
        gone.setdefault(found.model, []).extend(found.values_list("pk", flat=True))
    return gone


def erase_history(model: type[models.Model], keys: list[Any]) -> None:
    """Removes the histories of the records, which nothing else may touch."""
    for event_model in pghistory.core.event_models(tracks_model=model):
        with pgtrigger.ignore(f"{event_model._meta.label}:append_only"):
            event_model._default_manager.filter(pgh_obj_id__in=keys).delete()
