"""Who may do what with series.

- Every employee (any active account) sees every series of every programme.
- Analysts and communicators, wherever they hold the role, create, change and fill them.
- The public sees the series that are marked as public, on the programme's page.
"""

from __future__ import annotations

from hundra.core.accounts.models import Role
from hundra.core.accounts.rules import Actor, has_role


def may_see(user: Actor) -> bool:
    return bool(user.is_authenticated and user.is_active)


def may_edit(user: Actor) -> bool:
    return has_role(user, Role.ANALYST, Role.COMMUNICATOR)
