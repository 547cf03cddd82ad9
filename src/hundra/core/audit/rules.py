"""Who may see logs and decide on disposal.

- The log of confidential readings is for administrators and operators.
- They also see what is disposed of, when, and by which decision.
- Decisions on disposal are recorded by administrators at the top of the organisation.
"""

from hundra.core.accounts.models import Role
from hundra.core.accounts.rules import Actor, has_role, is_top, paths_with_role


def may_see_readings(user: Actor) -> bool:
    return has_role(user, Role.ADMINISTRATOR, Role.OPERATOR)


def may_see_retention(user: Actor) -> bool:
    return has_role(user, Role.ADMINISTRATOR, Role.OPERATOR)


def may_decide_retention(user: Actor) -> bool:
    return any(is_top(path) for path in paths_with_role(user, Role.ADMINISTRATOR))
