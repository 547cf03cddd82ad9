"""Every reading of the organisation; who may see what is in it."""

from hundra.core.organisation.queries.managers import manager_of, reports_of, visible_manager
from hundra.core.organisation.queries.names import names_in
from hundra.core.organisation.queries.people import (
    current_employments,
    employments_of,
    find_people,
    narrowed,
    open_person,
    people_working_at,
    person_of,
    protected_people,
    visible_people,
    with_employments,
)
from hundra.core.organisation.queries.units import (
    Branch,
    UnitCount,
    active_units,
    ancestors_of,
    cover_everything,
    find_units,
    headcounts,
    sub_units,
    tree,
    unit_choices,
    units_under,
    visible_headcounts,
)

__all__ = [
    "Branch",
    "UnitCount",
    "active_units",
    "ancestors_of",
    "cover_everything",
    "current_employments",
    "employments_of",
    "find_people",
    "find_units",
    "headcounts",
    "manager_of",
    "names_in",
    "narrowed",
    "open_person",
    "people_working_at",
    "person_of",
    "protected_people",
    "reports_of",
    "sub_units",
    "tree",
    "unit_choices",
    "units_under",
    "visible_headcounts",
    "visible_manager",
    "visible_people",
    "with_employments",
]
