"""GeoReport v2 as its specification has it: https://wiki.open311.org/GeoReport_v2."""

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories.contacts import DeskFactory
from tests.factories.open311 import make_app, make_service
from tests.show.open311.asking import REPORT, answer, elements, get, post, told

from hundra.hear.cases.models import Case
from hundra.hear.contacts.models import Contact
from hundra.hear.suggestions.models import Audience
from hundra.show.open311.models import Report

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return make_service(reason__name="Hål i gatan", words=["hål", "grop"], promise_hours=24)


@pytest.fixture
def app():
    return make_app()


# --- Discovery and services --------------------------------------------------------------------


def test_discovery_leads_to_the_endpoint_in_both_forms():
    found = answer(Client().get("/open311/discovery.json"))
    assert found["endpoints"][0]["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert found["endpoints"][0]["url"].endswith("/open311/v2")
    root = elements(Client().get("/open311/v2/discovery.xml"))
    assert root.tag == "discovery"
    assert [one.text for one in root.find("endpoints/endpoint/formats")] == [
        "text/xml",
        "application/json",
    ]
    assert root.find("endpoints/endpoint/url").text == found["endpoints"][0]["url"]


def test_services_are_listed_with_the_names_of_the_standard(service):
    (one,) = answer(get("services.json"))
    assert one["service_code"] == str(service.pk)
    assert one["service_name"] == "Hål i gatan"
    assert one["metadata"] is False
    assert one["type"] == "realtime"
    assert one["keywords"] == "hål,grop"
    assert one["group"] == service.unit.name
    (element,) = elements(get("services.xml"))
    assert element.tag == "service"
    assert {child.tag: child.text for child in element} == {**one, "metadata": "false"}


def test_only_what_citizens_may_report_is_a_service(service):
    make_service(is_public_report=False)
    make_service(is_active=False)
    make_service(is_confidential=True)
    make_service(unit=None)
    make_service(desk=DeskFactory(audience=Audience.EMPLOYEES))
    make_service(desk=DeskFactory(is_active=False))
    assert [one["service_code"] for one in answer(get("services.json"))] == [str(service.pk)]


def test_a_services_definition_has_no_more_fields(service):
    assert answer(get(f"services/{service.pk}.json")) == {
        "service_code": str(service.pk),
        "attributes": [],
    }
    root = elements(get(f"services/{service.pk}.xml"))
    assert (root.tag, [child.tag for child in root]) == (
        "service_definition",
        ["service_code", "attributes"],
    )


@pytest.mark.parametrize("code", ["999999", "hål", "0", "99999999999999999999"])
def test_an_unknown_service_is_not_found(code, service):
    response = get(f"services/{code}.json")
    assert (response.status_code, told(response)[0][0]) == (404, 404)


# --- Reporting ---------------------------------------------------------------------------------


def test_a_report_becomes_a_case_at_the_unit_and_a_settled_contact(service, app):
    (made,) = answer(
        post(
            **REPORT,
            service_code=service.pk,
            address_string="Storgatan 1",
            email="alva@example.se",
            phone="070-174 06 35",
            first_name="Alva",
            last_name="Påhittsson",
        )
    )
    case = Case.objects.get()
    assert made["service_request_id"] == str(case.pk)
    assert made["account_id"] is None
    assert case.number in made["service_notice"]
    assert (case.unit, case.reason, case.source) == (service.unit, service.reason, "open311")
    assert (case.title, case.text) == ("Hål i gatan: Storgatan 1", "Stort hål i vägbanan.")
    assert (case.latitude, case.longitude, case.place) == (59.2741, 15.2066, "Storgatan 1")
    assert case.due_at is not None
    assert (case.party.name, case.party.email) == ("Alva Påhittsson", "alva@example.se")
    contact = Contact.objects.get()
    assert (contact.desk, contact.channel, contact.state) == (service.desk, "web", "done")
    assert (contact.case, contact.outcome, contact.reason) == (case, "case", service.reason)
    assert contact.guide is None
    assert Report.objects.get().app == app


def test_a_report_in_xml_is_answered_in_xml(service, app):
    root = elements(post("xml", **REPORT, service_code=service.pk))
    assert root.tag == "service_requests"
    assert root.find("request/service_request_id").text == str(Case.objects.get().pk)


def test_an_address_alone_is_place_enough_and_nobody_must_say_who_they_are(service, app):
    answer(post(api_key="nyckel-0001", service_code=service.pk, address_string="Storgatan 1"))
    assert (Case.objects.get().latitude, Case.objects.get().party) == (None, None)


def test_the_same_report_sent_again_is_the_same_case(service, app):
    first = answer(post(**REPORT, service_code=service.pk))
    assert answer(post(**REPORT, service_code=service.pk)) == first
    assert (Case.objects.count(), Contact.objects.count(), Report.objects.count()) == (1, 1, 1)
    answer(post(**{**REPORT, "description": "Ett annat hål."}, service_code=service.pk))
    assert Case.objects.count() == 2


def test_pictures_elsewhere_and_unknown_fields_are_left_alone(service, app):
    answer(
        post(
            **REPORT,
            service_code=service.pk,
            media_url="http://169.254.169.254/latest/meta-data",
            device_id="abc",
            **{"attribute[WHISHETN]": "123"},
        )
    )
    case = Case.objects.get()
    assert "169.254" not in f"{case.text}{case.title}{case.place}"


def test_without_a_valid_key_nothing_is_reported(service, app):
    withdrawn = make_app("nyckel-0002", withdrawn_at=timezone.now())
    for key in ("", "fel", app.digest, "nyckel-0002"):
        response = post(**{**REPORT, "api_key": key}, service_code=service.pk)
        assert (response.status_code, told(response)[0][0]) == (403, 403)
    assert withdrawn.is_withdrawn
    assert Case.objects.count() == 0


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"service_code": ""}, 400),
        ({"service_code": "999999"}, 404),
        ({"lat": "", "long": ""}, 400),
        ({"lat": "59.1", "long": ""}, 400),
        ({"lat": "91", "long": "0"}, 400),
        ({"lat": "nan", "long": "0"}, 400),
        ({"lat": "59", "long": "inf"}, 400),
        ({"email": "inte en adress"}, 400),
        ({"email": "a@example.se\nBcc: b@example.se"}, 400),
        ({"phone": "sjutton"}, 400),
        ({"description": "x" * 4001}, 400),
        ({"address_string": "x" * 201}, 400),
        ({"first_name": "x" * 61}, 400),
    ],
)
def test_what_is_wrong_is_told_with_its_code(changed, status, service, app):
    fields = {**REPORT, "service_code": service.pk, **changed}
    response = post(**fields)
    assert response.status_code == status
    assert told(response)[0][0] == status
    assert told(response)[0][1]
    root = elements(post("xml", **fields))
    assert (root.tag, root.find("error/code").text) == ("errors", str(status))
    assert Case.objects.count() == 0


