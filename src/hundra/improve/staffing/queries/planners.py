"""Who plans a desk's roster, where they are to be told of something."""

from __future__ import annotations

from hundra.core.accounts.models import Role, RoleGrant, User
from hundra.core.accounts.rules import current
from hundra.hear.contacts.models import Desk


def planners_of(desk: Desk) -> list[User]:
    """The managers nearest to the desk, at its unit or above; else the administrators there."""
    for role in (Role.MANAGER, Role.ADMINISTRATOR):
        over = [
            grant
            for grant in RoleGrant.objects.filter(
                current(), role=role, user__is_active=True
            ).select_related("user", "unit")
            if desk.unit.path.startswith(grant.unit.path)
        ]
        if over:
            nearest = max(len(grant.unit.path) for grant in over)
            return [grant.user for grant in over if len(grant.unit.path) == nearest]
    return []
