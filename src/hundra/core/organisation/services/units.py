"""Changes of the tree. `path` is right for the whole subtree after each."""

from __future__ import annotations

from datetime import date

from django.db import connection, transaction
from django.db.models import Q

from hundra.core.accounts.models import User
from hundra.core.audit.services import acting
from hundra.core.organisation.models import Employment, Unit
from hundra.core.organisation.services.errors import (
    CodeTakenError,
    EndedUnitError,
    UnderItselfError,
    UnitInUseError,
)
from hundra.core.organisation.services.tree import lock_tree

_MOVE = """
UPDATE organisation_unit
SET path = %(above)s || substr(path, length(%(old_above)s) + 1),
    parent_id = CASE WHEN id = %(unit)s THEN %(parent)s ELSE parent_id END
WHERE path LIKE %(subtree)s"""


@transaction.atomic
def create_unit(*, by: User, code: str, name: str, kind: str, parent: Unit | None) -> Unit:
    """A new unit under `parent` (None makes a root)."""
    with acting(by), connection.cursor() as cursor:
        lock_tree(cursor)
        above = _active_path(parent)
        _refuse_taken(code)
        # The id is drawn first, so that the path is there from the start.
        cursor.execute("SELECT nextval(pg_get_serial_sequence('organisation_unit', 'id'))")
        (key,) = cursor.fetchone()
        return Unit.objects.create(
            pk=key, code=code, name=name, kind=kind, parent=parent, path=f"{above}{key}/"
        )


@transaction.atomic
def change_unit(*, by: User, unit: Unit, code: str, name: str, kind: str) -> Unit:
    _refuse_taken(code, but=unit)
    unit.code, unit.name, unit.kind = code, name, kind
    with acting(by):
        unit.save(update_fields=["code", "name", "kind"])
    return unit


@transaction.atomic
def move_unit(*, by: User, unit: Unit, parent: Unit | None) -> Unit:
    """Hangs the unit with its whole subtree under another; one statement, any size."""
    with acting(by), connection.cursor() as cursor:
        lock_tree(cursor)
        unit.refresh_from_db()
        above = _active_path(parent)
        if above.startswith(unit.path):
            raise UnderItselfError
        old_above = unit.path.removesuffix(f"{unit.pk}/")
        values: dict[str, str | int | None] = {
            "above": above,
            "old_above": old_above,
            "unit": unit.pk,
            "parent": parent.pk if parent else None,
            "subtree": f"{unit.path}%",
        }
        cursor.execute(_MOVE, values)
    unit.refresh_from_db()
    return unit


@transaction.atomic
def end_unit(*, by: User, unit: Unit, on: date) -> Unit:
    """Ends the unit from a day on; it must have no sub-units and no employments then."""
    with acting(by), connection.cursor() as cursor:
        lock_tree(cursor)
        children = Unit.objects.filter(Q(ended_on=None) | Q(ended_on__gt=on), parent=unit).count()
        working = Q(ends_on=None) | Q(ends_on__gte=on)
        employments = Employment.objects.filter(working, unit=unit).count()
        if children or employments:
            raise UnitInUseError(children, employments)
        unit.ended_on = on
        unit.save(update_fields=["ended_on"])
    return unit


def _active_path(parent: Unit | None) -> str:
    if parent is None:
        return "/"
    parent.refresh_from_db()
    if parent.ended_on is not None:
        raise EndedUnitError
    return parent.path


def _refuse_taken(code: str, but: Unit | None = None) -> None:
    same = Unit.objects.filter(code=code)
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise CodeTakenError(code)