def test_all_that_is_wrong_is_told_at_once(service, app):
    response = post(api_key="nyckel-0001", email="nej")
    assert len(told(response)) == 3


def test_a_confidential_or_internal_reason_cannot_be_reported(app):
    for hidden in (
        make_service(is_confidential=True),
        make_service(is_public_report=False),
        make_service(desk=DeskFactory(audience=Audience.EMPLOYEES)),
    ):
        assert post(**REPORT, service_code=hidden.pk).status_code == 404
    assert Case.objects.count() == 0


def test_an_app_that_reports_too_much_must_wait(service, app, monkeypatch):
    monkeypatch.setattr("hundra.show.open311.views.REPORTS_OF_APP_AN_HOUR", 2)
    codes = [
        post(**{**REPORT, "description": f"Hål {n}"}, service_code=service.pk) for n in range(3)
    ]
    assert [each.status_code for each in codes] == [200, 200, 429]
    assert codes[2]["Retry-After"] == "60"


def test_nobodys_mailbox_is_filled_by_reports(service, app, monkeypatch):
    monkeypatch.setattr("hundra.show.open311.views.REPORTS_TO_ADDRESS_A_DAY", 1)
    sent = [
        post(
            **{**REPORT, "description": f"Hål {n}"}, email="bo@example.se", service_code=service.pk
        )
        for n in range(2)
    ]
    assert [each.status_code for each in sent] == [200, 429]


def test_two_who_guess_keys_are_stopped(service, app, monkeypatch):
    monkeypatch.setattr("hundra.show.open311.views.TRIES_AN_HOUR", 2)
    monkeypatch.setattr("hundra.show.open311.views.REPORTS_AN_HOUR", 0)
    assert [post(api_key=f"gissning {n}").status_code for n in range(3)] == [403, 403, 429]
