"""Who may do what with self-study.

- Every employee (any active account) takes the published paths that are for them: those for
  everyone and for employees, and guides those for guides too.
- A path opens no article or film that its reader may not read: such a step is passed over.
- What somebody has done is seen by that person alone. Managers, HR and editors see, for the
  units that their role covers, how many have begun and how many are done, never who, and never
  for groups so small, or so placed, that it could be told (see `showing`).
- Editors, at a path's owner unit or above it, write, publish and withdraw it.
"""

from __future__ import annotations

from hundra.core.accounts.models import Role
from hundra.core.accounts.rules import Actor, has_role
from hundra.core.organisation.models import Unit
from hundra.hear.knowledge.rules import audiences_of
from hundra.hear.study.models import Path

_WATCHERS = (Role.MANAGER, Role.HR, Role.EDITOR)


def may_learn(user: Actor) -> bool:
    """Every employee."""
    return bool(user.is_authenticated and user.is_active)


def may_take(user: Actor, path: Path) -> bool:
    """A published path that is for the user."""
    is_open = path.published_at is not None and path.withdrawn_at is None
    return may_learn(user) and is_open and path.audience in audiences_of(user)


def is_editor(user: Actor) -> bool:
    """Editors anywhere: the list of paths to edit."""
    return has_role(user, Role.EDITOR)


def may_write_for(user: Actor, unit: Unit) -> bool:
    return has_role(user, Role.EDITOR, at=unit)


def may_edit(user: Actor, path: Path) -> bool:
    return has_role(user, Role.EDITOR, at=path.owner_unit)


def may_see_numbers_somewhere(user: Actor) -> bool:
    return has_role(user, *_WATCHERS)


def may_see_numbers(user: Actor, unit: Unit) -> bool:
    """Numbers of people at the unit and under it."""
    return has_role(user, *_WATCHERS, at=unit)
