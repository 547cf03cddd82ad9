"""Who may see and change the organisation.

- Every employee (any active account) sees the tree of units, and of colleagues who work here
  now: name, title, unit, work e-mail and phone. Never of people with protected identity.
- HR and managers, within the subtree where they hold the role, see whole records: hours,
  earlier employments, history, and people with protected identity, whose readings are logged.
- Everyone sees their own whole record; the nearest manager sees those of their reports.
- Reports of how many each manager leads: HR, managers and analysts, for their subtree.
- HR changes units, people and employments within the subtree where they hold the role.
- HR files replace the whole organisation: only HR or administrators whose role covers every
  root of the tree carry them out.
"""

from __future__ import annotations

from hundra.core.accounts.models import Role
from hundra.core.accounts.rules import Actor, has_role, paths_with_role
from hundra.core.organisation.models import Employment, Person, Unit

_READERS = (Role.HR, Role.MANAGER)
_REPORTS = (Role.HR, Role.MANAGER, Role.ANALYST)


def may_see_colleagues(user: Actor) -> bool:
    return bool(user.is_authenticated and user.is_active)


def may_see_details(user: Actor, person: Person) -> bool:
    """The whole record, protected or not: own, reports', or within a role's subtree."""
    if not may_see_colleagues(user):
        return False
    if person.user_id is not None and person.user_id == user.pk:
        return True
    paths = tuple(paths_with_role(user, *_READERS))
    employments = Employment.objects.filter(person=person).current()
    return any(
        (paths and path.startswith(paths)) or manager == user.pk
        for path, manager in employments.values_list("unit__path", "manager__user")
    ) or (bool(paths) and not employments.exists() and _covered_last(person, paths))


def _covered_last(person: Person, paths: tuple[str, ...]) -> bool:
    """Someone who has left is seen by those who saw their last employment."""
    last = (
        Employment.objects.filter(person=person)
        .order_by("-starts_on", "-pk")
        .values_list("unit__path", flat=True)
        .first()
    )
    return last is not None and last.startswith(paths)


def may_see_everyone_at(user: Actor, unit: Unit) -> bool:
    """Protected identities at the unit count for those who may open them."""
    return has_role(user, *_READERS, at=unit)


def may_see_all_reports(user: Actor, manager: Person) -> bool:
    return may_see_details(user, manager)


def may_see_manager_reports(user: Actor) -> bool:
    return has_role(user, *_REPORTS)


def paths_with_manager_reports(user: Actor) -> list[str]:
    return paths_with_role(user, *_REPORTS)


def may_change_somewhere(user: Actor) -> bool:
    return has_role(user, Role.HR)


def may_change(user: Actor, unit: Unit) -> bool:
    return has_role(user, Role.HR, at=unit)


def may_import(user: Actor) -> bool:
    paths = paths_with_role(user, Role.HR, Role.ADMINISTRATOR)
    if not paths:
        return False
    roots = Unit.objects.filter(parent=None, ended_on=None).values_list("path", flat=True)
    return all(root.startswith(tuple(paths)) for root in roots)


def may_change_person(user: Actor, person: Person) -> bool:
    """HR where the person works now, or worked last."""
    paths = tuple(paths_with_role(user, Role.HR))
    if not paths:
        return False
    places = Employment.objects.filter(person=person).current().values_list("unit__path", flat=True)
    return any(path.startswith(paths) for path in places) or (
        not places and _covered_last(person, paths)
    )


def may_open_by_number(user: Actor) -> bool:
    """HR and managers reach people who are in no list by their employee number."""
    return has_role(user, *_READERS)
