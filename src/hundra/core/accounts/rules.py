"""Who may do what with accounts.

- An inactive user may nothing.
- A role held at a unit covers that unit and everything under it.
- A role that has ended counts no more.
- Administrators see all users, and grant and revoke roles within their own subtree.
- They close accounts and end sessions of those whose every role and workplace lies in their
  subtree; accounts without either are the business of administrators at the top.
- A user with protected identity is in no list; only an administrator who may manage the account
  opens its page, by its address, and each reading is logged.
- Everyone sees and ends their own sessions.
"""

from __future__ import annotations

from typing import Protocol

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone

from hundra.core.accounts.directory import directory
from hundra.core.accounts.models import Role, User

Actor = User | AnonymousUser

TOP_SLASHES = 2


class Placed(Protocol):
    """Something with a place in the tree of units: `path` is "/1/5/12/"."""

    path: str


def held_roles(user: Actor) -> list[tuple[str, str]]:
    """The user's roles now, as (role, path of the unit); read once per user object."""
    if not user.is_authenticated or not user.is_active:
        return []
    cached: list[tuple[str, str]] | None = getattr(user, "_held_roles", None)
    if cached is None:
        cached = list(user.grants.filter(current()).values_list("role", "unit__path"))
        user._held_roles = cached
    return cached


def current() -> Q:
    """Grants that count today."""
    return Q(ends_on=None) | Q(ends_on__gte=timezone.localdate())


def granted_paths(user: User) -> list[str]:
    """Where the user holds roles, or would if the account were open."""
    return list(user.grants.filter(current()).values_list("unit__path", flat=True))


def has_role(user: Actor, *roles: Role | str, at: Placed | None = None) -> bool:
    """Does the user hold any of the roles at the unit (or, without one, anywhere)?"""
    return any(
        role in roles and (at is None or at.path.startswith(path))
        for role, path in held_roles(user)
    )


def paths_with_role(user: Actor, *roles: Role | str) -> list[str]:
    """Paths of the units whose subtrees the user's roles cover; for query filters."""
    return [path for role, path in held_roles(user) if role in roles]


def may_administer(user: Actor) -> bool:
    """Administrators anywhere."""
    return has_role(user, Role.ADMINISTRATOR)


def may_grant(user: Actor, unit: Placed) -> bool:
    """Administrators, at units in their own subtree."""
    return has_role(user, Role.ADMINISTRATOR, at=unit)


def may_manage(user: Actor, target: User) -> bool:
    """Administrators over all the places of the target; without places, those at the top."""
    over = tuple(paths_with_role(user, Role.ADMINISTRATOR))
    places = [*granted_paths(target), *directory().workplaces(target)]
    if not places:
        return any(is_top(path) for path in over)
    return bool(over) and all(place.startswith(over) for place in places)


def may_open(user: Actor, target: User) -> bool:
    """Administrators; a protected user only for those who may manage the account."""
    if is_protected(target):
        return may_manage(user, target)
    return may_administer(user)


def is_protected(target: User) -> bool:
    return bool(getattr(getattr(target, "person", None), "protected_identity", False))


def is_top(path: str) -> bool:
    """Is this the path of a unit without a parent, such as "/1/"?"""
    return path.count("/") == TOP_SLASHES


def outlasts_employment(target: User) -> bool:
    """Administrators whose account another administrator keeps open; nobody else's."""
    return target.kept_open and has_role(target, Role.ADMINISTRATOR)
