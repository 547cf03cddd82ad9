"""The records that rows of the access matrix are about, by their key in the column `kwargs`.

An app's owner adds theirs in `tests/access/records_<app>.py`, which is found by its name:

    @record("improvement=public")
    def public_improvement(world: World) -> Address:
        improvement = ImprovementFactory(owner_unit=world.own, number=37)
        return Address({"number": improvement.number})

Everyone in the matrix holds their role at `world.own`, except `other_unit_manager`, who is
manager of `world.other`; so a record belongs at `world.own`. `data` is sent with POST rows.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser
from tests.factories.accounts import UserFactory, user_with

from hundra.core.accounts.models import Role, User
from hundra.core.organisation.models import Unit, UnitKind

ROLES = (
    "anonymous",
    "employee",
    "manager",
    "communicator",
    "hr",
    "analyst",
    "operator",
    "administrator",
    "editor",
    "guide",
    "handler",
    "union",
    "other_unit_manager",
)


@dataclass(frozen=True)
class World:
    """A municipality with two units, and one user for each column of the matrix."""

    root: Unit
    own: Unit
    other: Unit
    users: dict[str, User | AnonymousUser]


@dataclass(frozen=True)
class Address:
    """What fills the address (`reverse`'s kwargs), and what a POST row sends to it."""

    kwargs: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)


RECORDS: dict[str, Callable[[World], Address]] = {}


def record(key: str) -> Callable[[Callable[[World], Address]], Callable[[World], Address]]:
    def register(make: Callable[[World], Address]) -> Callable[[World], Address]:
        assert key not in RECORDS, f"{key} is registered twice"
        RECORDS[key] = make
        return make

    return register


def unit(code: str, kind: UnitKind, parent: Unit | None = None) -> Unit:
    made = Unit.objects.create(code=code, name=f"Enhet {code}", kind=kind, parent=parent)
    made.path = f"{parent.path if parent else '/'}{made.pk}/"
    made.save()
    return made


def make_world() -> World:
    root = unit("ROOT", UnitKind.MUNICIPALITY)
    own, other = unit("OWN", UnitKind.UNIT, root), unit("OTHER", UnitKind.UNIT, root)
    users: dict[str, User | AnonymousUser] = {role: user_with(role, own) for role in Role.values}
    users["anonymous"] = AnonymousUser()
    users["employee"] = UserFactory()
    users["other_unit_manager"] = user_with(Role.MANAGER, other)
    return World(root=root, own=own, other=other, users=users)
