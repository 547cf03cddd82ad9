"""Every address of the product, read with hostile query strings and headers: never our fault."""

import random

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from tests.access.matrix import read_rows
from tests.access.records import World
from tests.hostile.material import read

from hundra.core.accounts.models import User

READ = sorted({(row.url_name, row.kwargs) for row in read_rows() if row.method == "GET"})
NAMES = [
    "page",
    "sort",
    "q",
    "format",
    "state",
    "audience",
    "topic",
    "unit",
    "year",
    "until",
    "from",
    "since",
    "on",
    "kind",
    "role",
    "for",
    "text",
    "program",
    "next",
    "klart",
    "tack",
    "size",
    "theme",
    "programme",
    "limit",
    "offset",
    "to",
    "seen",
    "number",
    "fields",
    "format",
    "who",
    "purpose",
    "channel",
    "day",
    "month",
    "what",
    "into",
    "suggestions",
    "after",
    "before",
    "view",
    "group",
    "table",
    "cursor",
    "lang",
]
VALUES = (
    "-1",
    "0",
    "99999999999999999999999999",
    "1e308",
    "NaN",
    "\x00",
    "a\x00b",
    "\ud800",
    ";DROP TABLE improvement;--",
    "-;drop",
    "' OR 1=1 --",
    "%",
    "\\",
    "../../etc/passwd",
    "{{7*7}}",
    "%(x)s",
    "<script>alert(1)</script>",
    "\u202ertl",
    "å" * 6000,
    "0000-00-00",
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "csv",
    "xlsx",
    "//example.com",
    "javascript:alert(1)",
    "a\r\nSet-Cookie: x=1",
    "[]",
    "²",
)
ANSWERS = {200, 301, 302, 304, 400, 401, 403, 404, 405, 406, 413, 414, 422}


def _client(user: object) -> Client:
    client = Client()
    if isinstance(user, User):
        client.force_login(user)
    return client


@pytest.fixture(scope="module")
def readers(world: World) -> dict[str, Client]:
    roles = ("anonymous", "communicator", "hr", "operator", "administrator", "analyst")
    return {role: _client(world.users[role]) for role in roles}


def _read(client: Client, address: str, data: dict[str, str], headers: dict[str, str]) -> int:
    with transaction.atomic():
        response = client.get(address, data, headers=headers)
        read(response)
        transaction.set_rollback(True)
    said = "".join(f"{name}: {value}" for name, value in response.items())
    assert "Set-Cookie: x=1" not in said
    assert "\n" not in said
    assert b"<script>alert(1)</script>" not in getattr(response, "content", b"")
    return response.status_code


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "kwargs"), READ, ids=str)
def test_hostile_query_strings(name, kwargs, places, readers) -> None:
    """Every name with some hostile value, dealt anew for each of a few rounds."""
    address = reverse(name, kwargs=places[kwargs].kwargs if kwargs else {})
    dealt = random.Random(f"{name}{kwargs}")
    role = next(
        (r for r, c in readers.items() if _read(c, address, {}, {}) == 200),
        "anonymous",
    )
    for _round in range(ROUNDS):
        chosen = {n: dealt.choice(VALUES) for n in dealt.sample(NAMES, 12)}
        chosen |= {n: dealt.choice(VALUES) for n in ("q", "page", "sort", "format")}
        encoded = {n: v.encode("utf-8", "surrogatepass") for n, v in chosen.items()}
        status = _read(readers[role], address, encoded, dealt.choice(HEADERS))
        assert status in ANSWERS, chosen


ROUNDS = 1
HEADERS: tuple[dict[str, str], ...] = (
    {},
    {"Accept": "application/json;q=NaN, */*;q=99999999999999"},
    {"Accept": "," * 5000, "Accept-Language": "x" * 5000},
    {"Accept-Language": "../../etc, sv;q=1e999"},
    {"If-None-Match": '"' * 3000, "If-Modified-Since": "Thu, 99 Foo 99999 99:99:99 GMT"},
    {"Range": "bytes=-99999999999999-1,,,", "X-Forwarded-For": "'; DROP, ::::"},
    {"HX-Request": "true", "HX-Current-URL": "http://[broken", "HX-Target": "\x00"},
    {"Referer": "http://[broken", "Origin": "null"},
)
