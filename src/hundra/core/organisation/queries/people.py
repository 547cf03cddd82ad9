"""People and their employments, with what each reader may see.

People with protected identity are in no list and no search, whoever asks; those who may
open such a record do so by its number (`open_person`), and each reading is logged.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from hundra.core.accounts.models import User
from hundra.core.accounts.rules import Actor
from hundra.core.organisation import rules
from hundra.core.organisation.models import Employment, Person, Unit

_MAX_WORDS = 5


def current_employments(on: date | None = None) -> QuerySet[Employment]:
    return Employment.objects.current(on)


def visible_people(by: Actor, *, on: date | None = None) -> QuerySet[Person]:
    """Those who work here on the day, in Swedish order; never protected identities."""
    if not rules.may_see_colleagues(by):
        return Person.objects.none()
    now = current_employments(on).filter(person=OuterRef("pk"))
    return Person.objects.filter(Exists(now), protected_identity=False).order_by("sorted_as", "pk")


def protected_people() -> QuerySet[Person]:
    """Those with protected identity: to ask if someone is one of them, never to be shown."""
    return Person.objects.filter(protected_identity=True)


def find_people(
    text: str, *, by: Actor, on: date | None = None, limit: int | None = 20
) -> QuerySet[Person]:
    """Colleagues whose name or address holds every word of the text."""
    if not text.strip():
        return Person.objects.none()
    people = narrowed(visible_people(by, on=on), text)
    return people if limit is None else people[:limit]


def narrowed(people: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Those whose name or address holds every word of the text; read from a trigram index."""
    for word in text.lower().split()[:_MAX_WORDS]:
        people = people.filter(found_by__contains=word)
    return people


def with_employments(people: QuerySet[Person], on: date | None = None) -> QuerySet[Person]:
    """Adds `now`: the current employments with their units, read in one query."""
    current = current_employments(on).select_related("unit").order_by("-hours_per_week", "pk")
    return people.prefetch_related(Prefetch("employments", current, to_attr="now"))


def people_working_at(
    unit: Unit, *, by: Actor, subtree: bool = False, on: date | None = None
) -> QuerySet[Employment]:
    """Current employments at the unit, managers first, then in Swedish order.

    Protected identities are left out.
    """
    if not rules.may_see_colleagues(by):
        return Employment.objects.none()
    place = Q(unit__path__startswith=unit.path) if subtree else Q(unit=unit)
    return (
        current_employments(on)
        .filter(place, person__protected_identity=False)
        .select_related("person", "unit")
        .order_by("-is_manager", "person__sorted_as", "pk")
    )


def person_of(user: Actor) -> Person | None:
    """The person in the organisation that the account belongs to."""
    return Person.objects.filter(user=user).first() if isinstance(user, User) else None


def open_person(number_or_key: str | int, *, by: Actor, on: date | None = None) -> Person | None:
    """One person by key (int) or employee number (str); None if not for this reader.

    Reading a protected identity must be logged by the caller
    (`audit.services.log_reading`) before it is shown.
    """
    field = "pk" if isinstance(number_or_key, int) else "number"
    person = Person.objects.filter(**{field: number_or_key}).first()
    if person is None:
        return None
    if rules.may_see_details(by, person):
        return person
    return visible_people(by, on=on).filter(pk=person.pk).first()


def employments_of(person: Person) -> QuerySet[Employment]:
    """All of them, the latest first."""
    return person.employments.select_related("unit", "manager").order_by("-starts_on", "-pk")
