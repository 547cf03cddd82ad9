import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import get_resolver
from tests.factories.accounts import UserFactory

from hundra.core.ui import errors

PAGES = [
    (errors.bad_request, 400),
    (errors.forbidden, 403),
    (errors.not_found, 404),
    (errors.too_large, 413),
    (errors.server_error, 500),
    (errors.unavailable, 503),
    (errors.csrf_failure, 403),
]


@pytest.mark.parametrize(("page", "status"), PAGES)
def test_each_fault_has_a_calm_page_with_a_way_on_and_no_database(rf, page, status):
    # Without the db fixture, a query would fail the test.
    response = page(rf.get("/forbattringar/"))
    assert response.status_code == status
    assert 'lang="sv"' in response.text
    assert "Till startsidan" in response.text
    assert response.text.count("<h1") == 1


def test_at_work_the_way_on_leads_to_work(rf):
    page = errors.not_found(rf.get("/arbete/nowhere/")).text
    assert "Till översikten" in page
    assert 'href="/arbete/"' in page


@pytest.mark.django_db
def test_an_unknown_address_is_a_page_in_the_readers_language(client):
    assert "Vi hittar inte sidan" in client.get("/saknas/").text
    assert "We cannot find that page" in client.get("/en/missing/").text


def test_a_lost_database_is_told_as_a_pause(monkeypatch):
    def gone(*args, **kwargs):
        raise OperationalError("the server is gone")

    monkeypatch.setattr(connection, "ensure_connection", gone)
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "x" * 32
    response = client.get("/arbete/")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "60"
    assert "Vi är snart tillbaka" in response.text


def test_a_fault_of_ours_is_told_as_such_without_its_trace(monkeypatch, db):
    def broken(request):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("hundra.core.ui.assets.parse", broken)
    client = Client(raise_request_exception=False)
    response = client.get("/ikon.svg")
    assert response.status_code == 500
    assert "secret detail" not in response.text


def test_too_much_sent_is_told_as_such(client, db, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    client.force_login(UserFactory())
    response = client.post("/arbete/komponenter/", {"title": "x" * 200})
    assert response.status_code == 413
    assert "Det du skickade är för stort" in response.text


def test_a_forged_or_stale_form_gets_an_answer_in_words(client, db):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/arbete/komponenter/", {})
    assert response.status_code == 403
    assert "Formuläret hade varit öppet för länge" in response.text


def test_the_pages_are_the_ones_that_the_addresses_use():
    resolver = get_resolver()
    assert [resolver.resolve_error_handler(code) for code in (400, 403, 404, 500)] == [
        errors.bad_request,
        errors.forbidden,
        errors.not_found,
        errors.server_error,
    ]
