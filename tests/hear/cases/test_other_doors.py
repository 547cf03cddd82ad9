"""The ways to a confidential case that do not begin at the cases: mail, outbox, API, apps, exports.

Those who try hold every role everywhere but at the very unit, or none at all.
"""

import json
from contextlib import suppress

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.access.matrix import addresses
from tests.hear.cases.secret import MARK, WORD, client_of, said, those_that_tell

from hundra.hear.cases import services
from hundra.hear.cases.models import Case

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

FORMS = ("json", "xml")
DOWNLOADS = ("csv", "xlsx", "pdf")
LEAVE = {"logout", "account_logout"}


def open311_questions(around, case):
    day = timezone.localdate().isoformat()
    for form in FORMS:
        requests = f"/open311/v2/requests.{form}"
        base = f"jurisdiction_id=granby.example&start_date={day}T00:00:00Z"
        yield f"/open311/v2/requests/{case.pk}.{form}?jurisdiction_id=granby.example"
        yield f"/open311/v2/tokens/{case.pk}.{form}"
        yield f"{requests}?service_request_id={case.pk}&api_key=nyckel-0001"
        yield f"{requests}?service_code={around.service.pk}&{base}&end_date={day}T23:59:59Z"
        yield f"{requests}?status=open,closed&{base}&extensions=true&api_key=nyckel-0001"


def test_no_list_feed_or_download_tells_of_it(case, around):
    plain = []
    for name in addresses():
        with suppress(NoReverseMatch):
            if name not in LEAVE:
                plain.append(reverse(name))
    asked = [f"{url}?q={WORD}&lista=alla&format={form}" for url in plain for form in DOWNLOADS]
    for who in ("above", "visitor"):
        assert those_that_tell(around.people[who], asked) == set(), who


def test_no_app_reads_it_by_number_list_or_dates(case, around):
    asked = list(open311_questions(around, case))
    assert those_that_tell(around.people["visitor"], asked) == set()
    for url in asked:
        assert f">{case.pk}<" not in said(Client().get(url))
    services.make_plain(case=case, cause="x", by=manager_at(case.unit))
    # Else nothing would be proven: the same questions are answered once it is not confidential.
    Case.objects.filter(pk=case.pk).update(text=MARK)
    telling = those_that_tell(around.people["visitor"], asked)
    assert len(telling) == len([url for url in asked if "tokens" not in url])


def manager_at(unit):
    from tests.factories.accounts import user_with

    from hundra.core.accounts.models import Role

    return user_with(Role.MANAGER, unit)


def test_the_letters_that_led_to_it_are_closed_and_a_new_one_opens_no_door_to_them(case, around):
    client = client_of(around.people["above"])
    closed = [
        reverse("contact_letters", kwargs={"pk": around.contact.pk}),
        reverse("contact_enclosure", kwargs={"pk": around.enclosure.pk}),
    ]
    assert [client.get(url).status_code for url in closed] == [404, 404]
    new = reverse("contact_letters", kwargs={"pk": around.follow.pk})
    answer = said(client.get(new))
    assert "Hur går det?" in answer
    assert MARK not in answer
    services.make_plain(case=case, cause="x", by=manager_at(case.unit))
    assert MARK in said(client.get(new))


def test_the_outbox_tells_that_a_letter_leaves_and_not_what_it_says(around):
    client = client_of(around.people["above"])
    page = said(client.get(reverse("message", kwargs={"pk": around.reply.pk})))
    assert "bo@example.se" in page
    assert "Ett brev" in page
    assert MARK not in page
    found = said(client.get(reverse("outbox"), {"q": WORD}))
    assert "Ett brev" not in found
    listed = said(client.get(reverse("outbox")))
    assert "Ett brev" in listed
    assert MARK not in listed


def test_jobs_hold_keys_and_no_words(case, around):
    for job in ProcrastinateJob.objects.all():
        assert MARK not in json.dumps(job.args)
