"""What accounts need to know of the organisation, which lies above them.

`settings.DIRECTORY` names the class that knows; `hundra.adapters.identity` has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from hundra.core.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Employee:
    """Someone who works here now. `number` is the employee number."""

    number: str
    name: str
    email: str
    user_id: int | None


class Directory(Protocol):
    def employee(self, *, email: str = "", number: str = "") -> Employee | None:
        """The one employee with the number, or else with the address; none if several have it."""

    def link(self, employee: Employee, user: User) -> None:
        """Notes that the account is the employee's."""

    def workplaces(self, user: User) -> list[str]:
        """Paths of the units where the user works now."""

    def unit_choices(self, paths: Sequence[str]) -> list[tuple[int | str, str]]:
        """The active units under any of the paths, indented, for a select field."""


def directory() -> Directory:
    made: Directory = import_string(settings.DIRECTORY)()
    return made
