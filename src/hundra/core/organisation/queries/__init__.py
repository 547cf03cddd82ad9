"""Every reading of the organisation; who may see what is in it."""

from hundra.core.organisation.queries.managers import (
    CEILING,
    distribution,
    manager_loads,
    manager_of,
    reports_of,
)
from hundra.core.organisation.queries.names import names_in
from hundra.core.organisation.queries.people import (
    current_employments,
    employments_of,
    find_people,
    open_person,
    people_working_at,
    person_of,
    visible_people,
    with_employments,
)
from hundra.core.organisation.queries.units import (
    UnitCount,
    active_units,
    ancestors_of,
    find_units,
    headcounts,
    sub_units,
    unit_choices,
    units_under,
)

__all__ = [
    "CEILING",
    "UnitCount",
    "active_units",
    "ancestors_of",
    "current_employments",
    "distribution",
    "employments_of",
    "find_people",
    "find_units",
    "headcounts",
    "manager_loads",
    "manager_of",
    "names_in",
    "open_person",
    "people_working_at",
    "person_of",
    "reports_of",
    "sub_units",
    "unit_choices",
    "units_under",
    "visible_people",
    "with_employments",
]
