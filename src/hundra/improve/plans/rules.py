"""Who may do what with action plans and dialogue cafés.

- Every employee (any active account) sees all plans inside, from the first draft: they are worked
  out together. Nothing in them is confidential. Everyone sees a plan that is shown to the public.
- HR and managers, where they hold the role and below, start plans; at the plan's unit or above it
  they keep it: areas, units, participants, steps, replies to proposals, stands.
- Those who work in the plan's unit, who hold a role there, or who take part in working it out,
  propose and comment.
- A participant with an account records their own party's stand; the keepers record all.
- Priorities are the unit's own: HR and managers whose role is held at the unit, or at one between
  it and the plan's own unit, set them. The plan's keepers do so only for units where nobody holds
  such a role. Nothing is steered from the top.
- Activities are made and kept by HR and managers at their unit or above; whoever is responsible
  for one tells how it goes and sets its state.
- HR, managers and communicators, where they hold the role and below, hold cafés. Whoever has a
  café's link reads and writes its notes, signed in or not.
"""

from __future__ import annotations

from hundra.core.accounts.directory import directory
from hundra.core.accounts.models import Role, RoleGrant, User
from hundra.core.accounts.rules import Actor, current, has_role, held_roles
from hundra.core.organisation.models import Unit
from hundra.improve.plans.models import Activity, Cafe, Participant, Plan, Proposal

_KEEPERS = (Role.HR, Role.MANAGER)
_HOSTS = (Role.HR, Role.MANAGER, Role.COMMUNICATOR)


def may_see(user: Actor) -> bool:
    return bool(user.is_authenticated and user.is_active)


def may_start(user: Actor) -> bool:
    """Starts plans somewhere."""
    return has_role(user, *_KEEPERS)


def may_start_at(user: Actor, unit: Unit) -> bool:
    return has_role(user, *_KEEPERS, at=unit)


def may_keep(user: Actor, plan: Plan) -> bool:
    return has_role(user, *_KEEPERS, at=plan.unit)


def may_propose(user: Actor, plan: Plan) -> bool:
    """Works within the plan's unit, holds a role there or above, or takes part."""
    if not isinstance(user, User) or not may_see(user) or not plan.is_open:
        return False
    path = plan.unit.path
    if any(held.startswith(path) or path.startswith(held) for _role, held in held_roles(user)):
        return True
    if any(place.startswith(path) for place in directory().workplaces(user)):
        return True
    return Participant.objects.filter(plan=plan, user=user).exists()


def may_comment(user: Actor, proposal: Proposal) -> bool:
    return may_propose(user, proposal.plan)


def may_decide(user: Actor, proposal: Proposal) -> bool:
    """Says whether the proposal is taken up, and why."""
    return may_keep(user, proposal.plan)


def parties_of(user: Actor, plan: Plan) -> list[Participant]:
    """The participants whose stand the user may record."""
    if not may_see(user):
        return []
    own = Participant.objects.filter(plan=plan)
    return list(own if may_keep(user, plan) else own.filter(user=user.pk))


def may_prioritise(user: Actor, plan: Plan, unit: Unit) -> bool:
    """The unit's own; the plan's keepers only where the unit has nobody."""
    if not has_role(user, *_KEEPERS, at=unit):
        return False
    if any(_is_own(plan, unit, path) for role, path in held_roles(user) if role in _KEEPERS):
        return True
    return may_keep(user, plan) and not somebody_at(plan, unit)


def somebody_at(plan: Plan, unit: Unit) -> bool:
    """Does anybody hold a role of the unit's own?"""
    above = [int(key) for key in unit.path.strip("/").split("/")]
    grants = RoleGrant.objects.filter(
        current(), role__in=_KEEPERS, unit__in=above, user__is_active=True
    )
    return any(_is_own(plan, unit, path) for path in grants.values_list("unit__path", flat=True))


def _is_own(plan: Plan, unit: Unit, path: str) -> bool:
    """Is the role held at the unit, or between it and the plan's unit?"""
    if unit.pk == plan.unit_id:
        return unit.path.startswith(path)
    return unit.path.startswith(path) and len(path) > len(plan.unit.path)


def may_make_activity(user: Actor, unit: Unit) -> bool:
    return has_role(user, *_KEEPERS, at=unit)


def may_make_activities(user: Actor) -> bool:
    return has_role(user, *_KEEPERS)


def may_keep_activity(user: Actor, activity: Activity) -> bool:
    return may_make_activity(user, activity.unit)


def may_tell(user: Actor, activity: Activity) -> bool:
    """Tells how it goes, and sets the state: its keepers, and the one responsible."""
    if may_keep_activity(user, activity):
        return True
    person = activity.responsible
    return may_see(user) and person is not None and person.user_id == user.pk


def may_hold_cafes(user: Actor) -> bool:
    return has_role(user, *_HOSTS)


def may_hold_cafe_at(user: Actor, unit: Unit) -> bool:
    return has_role(user, *_HOSTS, at=unit)


def may_lead(user: Actor, cafe: Cafe) -> bool:
    """Opens and closes the café, groups and hides notes, and makes something of them."""
    return may_hold_cafe_at(user, cafe.unit)
