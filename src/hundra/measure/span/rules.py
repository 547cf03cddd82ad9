"""Who sees how many each manager leads.

- HR, managers and analysts see the figures, and the managers by name, within the subtrees where
  they hold the role (`organisation.rules`). Managers with protected identity are counted, never
  named.
- Every manager of people sees their own group over time; everybody else a page that says that
  they lead nobody.
- Beside a staff survey they see the units whose results they read (`surveys.rules`).
- HR sets the goal (the most per manager, what a manager costs) at units in their own subtree.
"""

from __future__ import annotations

from hundra.core.accounts.models import Role
from hundra.core.accounts.rules import Actor, has_role, paths_with_role
from hundra.core.organisation.models import Unit
from hundra.core.organisation.rules import may_see_manager_reports, paths_with_manager_reports

__all__ = ["goal_paths", "may_see", "may_set_goal", "may_set_goal_somewhere", "seen_paths"]

may_see = may_see_manager_reports
seen_paths = paths_with_manager_reports


def may_set_goal_somewhere(user: Actor) -> bool:
    return has_role(user, Role.HR)


def may_set_goal(user: Actor, unit: Unit) -> bool:
    return has_role(user, Role.HR, at=unit)


def goal_paths(user: Actor) -> list[str]:
    return paths_with_role(user, Role.HR)
