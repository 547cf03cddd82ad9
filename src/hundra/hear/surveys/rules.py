"""Who may do what with surveys.

- Whoever has a link answers it: once, without login. The link is all there is to know.
- Managers, analysts and administrators at a unit or above it see the figures of those who were
  asked there; so do the guides and handlers of the unit, since it is their work. Nobody sees
  who answered, and nobody sees fewer than seven answers together.
- The same read the comments. Managers, guides, handlers and administrators note that one was
  passed on.
"""

from __future__ import annotations

from hundra.core.accounts.models import Role
from hundra.core.accounts.rules import Actor, has_role, paths_with_role
from hundra.core.organisation.models import Unit

_READERS = (Role.MANAGER, Role.ANALYST, Role.ADMINISTRATOR, Role.GUIDE, Role.HANDLER)
_DOERS = (Role.MANAGER, Role.ADMINISTRATOR, Role.GUIDE, Role.HANDLER)


def may_see_somewhere(user: Actor) -> bool:
    """Those with a role that reads, at any unit."""
    return has_role(user, *_READERS)


def may_see(user: Actor, unit: Unit) -> bool:
    """Figures and comments of the unit."""
    return has_role(user, *_READERS, at=unit)


def may_pass_on_somewhere(user: Actor) -> bool:
    return has_role(user, *_DOERS)


def may_pass_on(user: Actor, unit: Unit) -> bool:
    """Note that a comment of the unit was passed on."""
    return has_role(user, *_DOERS, at=unit)


def seen_paths(user: Actor) -> list[str]:
    """Paths of the units whose subtrees' figures the user sees."""
    return paths_with_role(user, *_READERS)
