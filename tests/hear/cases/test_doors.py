"""No confidential case is readable outside its unit, by any door; every reading inside is logged.

The case holds WORD, by which it could be found, and MARK, which must never be seen.
"""

import json

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, reverse
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.access.matrix import addresses
from tests.factories.accounts import UserFactory, grant, user_with
from tests.factories.cases import CaseFactory, EntryFactory
from tests.factories.organisation import UnitFactory
from tests.hear.cases.secret import MARK, WORD, client_of, outsiders, said

from hundra.core.accounts.models import Role
from hundra.core.audit.models import Reading
from hundra.core.messages.models import Message
from hundra.hear.cases import queries, rules, services
from hundra.hear.cases.models import EntryKind
from hundra.hear.cases.urls import own as own_urls
from hundra.hear.cases.urls import work as work_urls

pytestmark = pytest.mark.django_db
# Doors that open only with what a person carries: a link in a mail, a webhook's secret.
NOT_LISTS = {"logout", "account_logout"}


def doors(case):
    """Every address of the cases, filled in for this one."""
    file = case.entries.filter(attachments__isnull=False).get().attachments.get()
    given = case.disclosures.get()
    work = {"number": case.pk}
    filled = {
        "cases": [{}],
        "case_new": [{}],
        "case_disclosures": [{}],
        "case": [work],
        "case_act": [{**work, "what": "anteckna"}],
        "case_file": [{**work, "pk": file.pk}],
        "case_disclose": [work],
        "case_disclosure": [{**work, "key": given.pk}],
        "case_disclosure_file": [{**work, "key": given.pk}],
        "case_public": [{"secret": case.secret}],
        "case_public_message": [{"secret": case.secret}],
        "case_public_file": [{"secret": case.secret, "pk": file.pk}],
        "my_cases": [{}],
        "my_case": [work],
        "my_case_message": [work],
        "my_case_file": [{**work, "pk": file.pk}],
    }
    names = {
        pattern.name
        for pattern in [*own_urls.urlpatterns, *work_urls.urlpatterns]
        if isinstance(pattern, URLPattern)
    }
    assert set(filled) == names, "a new address of the cases needs its door here"
    return [(name, kwargs) for name, several in filled.items() for kwargs in several]


def test_no_door_of_the_cases_opens_for_others(case, top, unit):
    for who, user in outsiders(top, unit).items():
        client = client_of(user)
        for name, kwargs in doors(case):
            url = reverse(name, kwargs=kwargs)
            for query in ("", f"?lista=alla&q={WORD}", f"?lista=alla&q={case.pk}&format=csv"):
                for response in (client.get(url + query), client.post(url, {"text": ""})):
                    answer = said(response)
                    assert MARK not in answer, f"{who} reads it at {name}{query}"
                    assert response.status_code != 500
                    if "number" in kwargs and user.is_authenticated:
                        assert response.status_code in (404, 405), f"{who} at {name}"


def test_no_list_or_search_of_the_whole_product_tells_of_it(case, top, unit):
    walked = 0
    for who, user in outsiders(top, unit).items():
        client = client_of(user)
        for name in addresses():
            if name in NOT_LISTS or "static" in name:
                continue
            try:
                url = reverse(name)
            except NoReverseMatch:
                continue
            response = client.get(url, {"q": WORD, "lista": "alla"})
            walked += 1
            assert MARK not in said(response), f"{who} reads it at {name}"
    assert walked > 100


def test_the_outbox_jobs_and_the_log_of_readings_do_not_hold_it(case, insider):
    client_of(insider).get(reverse("case", kwargs={"number": case.pk}))
    kept = [
        *(f"{mail.subject} {mail.body_text} {mail.body_html}" for mail in Message.objects.all()),
        *(json.dumps(job.args) for job in ProcrastinateJob.objects.all()),
        *(reading.what for reading in Reading.objects.all()),
    ]
    assert len(kept) > 5
    for text in kept:
        assert WORD not in text
        assert MARK not in text


def test_the_secret_link_shows_how_it_goes_but_not_what_it_is_about(case):
    answer = said(Client().get(reverse("case_public", kwargs={"secret": case.secret})))
    assert case.number in answer
    assert "skyddas av sekretess" in answer
    assert MARK not in answer


def test_the_citizen_who_is_signed_in_reads_their_own(case):
    user = UserFactory()
    case.party.user = user
    case.party.save()
    client = client_of(user)
    assert MARK in said(client.get(reverse("my_case", kwargs={"number": case.pk})))
    file = case.entries.filter(attachments__isnull=False).get().attachments.get()
    answer = client.get(reverse("my_case_file", kwargs={"number": case.pk, "pk": file.pk}))
    assert said(answer) == MARK


