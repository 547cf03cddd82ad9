"""Who sees how the service centre does.

- Analysts and managers see the figures of the desks at their units (the desk's unit, or one under
  theirs).
- Who sees a desk's figures may make an improvement of one of them: every employee may propose.
- The public sees the whole months of the citizens' desks, on a page of its own.
"""

from __future__ import annotations

from hundra.core.accounts.models import Role
from hundra.core.accounts.rules import Actor, has_role
from hundra.hear.contacts.models import Desk
from hundra.improve.improvements.rules import may_propose

_READERS = (Role.ANALYST, Role.MANAGER)


def may_see_any(user: Actor) -> bool:
    """Has figures to see somewhere; of which desks, `may_see` says."""
    return has_role(user, *_READERS)


def may_see(user: Actor, desk: Desk) -> bool:
    return has_role(user, *_READERS, at=desk.unit)


def may_make_improvement(user: Actor, desk: Desk) -> bool:
    return may_see(user, desk) and may_propose(user)
