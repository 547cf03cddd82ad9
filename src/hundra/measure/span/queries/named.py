"""The managers by name, for those who answer for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hundra.core.organisation.models import Person, Unit
from hundra.measure.span.queries.figures import Line


@dataclass(frozen=True, slots=True)
class Named:
    """A manager's line with the manager's name and the unit's.

    `name` is "" with protected identity: counted, never named.
    """

    person: int
    name: str
    unit: str
    headcount: int
    before: int | None
    most: int
    over: int
    leads_managers: bool


def named(lines: Sequence[Line]) -> list[Named]:
    """The most loaded first, then in Swedish order of names. Two queries."""
    by_person = {line.person: line for line in lines}
    units = dict(
        Unit.objects.filter(pk__in={line.unit for line in lines}).values_list("pk", "name")
    )
    people = (
        Person.objects.filter(pk__in=by_person)
        .order_by("sorted_as", "pk")
        .values_list("pk", "protected_identity", "given_name", "family_name")
    )
    found = []
    for person, protected, given, family in people:
        line = by_person[person]
        found.append(
            Named(
                person=person,
                name="" if protected else f"{family}, {given}",
                unit=units[line.unit],
                headcount=line.headcount,
                before=line.before,
                most=line.most,
                over=line.over,
                leads_managers=line.leads_managers,
            )
        )
    return sorted(found, key=lambda one: -one.headcount)
