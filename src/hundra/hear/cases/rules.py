"""Who may do what with cases.

- Handlers and managers read and handle the cases of the units where they hold the role, and of
  all under them.
- A confidential case is read and handled only by those who hold the role of handler or manager
  granted at the very unit that has the case. A role from above or below does not reach: secrecy
  holds between the branches of an authority as well (OSL 8:2), a role at the top reaches the whole
  municipality, and most who hold one have nothing to do with the case. A manager above who has to
  read it is granted the role at the unit; the grant stands in the history.
- When a confidential case is handed on, those who had it can no longer read it.
- Who may handle a case may also hand it on, suspend, close, merge, link and give it out. To say
  that a case is no longer confidential takes a manager.
- Guides see the number, the state and the promise of a case that is not confidential (`queries
  .glimpses`), for the contacts of their desk; never its texts.
- Handlers and managers, wherever they hold the role, open cases at any unit.
- The citizen reads their own case by its secret link; what is confidential only when signed in.
- Administrators, operators, communicators, editors, analysts and HR have no part in it by these
  roles.
"""

from __future__ import annotations

from hundra.core.accounts.models import Role
from hundra.core.accounts.rules import Actor, has_role, held_roles
from hundra.hear.cases.models import Case

HANDLING = (Role.HANDLER, Role.MANAGER)


def may_open_cases(user: Actor) -> bool:
    """Handlers and managers, wherever they hold the role: their lists, and new cases."""
    return has_role(user, *HANDLING)


def may_read(user: Actor, case: Case) -> bool:
    """Handlers and managers at the case's unit or above; confidential ones at the unit itself."""
    if case.is_confidential:
        return any(role in HANDLING and path == case.unit.path for role, path in held_roles(user))
    return has_role(user, *HANDLING, at=case.unit)


def may_handle(user: Actor, case: Case) -> bool:
    """Those who may read it."""
    return may_read(user, case)


def may_lift_secrecy(user: Actor, case: Case) -> bool:
    """Managers at the very unit."""
    return any(role == Role.MANAGER and path == case.unit.path for role, path in held_roles(user))


def may_glimpse(user: Actor, case: Case) -> bool:
    """Guides, unless it is confidential: the number, the state and the promise, no more."""
    return not case.is_confidential and has_role(user, Role.GUIDE)


def may_be_handler(user: Actor, case: Case) -> bool:
    """Could the case be given to this user? Those who may read it."""
    return bool(user.is_active) and may_read(user, case)


def may_see_own(user: Actor, case: Case) -> bool:
    """The signed-in user whose case it is."""
    party = case.party
    return bool(
        user.is_authenticated
        and user.is_active
        and party is not None
        and party.user_id is not None
        and party.user_id == user.pk
    )