def test_what_the_citizen_reads_never_holds_the_notes(case, insider):
    services.make_plain(case=case, cause="Ny bedömning", by=user_with(Role.MANAGER, case.unit))
    services.note(case=case, text="En inre tanke", by=insider)
    answer = said(Client().get(reverse("case_public", kwargs={"secret": case.secret})))
    assert MARK in answer
    assert "En inre tanke" not in answer
    assert "Ny bedömning" not in answer


def test_a_citizen_reads_nothing_of_another_citizens_case_that_theirs_was_merged_into(
    unit, insider
):
    own = CaseFactory(unit=unit, title="Min lampa", text="Min lampa")
    other = CaseFactory(unit=unit, title=MARK, text=MARK, place=MARK, promise=MARK)
    EntryFactory(case=other, kind=EntryKind.TO_CITIZEN, text=MARK)
    services.merge(case=own, into=other, by=insider)
    services.close(case=other, answer=MARK, by=insider)
    page = reverse("case_public", kwargs={"secret": own.secret})
    assert MARK not in said(Client().get(page))
    services.reopen(case=other, cause="x", by=insider)
    services.close(case=other, answer="Alla lampor är lagade.", by=insider, shares_answer=True)
    answer = said(Client().get(page))
    assert "Alla lampor är lagade." in answer
    assert MARK not in answer


def test_a_confidential_case_is_merged_only_with_one_as_confidential(unit, insider, case):
    from hundra.hear.cases.errors import NotAllowedHereError

    plain = CaseFactory(unit=unit)
    for one, into in ((plain, case), (case, plain)):
        with pytest.raises(NotAllowedHereError):
            services.merge(case=one, into=into, by=insider)


def test_an_outsider_cannot_merge_or_link_with_what_they_may_not_read(case, top):
    from hundra.hear.cases.errors import NotAllowedHereError

    user = user_with(Role.HANDLER, top)
    own = CaseFactory(unit=top)
    for service, name in ((services.merge, "into"), (services.link, "other")):
        with pytest.raises(NotAllowedHereError, match="inget ärende med det numret"):
            service(case=own, **{name: case}, by=user)


def test_the_linked_case_does_not_tell_its_number_to_others(case, top):
    user = user_with(Role.HANDLER, top)
    linked = CaseFactory(unit=top)
    services.link(case=linked, other=case, by=grant_at(user_with(Role.HANDLER, top), case.unit))
    answer = said(client_of(user).get(reverse("case", kwargs={"number": linked.pk})))
    assert case.number not in answer


def grant_at(user, unit):
    grant(user, Role.HANDLER, unit)
    return user


def test_handed_on_it_is_read_only_there(case, insider):
    there = UnitFactory()
    taker = user_with(Role.HANDLER, there)
    services.hand_on(case=case, unit=there, cause="Deras", by=insider)
    case.refresh_from_db()
    assert case.is_confidential
    assert (rules.may_read(insider, case), rules.may_read(taker, case)) == (False, True)
    assert queries.open_record(case.pk, by=insider) is None


def test_every_reading_inside_is_logged(case, insider):
    client = client_of(insider)
    for name, kwargs in doors(case):
        if "number" not in kwargs or not name.startswith("case") or name == "case_act":
            continue
        before = Reading.objects.count()
        response = client.get(reverse(name, kwargs=kwargs))
        assert response.status_code == 200, name
        logged = Reading.objects.order_by("-pk").first()
        assert Reading.objects.count() > before, name
        assert (logged.reader, logged.record, logged.record_id) == (
            insider,
            "cases.case",
            str(case.pk),
        )
        assert logged.what.startswith(case.number)


def test_a_plain_case_is_read_without_a_log(unit, insider):
    plain = CaseFactory(unit=unit)
    client_of(insider).get(reverse("case", kwargs={"number": plain.pk}))
    assert not Reading.objects.exists()


def test_lists_inside_name_it_only_as_confidential(case, insider):
    """Its words are read on its page, where that is logged; not in lists and their files."""
    client = client_of(insider)
    for query in ("?lista=alla", f"?lista=alla&q={WORD}", "?lista=alla&format=csv"):
        answer = said(client.get(reverse("cases") + query))
        assert "Sekretess" in answer
        assert MARK not in answer
