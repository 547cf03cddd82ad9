"""Changes of people and their employments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from hundra.core.accounts.models import User
from hundra.core.audit.services import acting
from hundra.core.organisation.models import Employment, Person, Unit
from hundra.core.organisation.services.errors import (
    EndedUnitError,
    EndsBeforeStartError,
    NumberTakenError,
    OwnManagerError,
    PostTakenError,
)

_ONE_HOLDER = "employment_post_held_by_one"


@transaction.atomic
def create_person(
    *,
    by: User,
    number: str,
    given_name: str,
    family_name: str,
    email: str = "",
    phone: str = "",
    protected_identity: bool = False,
) -> Person:
    _refuse_taken(number)
    with acting(by):
        return Person.objects.create(
            number=number,
            given_name=given_name,
            family_name=family_name,
            email=email,
            phone=phone,
            protected_identity=protected_identity,
        )


@transaction.atomic
def change_person(
    *,
    by: User,
    person: Person,
    given_name: str,
    family_name: str,
    email: str,
    phone: str,
    protected_identity: bool,
) -> Person:
    """Everything but the employee number, which is HR's key."""
    person.given_name, person.family_name = given_name, family_name
    person.email, person.phone = email, phone
    person.protected_identity = protected_identity
    with acting(by):
        person.save()
    return person


@transaction.atomic
def employ(
    *,
    by: User,
    person: Person,
    unit: Unit,
    post: str,
    title: str,
    manager: Person | None,
    starts_on: date,
    hours_per_week: Decimal,
    ends_on: date | None = None,
    is_manager: bool = False,
) -> Employment:
    """Gives the person a post at a unit; the post must be free on all those days."""
    employment = Employment(
        person=person,
        unit=unit,
        post=post,
        title=title,
        manager=manager,
        starts_on=starts_on,
        ends_on=ends_on,
        hours_per_week=hours_per_week,
        is_manager=is_manager,
    )
    if unit.ended_on is not None:
        raise EndedUnitError
    if manager == person:
        raise OwnManagerError
    return _save(employment, by)


@transaction.atomic
def hire(
    *,
    by: User,
    number: str,
    given_name: str,
    family_name: str,
    email: str,
    phone: str,
    protected_identity: bool,
    **employment: Any,
) -> Person:
    """A new person with their first employment (as for `employ`); both or neither."""
    person = create_person(
        by=by,
        number=number,
        given_name=given_name,
        family_name=family_name,
        email=email,
        phone=phone,
        protected_identity=protected_identity,
    )
    employ(by=by, person=person, **employment)
    return person


@transaction.atomic
def end_employment(*, by: User, employment: Employment, on: date) -> Employment:
    """`on` is the last day. A day that is later than the present one prolongs it."""
    employment.ends_on = on
    return _save(employment, by)


def _save(employment: Employment, by: User) -> Employment:
    start, end = employment.starts_on, employment.ends_on
    if end is not None and end < start:
        raise EndsBeforeStartError
    try:
        with acting(by), transaction.atomic():
            employment.save()
    except IntegrityError as error:
        if _ONE_HOLDER not in str(error):
            raise
        raise PostTakenError(_holder(employment)) from error
    return employment


def _holder(wanted: Employment) -> Employment | None:
    """The employment that holds the post in some of the wanted days."""
    others = Employment.objects.filter(post=wanted.post).exclude(pk=wanted.pk)
    if wanted.ends_on is not None:
        others = others.filter(starts_on__lte=wanted.ends_on)
    later = Q(ends_on=None) | Q(ends_on__gte=wanted.starts_on)
    return others.filter(later).order_by("starts_on").first()


def _refuse_taken(number: str) -> None:
    if Person.objects.filter(number=number).exists():
        raise NumberTakenError(number)
