"""Who may see the queue.

- Operators and administrators see how the queue does: counts, workers, what failed and why.
- Those who are so at the top of the organisation open a job, try it again or cancel it.
"""

from hundra.core.accounts.models import Role
from hundra.core.accounts.rules import Actor, has_role, is_top, paths_with_role


def may_see_jobs(user: Actor) -> bool:
    return has_role(user, Role.OPERATOR, Role.ADMINISTRATOR)


def may_open_jobs(user: Actor) -> bool:
    return any(is_top(path) for path in paths_with_role(user, Role.OPERATOR, Role.ADMINISTRATOR))
