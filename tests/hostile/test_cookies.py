"""A visitor gets no cookie from any page that is open to all, in either language."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests.access.matrix import read_rows
from tests.hostile.material import read

pytestmark = pytest.mark.django_db
# Signing in is what cookies are for: these pages have forms with Django's protection.
SIGNING_IN = "accounts"
OPEN = sorted(
    {
        (row.url_name, row.kwargs)
        for row in read_rows()
        if row.method == "GET"
        and row.answers["anonymous"] != "login"
        and row.file != f"{SIGNING_IN}.csv"
    }
)


@pytest.mark.parametrize(("name", "kwargs"), OPEN, ids=str)
def test_no_cookie_for_visitors(name, kwargs, places):
    for language in ("sv", "en"):
        with translation.override(language), transaction.atomic():
            client = Client()
            address = reverse(name, kwargs=places[kwargs].kwargs if kwargs else {})
            response = client.get(address, headers={"Accept-Language": "en"})
            read(response)
            transaction.set_rollback(True)
        assert "Set-Cookie" not in response.headers
        assert not response.cookies


@pytest.mark.parametrize("address", ["/finns-inte/", "/en/finns-inte/", "/forslag/f/999999999/"])
def test_no_cookie_where_there_is_no_page(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert not response.cookies
