"""Every change of the organisation. HR's files are taken over by `services.hr`."""

from hundra.core.organisation.services.errors import OrganisationError
from hundra.core.organisation.services.leaving import close_accounts_of_leavers
from hundra.core.organisation.services.people import (
    change_person,
    create_person,
    employ,
    end_employment,
    hire,
)
from hundra.core.organisation.services.units import (
    change_unit,
    create_unit,
    end_unit,
    move_unit,
)

__all__ = [
    "OrganisationError",
    "change_person",
    "change_unit",
    "close_accounts_of_leavers",
    "create_person",
    "create_unit",
    "employ",
    "end_employment",
    "end_unit",
    "hire",
    "move_unit",
]
