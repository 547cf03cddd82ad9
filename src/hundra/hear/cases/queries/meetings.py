"""How many different people a citizen has met in a case (S20)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from hundra.core.accounts.models import User
from hundra.core.audit.queries import public_name
from hundra.hear.cases import meetings
from hundra.hear.cases.models import Case, Entry, EntryKind, Spell


def people_met(cases: Iterable[int]) -> dict[int, set[int]]:
    """For the keys of cases, the keys of all who opened the case, have had it, or have written to
    the citizen, and of those whom apps above know of. Every given case has its set.

    Three queries and one for each registered source, however many cases.
    """
    keys: Sequence[int] = list(cases)
    met: dict[int, set[int]] = defaultdict(set, {key: set() for key in keys})
    opened = Case.objects.filter(pk__in=keys, opened_by__isnull=False)
    had = Spell.objects.filter(case_id__in=keys, handler__isnull=False)
    wrote = Entry.objects.filter(case_id__in=keys, kind=EntryKind.TO_CITIZEN, author__isnull=False)
    pairs = [
        *opened.values_list("pk", "opened_by_id"),
        *had.order_by().values_list("case_id", "handler_id").distinct(),
        *wrote.order_by().values_list("case_id", "author_id").distinct(),
    ]
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
