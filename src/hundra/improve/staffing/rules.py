"""Who may do what with staffing.

- Managers and administrators at a desk's unit (or above it) plan for the desk: forecast, need,
  shifts, people's conditions, rosters, illness. They see everything of the desk's rosters,
  wishes included, since they answer for them.
- Guides at work at a desk see its published rosters: who works when, not why.
- What a person wishes, the phase of life that a condition is about, and absence are seen by that
  person and by the desk's planners, nobody else.
- Nobody else learns which rosters there are.
"""

from __future__ import annotations

from hundra.core.accounts.models import Role
from hundra.core.accounts.rules import Actor, has_role
from hundra.hear.contacts.models import Desk
from hundra.hear.contacts.rules import is_guide, may_work_at
from hundra.improve.staffing.models import RosterPeriod, StaffPerson
from hundra.improve.staffing.queries.planning import planned_desks

_PLANNING = (Role.MANAGER, Role.ADMINISTRATOR)


def is_planner(user: Actor) -> bool:
    """Managers and administrators anywhere: the list of desks (those of their own units)."""
    return has_role(user, *_PLANNING)


def has_desk_to_plan(user: Actor) -> bool:
    """Planners with a desk at any of their units: in the menu, as it leads somewhere for them.
    Read once per user object."""
    if not is_planner(user):
        return False
    if not hasattr(user, "_has_desk_to_plan"):
        user._has_desk_to_plan = planned_desks(user).exists()  # type: ignore[union-attr]
    found: bool = user._has_desk_to_plan  # type: ignore[union-attr]
    return found


def may_plan(user: Actor, desk: Desk) -> bool:
    """Managers and administrators at the desk's unit."""
    return has_role(user, *_PLANNING, at=desk.unit)


def may_see_roster(user: Actor, period: RosterPeriod) -> bool:
    """Planners always; the desk's guides once it is published."""
    if may_plan(user, period.desk):
        return True
    return period.is_published and may_work_at(user, period.desk)


def is_person(user: Actor, person: StaffPerson) -> bool:
    """The employee's own pages: their roster, wishes, conditions and swaps."""
    return bool(user.is_active) and person.guide.user_id == user.pk


def may_see_some_roster(user: Actor) -> bool:
    """Planners, and guides at work."""
    return is_planner(user) or is_guide(user)
