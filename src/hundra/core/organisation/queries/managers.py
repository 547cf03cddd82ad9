"""Who leads whom. How many each leads, and whether that is too many, is for `measure.span`."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from hundra.core.accounts.rules import Actor
from hundra.core.organisation import rules
from hundra.core.organisation.models import Employment, Person
from hundra.core.organisation.queries.people import current_employments


def manager_of(person: Person, *, on: date | None = None) -> Person | None:
    """The nearest manager on the day; with several posts, that of the longest hours."""
    employment = (
        current_employments(on)
        .filter(person=person, manager__isnull=False)
        .select_related("manager")
        .order_by("-hours_per_week", "pk")
        .first()
    )
    return employment.manager if employment else None


def visible_manager(person: Person, *, by: Actor, on: date | None = None) -> Person | None:
    """The nearest manager, if the reader may see that person."""
    manager = manager_of(person, on=on)
    if manager is None or not manager.protected_identity:
        return manager
    return manager if rules.may_see_details(by, manager) else None


def reports_of(person: Person, *, by: Actor, on: date | None = None) -> QuerySet[Employment]:
    """The employments that the person manages; protected identities only for those who may."""
    reports = current_employments(on).filter(manager=person)
    if not rules.may_see_all_reports(by, person):
        reports = reports.filter(person__protected_identity=False)
    return reports.select_related("person", "unit").order_by("person__sorted_as", "pk")
