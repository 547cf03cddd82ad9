"""How many different people a citizen has met in a case (S20)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import connection

from hundra.core.accounts.models import User
from hundra.core.audit.queries import public_name
from hundra.hear.cases import meetings
from hundra.hear.cases.models import Case, EntryKind

MET = """
SELECT id, opened_by_id FROM cases_case WHERE id = ANY(%(cases)s) AND opened_by_id IS NOT NULL
UNION
SELECT case_id, handler_id FROM cases_spell
WHERE case_id = ANY(%(cases)s) AND handler_id IS NOT NULL
UNION
SELECT case_id, author_id FROM cases_entry
WHERE case_id = ANY(%(cases)s) AND author_id IS NOT NULL AND kind = %(to_citizen)s
"""


def people_met(cases: Iterable[int]) -> dict[int, set[int]]:
    """For the keys of cases, the keys of all who opened the case, have had it, or have written to
    the citizen, and of those whom apps above know of. Every given case has its set.

    One query, and one for each registered source, however many cases.
    """
    keys = list(cases)
    met: dict[int, set[int]] = defaultdict(set, {key: set() for key in keys})
    with connection.cursor() as cursor:
        cursor.execute(MET, {"cases": keys, "to_citizen": EntryKind.TO_CITIZEN.value})
        pairs = cursor.fetchall()
    for source in meetings.sources():
        pairs += source(keys)
    for case, person in pairs:
        if person is not None:
            met[case].add(person)
    return dict(met)


def names_met(case: Case) -> list[str]:
    """Who they are, for those who work with the case; protected identities withheld."""
    keys = people_met([case.pk])[case.pk]
    users = User.objects.filter(pk__in=keys).select_related("person").order_by("name", "pk")
    return [public_name(user) for user in users]
