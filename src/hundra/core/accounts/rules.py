"""Who may do what with accounts.

- An inactive user may nothing.
- A role held at a unit covers that unit and everything under it.
- A role that has ended counts no more.
- Administrators see all users and grant and revoke roles within their own subtree.
- Everyone sees and ends their own sessions.
"""

from __future__ import annotations

from typing import Protocol

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone

from hundra.core.accounts.models import Role, User

Actor = User | AnonymousUser


class Placed(Protocol):
    """Something with a place in the tree of units: `path` is "/1/5/12/"."""

    path: str


def held_roles(user: Actor) -> list[tuple[str, str]]:
    """The user's roles now, as (role, path of the unit); read once per user object."""
    if not user.is_authenticated or not user.is_active:
        return []
    cached: list[tuple[str, str]] | None = getattr(user, "_held_roles", None)
    if cached is None:
        today = timezone.localdate()
        grants = user.grants.filter(Q(ends_on=None) | Q(ends_on__gte=today))
        cached = list(grants.values_list("role", "unit__path"))
        user._held_roles = cached
    return cached


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
    return has_role(user, Role.ADMINISTRATOR)
