"""The readable history of a record, and the log of confidential readings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pghistory.core
from django.db import models
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.core.audit import rules
from hundra.core.audit.models import Reading

# The longest value shown in full; a changed story of pages would drown the trail.
LONGEST_SHOWN = 160


@dataclass(frozen=True, kw_only=True)
class Change:
    """One field's value before and after, as people read them ("" means empty)."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class TrailEntry:
    """One step in a record's history. `kind` is insert, update or delete."""

    at: datetime
    who: str
    kind: str
    what: str
    changes: tuple[Change, ...]


def trail(
    record: models.Model, *, related: Iterable[str] = (), limit: int = 200
) -> list[TrailEntry]:
    """Who changed what in the record and when, latest first, at most `limit` entries.

    `related` names reverse relations ("entries", "ticks") whose records' histories belong to
    it. The number of queries depends on the models only, never on the length of the history.
    Names of people with protected identity are withheld.
    """
    model = type(record)
    steps = _steps(model, "pgh_obj_id", record.pk, limit)
    for name in related:
        relation: Any = model._meta.get_field(name)
        steps += _steps(relation.related_model, relation.field.attname, record.pk, limit)
    steps.sort(key=lambda step: step.order(model), reverse=True)
    steps = steps[:limit]
    names = _Names(steps)
    withheld = is_protected(record)
    return [_entry(step, names, own=step.model is model, withheld=withheld) for step in steps]


@dataclass(frozen=True)
class _Step:
    """An event with the state that it replaced."""

    model: type[models.Model]
    event: Any
    previous: Any | None

    @property
    def actor_id(self) -> int | None:
        context = self.event.pgh_context
        return context.metadata.get("user") if context else None

    def order(self, main: type[models.Model]) -> tuple[datetime, bool, int]:
        """By time; within a transaction, which has one time, the main record comes first."""
        return (self.event.pgh_created_at, self.model is not main, self.event.pgh_id)

    def changed_fields(self) -> list[models.Field[Any, Any]]:
        """None where what was before is unknown, as for records loaded in bulk."""
        if self.event.pgh_label == "delete":
            return []
        if self.previous is None and self.event.pgh_label != "insert":
            return []
        return [field for field in _tracked(self.model, type(self.event)) if self._differs(field)]

    def _differs(self, field: models.Field[Any, Any]) -> bool:
        after = getattr(self.event, field.attname)
        if self.previous is None:
            return after not in (None, "", False)
        return bool(getattr(self.previous, field.attname) != after)


def _tracked(
    model: type[models.Model], event_model: type[models.Model]
) -> list[models.Field[Any, Any]]:
    """The kept fields that have a name for people; the others are machinery."""
    kept = {field.name for field in event_model._meta.fields}
    return [
        field
        for field in model._meta.concrete_fields
        if field.name in kept and isinstance(field.verbose_name, Promise)
    ]


def _steps(model: type[models.Model], column: str, pk: Any, limit: int) -> list[_Step]:
    event_models = pghistory.core.event_models(tracks_model=model)
    if not event_models:
        raise ValueError(f"{model._meta.label} keeps no history.")
    events: list[Any] = list(
        event_models[0]
        ._default_manager.filter(**{column: pk})
        .select_related("pgh_context")
        .order_by("-pgh_id")[: limit + 1]
    )
    steps: list[_Step] = []
    later: dict[Any, Any] = {}
    for event in events:
        if (waiting := later.pop(event.pgh_obj_id, None)) is not None:
            steps.append(_Step(model, waiting, event))
        later[event.pgh_obj_id] = event
    return steps + [_Step(model, event, None) for event in later.values()]


class _Names:
    """Texts of everything the steps point at: one query per model pointed at."""

    def __init__(self, steps: Sequence[_Step]) -> None:
        wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
        wanted[User].update(step.actor_id for step in steps)
        for step in steps:
            for field in step.changed_fields():
                if field.related_model:
                    wanted[field.related_model].update(
                        getattr(state, field.attname)
                        for state in (step.event, step.previous)
                        if state
                    )
        self._texts = {model: _texts(model, pks - {None}) for model, pks in wanted.items()}

    def of(self, model: type[models.Model], pk: Any) -> str:
        return self._texts.get(model, {}).get(pk, _("(removed)"))

    def actor(self, step: _Step) -> str:
        return self.of(User, step.actor_id) if step.actor_id else _("The system")


def _texts(model: type[models.Model], pks: set[Any]) -> dict[Any, str]:
    if not pks:
        return {}
    found = model._default_manager.filter(pk__in=pks)
    if model is User:
        found = found.select_related("person")
    return {record.pk: public_name(record) for record in found}


def public_name(record: models.Model) -> str:
    """The record's text, or words in its place where someone's identity is protected."""
    return _("Protected identity") if is_protected(record) else str(record)


def is_protected(record: models.Model) -> bool:
    """Is this a person, or a person's user, with protected identity?"""
    person = getattr(record, "person", None) if isinstance(record, User) else record
    return bool(getattr(person, "protected_identity", False))


def readings(*, by: User) -> models.QuerySet[Reading]:
    """Who read what confidential; for administrators and operators."""
    if not rules.may_see_readings(by):
        return Reading.objects.none()
    return Reading.objects.select_related("reader__person").order_by("-read_at", "-pk")


def readings_before(day: date) -> models.QuerySet[Reading]:
    return Reading.objects.filter(read_at__date__lt=day)


def _entry(step: _Step, names: _Names, *, own: bool, withheld: bool) -> TrailEntry:
    kind = step.event.pgh_label
    return TrailEntry(
        at=step.event.pgh_created_at,
        who=names.actor(step),
        kind=kind,
        what=_what(kind) if own else _what_related(kind, step.model),
        changes=tuple(
            Change(
                field=str(field.verbose_name),
                before=_shown(field, step.previous, names, withheld=withheld),
                after=_shown(field, step.event, names, withheld=withheld),
            )
            for field in step.changed_fields()
        ),
    )


def _what(kind: str) -> str:
    words = {"insert": _("Created"), "update": _("Changed"), "delete": _("Removed")}
    return words.get(kind, kind)


def _what_related(kind: str, model: type[models.Model]) -> str:
    words = {
        "insert": _("Added: %(thing)s"),
        "update": _("Changed: %(thing)s"),
        "delete": _("Removed: %(thing)s"),
    }
    return words.get(kind, "%(thing)s") % {"thing": model._meta.verbose_name}


def _shown(
    field: models.Field[Any, Any], state: Any | None, names: _Names, *, withheld: bool
) -> str:
    """A field's value in the reader's language."""
    value = getattr(state, field.attname) if state else None
    if value in (None, ""):
        return ""
    if withheld:
        return _("Protected identity")
    if field.related_model:
        return names.of(field.related_model, value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return _shortened(_plain(value))


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    return str(formats.localize(value))


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def was_read_since(record: models.Model, *, by: User, since: datetime) -> bool:
    """Has this reading been noted since then? For what one reading asks for in several parts."""
    return Reading.objects.filter(
        record=record._meta.label_lower, record_id=str(record.pk), reader=by, read_at__gte=since
    ).exists()
