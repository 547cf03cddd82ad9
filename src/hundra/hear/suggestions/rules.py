"""Who may do what with suggestions.

- Anyone may suggest, and join in with what is published.
- What is published is seen by everyone; what is published only inside, by everyone signed in.
- A secret link shows one suggestion to the one who has it.
- Employees see what they have suggested themselves.
- Communicators sort the suggestions of the units where they hold the role, and those that have
  no unit yet: accept, ask, decline, join duplicates, place, publish.
- Managers see and answer the suggestions of their units: ask, reply, note. They do not sort.
- HR, analysts, operators and administrators have no part in it by these roles.
"""

from __future__ import annotations

from hundra.core.accounts.models import Role
from hundra.core.accounts.rules import Actor, has_role
from hundra.hear.suggestions.models import Suggestion

SORTERS = (Role.COMMUNICATOR,)
ANSWERERS = (Role.COMMUNICATOR, Role.MANAGER)


def may_open_inbox(user: Actor) -> bool:
    """Communicators and managers, wherever they hold the role."""
    return has_role(user, *ANSWERERS)


def may_sort(user: Actor, suggestion: Suggestion) -> bool:
    """Communicators at the suggestion's unit; any communicator while it has none."""
    return has_role(user, *SORTERS, at=suggestion.unit)


def may_reply(user: Actor, suggestion: Suggestion) -> bool:
    """Those who sort it, and managers at its unit or above."""
    if may_sort(user, suggestion):
        return True
    return suggestion.unit is not None and has_role(user, Role.MANAGER, at=suggestion.unit)


def may_read(user: Actor, suggestion: Suggestion) -> bool:
    """Everyone if public; signed in if published inside or their own; those who answer it."""
    if suggestion.is_public:
        return True
    if not user.is_authenticated or not user.is_active:
        return False
    inside = suggestion.published_at is not None
    return inside or suggestion.author_id == user.pk or may_reply(user, suggestion)


def may_suggest_inside(user: Actor) -> bool:
    """Everyone who is signed in counts as an employee."""
    return bool(user.is_authenticated and user.is_active)
