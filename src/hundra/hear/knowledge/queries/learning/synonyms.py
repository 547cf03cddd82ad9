"""Synonyms, and who added and removed them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pghistory.core
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.core.audit.queries import public_name
from hundra.hear.knowledge.models import Synonym


@dataclass(frozen=True, kw_only=True)
class Event:
    """A synonym added or removed; an entry of a trail."""

    at: datetime
    who: str
    kind: str
    what: str
    changes: tuple[()] = ()


def synonyms() -> QuerySet[Synonym]:
    return Synonym.objects.select_related("added_by__person")


def synonym_trail(*, limit: int = 30) -> list[Event]:
    """The latest changes of all synonyms, also of those that are gone."""
    (model,) = pghistory.core.event_models(tracks_model=Synonym)
    rows: list[Any] = list(
        model._default_manager.select_related("pgh_context").order_by("-pgh_id")[:limit]
    )
    actors = {row.pgh_context.metadata.get("user") for row in rows if row.pgh_context}
    people = User.objects.select_related("person").in_bulk(list(actors - {None}))
    return [_event(row, people) for row in rows]


def _event(row: Any, people: dict[int, User]) -> Event:
    said, means, both = row.said, row.means, row.both_ways
    sign = "↔" if both else "→"
    actor = people.get(row.pgh_context.metadata.get("user")) if row.pgh_context else None
    done = {"insert": _("Added"), "delete": _("Removed")}.get(row.pgh_label, _("Changed"))
    return Event(
        at=row.pgh_created_at,
        who=public_name(actor) if actor else _("The system"),
        kind=row.pgh_label,
        what=f"{done}: {said} {sign} {means}",
    )
