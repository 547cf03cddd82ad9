"""`next` leads nowhere but to our own pages, whatever it says and wherever it is sent."""

import random
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from tests.access.matrix import read_rows
from tests.access.records import Address
from tests.factories.accounts import UserFactory
from tests.hostile.material import read

from hundra.core.accounts.models import User

pytestmark = pytest.mark.django_db
HOSTILE = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "https:evil.example",
    "https:///evil.example",
    " https://evil.example/",
    "\thttps://evil.example/",
    "http://testserver@evil.example/",
    "https://testserver.evil.example/",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "/arbete/\r\nLocation: https://evil.example/",
    "//evil.example\\@testserver/",
    "/%09/evil.example",
    "\u2215\u2215evil.example",
)
NAMES = ("next", "redirect", "redirect_to", "return", "url", "back", "RelayState")
ROWS = [row for row in read_rows() if "ok" in row.answers.values()]
PASSWORD = "Ett långt lösenord 1"


def stays(response) -> bool:
    """As browsers read the address: backslashes are slashes, white space around is nothing."""
    location = response.headers.get("Location")
    if location is None:
        return True
    assert "\n" not in location
    assert "\r" not in location
    read = location.strip().replace("\\", "/").replace("\t", "")
    led = urlsplit(urljoin("https://testserver/here/", read))
    return led.hostname == "testserver" and led.scheme in {"http", "https"}


@pytest.fixture(scope="module")
def clients(world):
    made = {}
    for role, user in world.users.items():
        made[role] = Client()
        if isinstance(user, User):
            made[role].force_login(user)
    return made


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_no_address_leads_away(row, places, clients):
    dealt = random.Random(str(row))
    role = next(role for role, answer in row.answers.items() if answer == "ok")
    place = places[row.kwargs] if row.kwargs else Address()
    evil = {name: dealt.choice(HOSTILE) for name in NAMES}
    address = reverse(row.url_name, kwargs=place.kwargs, query=evil)
    send = getattr(clients[role], row.method.lower())
    cookies = clients[role].cookies.copy()
    with transaction.atomic():
        response = send(
            address,
            place.data | evil if row.method == "POST" else None,
            headers={"Referer": "https://evil.example/", "HX-Current-URL": "https://evil.example/"},
        )
        read(response)
        transaction.set_rollback(True)
    clients[role].cookies = cookies
    assert stays(response), response.headers["Location"]
    assert "evil.example" not in response.headers.get("HX-Redirect", "")


@pytest.mark.parametrize("evil", HOSTILE)
def test_signing_in_out_and_confirming_stay_here(client, evil):
    user = UserFactory(password=PASSWORD)
    login = {"login": user.email, "password": PASSWORD, "next": evil}
    answer = client.post(reverse("account_login"), login)
    assert (answer.status_code, stays(answer)) == (302, True)
    confirming = {"password": PASSWORD, "next": evil}
    answer = client.post(reverse("account_reauthenticate"), confirming)
    assert (answer.status_code, stays(answer)) == (302, True)
    answer = client.post(reverse("account_logout"), {"next": evil})
    assert (answer.status_code, stays(answer)) == (302, True)


@pytest.mark.parametrize("evil", HOSTILE)
def test_pages_do_not_link_to_where_next_says(client, evil):
    page = client.get(reverse("account_login", query={"next": evil}))
    assert 'href="https://evil' not in page.text
    assert 'href="//evil' not in page.text
    assert 'href="javascript' not in page.text


def test_a_good_next_still_works(client):
    user = UserFactory(password=PASSWORD)
    inside = reverse("my_suggestions")
    login = {"login": user.email, "password": PASSWORD, "next": inside}
    assert client.post(reverse("account_login"), login).headers["Location"] == inside
