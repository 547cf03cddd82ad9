"""Every address of the product, filled with the keys of all that belongs to a confidential case."""

from contextlib import suppress
from itertools import product

import pytest
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.hear.cases.secret import those_that_tell

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.timeout(900)]

LEAVE = "account_logout"
MANY_PARTS = 2


def keys_of(around, case):
    """What an address may ask for, by the name of its part."""
    jobs = ProcrastinateJob.objects.values_list("pk", flat=True)[:3]
    numbers = [case.pk, around.contact.pk, around.follow.pk, around.enclosure.pk, *jobs]
    texts = [around.desk.slug, str(case.pk), "json"]
    return {
        "pk": [*numbers, around.reply.pk, around.guide.pk],
        "number": numbers,
        "key": numbers,
        "form": ["json", "xml"],
        "code": [around.service.pk],
        "slug": texts,
        "day": [timezone.localdate().isoformat()],
        "app": ["cases"],
        "model": ["case"],
    } | {"": texts}


def patterns(resolver=None, namespaces=""):
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLPattern):
            yield f"{namespaces}{one.name}", one.pattern.converters
        else:
            inner = f"{one.namespace}:" if one.namespace else ""
            yield from patterns(one, namespaces + inner)


def choices(parts, keys):
    """What each part is filled with. Of many parts few keys each: their combinations are many."""
    any_key = keys[""] + keys["pk"]
    if len(parts) > MANY_PARTS:
        any_key = [keys[""][0], *keys["pk"][:2]]
    return [keys.get(part, any_key) for part in parts]


def urls(around, case):
    """Every address that can be filled with what belongs to the case."""
    keys = keys_of(around, case)
    found = set()
    for name, parts in patterns():
        for chosen in product(*choices(parts, keys)):
            with suppress(NoReverseMatch, ValueError):
                found.add(reverse(name, kwargs=dict(zip(parts, chosen, strict=True))))
    return sorted(found - {reverse(LEAVE)})


@pytest.mark.parametrize("who", ["above", "visitor"])
def test_no_address_tells_of_it_whatever_is_asked_for(case, around, who):
    asked = urls(around, case)
    assert len(asked) > 300
    assert those_that_tell(around.people[who], asked) == set()
