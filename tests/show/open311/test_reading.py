"""What everyone may read of what apps have reported, and what nobody may."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from tests.factories.open311 import make_app, make_report, make_service
from tests.show.open311.asking import REPORT, answer, elements, get, post, told

from hundra.hear.cases.models import Case, Party

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return make_service(reason__name="Hål i gatan", words=["hål", "grop"], promise_hours=24)


@pytest.fixture
def app():
    return make_app()


# --- Reading -----------------------------------------------------------------------------------


def test_a_request_tells_what_the_standard_asks_and_nothing_of_the_person(service, app):
    answer(
        post(
            **{**REPORT, "description": "Ring Alva på 070-174 06 35"},
            service_code=service.pk,
            address_string="Storgatan 1",
            email="alva@example.se",
            first_name="Alva",
        )
    )
    case = Case.objects.get()
    (one,) = answer(get(f"requests/{case.pk}.json"))
    assert one["service_request_id"] == str(case.pk)
    assert one["status"] == "open"
    assert one["service_code"] == str(service.pk)
    assert one["service_name"] == "Hål i gatan"
    assert one["agency_responsible"] == service.unit.name
    assert one["address"] == "Storgatan 1"
    assert (one["lat"], one["long"]) == (59.2741, 15.2066)
    assert datetime.fromisoformat(one["requested_datetime"]).utcoffset() is not None
    assert one["description"] is None
    whole = get(f"requests/{case.pk}.xml").content.decode()
    for secret in ("Alva", "alva@", "070", case.secret, "nyckel"):
        assert secret not in whole


def test_descriptions_are_shown_where_it_is_chosen_without_numbers_and_addresses(app):
    service = make_service(shows_report_texts=True)
    report = make_report(
        service, app, text="Hål. Jag heter Alva Påhittsson, 070-174 06 35, alva@example.se"
    )
    (one,) = answer(get(f"requests/{report.case_id}.json"))
    assert one["description"].startswith("Hål.")
    for secret in ("Påhittsson", "070", "alva@"):
        assert secret not in one["description"]


def test_a_number_in_the_address_is_not_shown(service, app):
    report = make_report(service, app, place="Storgatan 1, ring 070-174 06 35")
    (one,) = answer(get(f"requests/{report.case_id}.json"))
    assert one["address"] == "Storgatan 1, ring"


def test_a_closed_case_is_closed_since_then(service, app):
    at = timezone.now() - timedelta(days=2)
    report = make_report(
        service, app, state="closed", closed_at=at, opened_at=at - timedelta(days=1)
    )
    (one,) = answer(get(f"requests/{report.case_id}.json"))
    assert one["status"] == "closed"
    updated = datetime.fromisoformat(one["updated_datetime"])
    assert updated == at.replace(microsecond=0)


def hidden_cases(service, app):
    other = make_service(is_public_report=False)
    moved = make_report(service, app)
    moved.case.reason = other.reason
    moved.case.save(update_fields=["reason"])
    return [
        make_report(service, app, is_confidential=True),
        make_report(make_service(is_public_report=False), app),
        moved,
    ]


def test_what_is_confidential_or_no_longer_public_is_nowhere(service, app):
    for report in hidden_cases(service, app):
        assert get(f"requests/{report.case_id}.json").status_code == 404
        assert get(f"tokens/{report.case_id}.json").status_code == 404
        assert answer(get("requests.json", service_request_id=report.case_id)) == []
    assert answer(get("requests.json")) == []


def test_a_case_that_no_app_reported_is_not_shown(service):
    from tests.factories.cases import CaseFactory

    case = CaseFactory(reason=service.reason, unit=service.unit)
    assert get(f"requests/{case.pk}.json").status_code == 404


def test_the_list_is_narrowed_as_the_standard_says(service, app):
    now = timezone.now()
    other = make_service()
    old = make_report(service, app, opened_at=now - timedelta(days=100))
    closed = make_report(service, app, state="closed", closed_at=now)
    fresh = make_report(other, app, opened_at=now - timedelta(days=3))

    def ids(**query):
        return {int(one["service_request_id"]) for one in answer(get("requests.json", **query))}

    assert ids() == {closed.case_id, fresh.case_id}
    assert ids(status="open") == {fresh.case_id}
    assert ids(status="closed") == {closed.case_id}
    assert ids(status="open,closed") == {closed.case_id, fresh.case_id}
    assert ids(service_code=other.pk) == {fresh.case_id}
    assert ids(service_code=f"{other.pk},{service.pk}") == {closed.case_id, fresh.case_id}
    assert ids(service_code="finns inte") == set()
    assert ids(service_request_id=f"{old.case_id},{fresh.case_id}", status="closed") == {
        old.case_id,
        fresh.case_id,
    }
    assert ids(start_date=(now - timedelta(days=110)).isoformat()) == {old.case_id}
    assert ids(end_date=(now - timedelta(days=50)).astimezone(UTC).isoformat()) == {old.case_id}
    assert ids(start_date=(now - timedelta(days=4)).date().isoformat()) == {
        closed.case_id,
        fresh.case_id,
    }


def test_a_plus_that_was_not_escaped_is_still_an_offset(service, app):
    report = make_report(service, app, opened_at=datetime(2026, 3, 1, 12, tzinfo=UTC))
    path = "requests.json?start_date=2026-03-01T13:00:00+01:00&end_date=2026-03-02T00:00:00+01:00"
    (one,) = answer(Client().get(f"/open311/v2/{path}"))
    assert one["service_request_id"] == str(report.case_id)


@pytest.mark.parametrize(
    "query",
    [
        {"start_date": "igår"},
        {"start_date": "2026-13-01T00:00:00Z"},
        {"start_date": "0001-01-01T00:00:00+23:59"},
        {"end_date": "0001-01-01T00:00:00Z"},
        {"start_date": "9999-12-31T23:59:59-23:59"},
        {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-06-01T00:00:00Z"},
        {"start_date": "2026-02-01T00:00:00Z", "end_date": "2026-01-01T00:00:00Z"},
        {"status": "nästan"},
    ],
)
def test_a_question_that_cannot_be_understood_is_told_so(query):
    response = get("requests.json", **query)
    assert (response.status_code, told(response)[0][0]) == (400, 400)


def test_a_token_is_the_number_itself(service, app):
    report = make_report(service, app)
    assert answer(get(f"tokens/{report.case_id}.json")) == [
        {"service_request_id": str(report.case_id), "token": str(report.case_id)}
    ]
    assert get("tokens/123456789.xml").status_code == 404


def test_reading_is_open_to_every_site_and_reporting_is_not(service, app):
    response = get("services.json")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    assert get("services/0.json")["Access-Control-Allow-Origin"] == "*"
    answered = post(**REPORT, service_code=service.pk)
    assert "Access-Control-Allow-Origin" not in answered
    assert answered["Cache-Control"] == "no-store"
    assert not answered.cookies
    asked = Client().options("/open311/v2/requests.json")
    assert asked["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_what_was_read_before_is_not_sent_again(service):
    tag = get("services.json")["ETag"]
    again = Client().get("/open311/v2/services.json", headers={"If-None-Match": tag})
    assert again.status_code == 304


def test_other_methods_and_addresses_are_refused_in_the_form_asked_for(service):
    response = Client().delete("/open311/v2/requests.json")
    assert (response.status_code, told(response)[0][0]) == (405, 405)
    assert Client().put("/open311/v2/services.xml").status_code == 405
    nowhere = Client().get("/open311/v2/services.yaml")
    assert (nowhere.status_code, elements(nowhere).tag) == (404, "errors")


def test_faults_are_told_in_the_language_asked_for():
    swedish = Client().get("/open311/v2/services/0.json", headers={"Accept-Language": "sv"})
    english = Client().get("/open311/v2/services/0.json", headers={"Accept-Language": "en"})
    assert told(swedish)[0][1] != told(english)[0][1]


@pytest.mark.parametrize("count", [1, 4])
def test_a_list_asks_the_database_a_fixed_number_of_times(
    count, service, app, django_assert_num_queries
):
    for _each in range(count):
        make_report(service, app)
    get("requests.json")
    with django_assert_num_queries(3):
        assert len(answer(get("requests.json"))) == count


def test_the_reporter_is_sent_their_link(service, app, django_capture_on_commit_callbacks):
    answer(post(**REPORT, service_code=service.pk, email="alva@example.se"))
    from hundra.core.messages.models import Message

    message = Message.objects.get()
    assert message.recipient == "alva@example.se"
    assert mail.outbox == []
    assert Party.objects.get().email == "alva@example.se"
