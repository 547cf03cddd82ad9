"""Who may do what with fault-reporting apps.

- Anyone may read which services there are and what has been reported, without the people.
- Apps report with a key of their own.
- Administrators make and withdraw keys.
- Which services apps may report is chosen with the reasons of a desk, by those who may.
"""

from __future__ import annotations

from hundra.core.accounts.models import Role
from hundra.core.accounts.rules import Actor, has_role


def may_manage_apps(user: Actor) -> bool:
    """Administrators, wherever they hold the role."""
    return has_role(user, Role.ADMINISTRATOR)
