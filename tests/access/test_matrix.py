"""Walks the whole access matrix: every address × every role, at one's own and another unit."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client
from django.urls import reverse
from tests.access.matrix import Row, addresses, load_records, read_rows
from tests.access.records import RECORDS, ROLES, Address, World, make_world

from hundra.core.accounts.models import User
from hundra.core.ui.access import SELF_GUARDED

load_records()
ROWS = read_rows()
# pytest-django makes a test database only where a test is marked so.
pytestmark = [pytest.mark.django_db, pytest.mark.sweep]


class Walk:
    """The world with its records, made once for all rows, and undone after each request."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.login = reverse(settings.LOGIN_URL)
        self.addresses = {key: make(world) for key, make in RECORDS.items()}
        self.cookies = {role: self._cookies(role) for role in ROLES}

    def _cookies(self, role: str) -> dict[str, str]:
        client, user = Client(), self.world.users[role]
        if isinstance(user, User):
            client.force_login(user)
        return {name: morsel.value for name, morsel in client.cookies.items()}

    def answer(self, row: Row, role: str, method: str) -> HttpResponse:
        address = self.addresses[row.kwargs] if row.kwargs else Address()
        client = Client(raise_request_exception=True)
        client.cookies.load(self.cookies[role])
        send = getattr(client, method.lower())
        with transaction.atomic():
            response = send(reverse(row.url_name, kwargs=address.kwargs), address.data)
            if isinstance(response, StreamingHttpResponse):
                b"".join(response)  # A file that is sent is closed at its end.
            transaction.set_rollback(True)
        return response

    def met(self, row: Row, role: str) -> str:
        response = self.answer(row, role, row.method)
        status = response.status_code
        if status in {301, 302} and response.headers["Location"].split("?")[0] == self.login:
            return "login"
        named = {403: "denied", 404: "hidden"}
        return named.get(status, "ok" if status < 403 or status == 422 else str(status))


@pytest.fixture(scope="module")
def walk(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Walk]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield Walk(make_world())
        transaction.set_rollback(True)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_role_is_answered_as_the_matrix_says(row: Row, walk: Walk) -> None:
    assert {role: walk.met(row, role) for role in ROLES} == row.answers


def test_every_address_has_a_row() -> None:
    """An address with views for GET and POST has a row for each."""
    missing = addresses().keys() - {row.url_name for row in ROWS}
    lines = "\n".join(
        f"{name},KWARGS,GET,{','.join(['?'] * len(ROLES))}" for name in sorted(missing)
    )
    assert not missing, (
        f"Add to tests/access/<app>.csv (? is ok, login, denied or hidden):\n{lines}"
    )


def test_every_row_has_an_address_and_a_record() -> None:
    known = addresses()
    assert [str(row) for row in ROWS if row.url_name not in known] == []
    assert [str(row) for row in ROWS if row.kwargs and row.kwargs not in RECORDS] == []


def test_no_row_is_there_twice() -> None:
    keys = [(row.url_name, row.kwargs, row.method) for row in ROWS]
    assert sorted(key for key in set(keys) if keys.count(key) > 1) == []


def test_every_view_says_who_may_reach_it() -> None:
    silent = [
        name
        for name, view in addresses().items()
        if not hasattr(view, "access") and not view.__module__.startswith(SELF_GUARDED)
    ]
    assert silent == []


def test_an_address_without_a_row_for_get_refuses_get(walk: Walk) -> None:
    read = {row.url_name for row in ROWS if row.method == "GET"}
    refused = {302, 403, 404, 405}
    answered = {
        row.url_name: statuses
        for row in ROWS
        if row.url_name not in read
        and (statuses := {walk.answer(row, role, "GET").status_code for role in ROLES} - refused)
    }
    assert answered == {}, "These answer GET, so they need a row for it"
