from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import RequestFactory

from hundra.core.accounts import throttle
from hundra.core.accounts.models import ThrottleWindow

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def allow(key="form:1", *, limit=3, per=HOUR, now=NOON):
    return throttle.allow(key=key, limit=limit, per=per, now=now)


def test_the_first_uses_are_allowed_and_no_more(db):
    assert [allow() for _ in range(5)] == [True, True, True, False, False]


def test_keys_are_counted_apart(db):
    assert [allow("a", limit=1), allow("b", limit=1), allow("a", limit=1)] == [True, True, False]


def test_a_new_window_allows_again(db):
    assert [allow(limit=1), allow(limit=1), allow(limit=1, now=NOON + HOUR)] == [True, False, True]


def test_limits_of_different_length_on_one_key_do_not_mix(db):
    assert allow(limit=1)
    assert allow(limit=1, per=timedelta(minutes=1))


def test_the_table_tells_no_addresses(db):
    allow("192.0.2.7")
    (window,) = ThrottleWindow.objects.all()
    assert len(window.key) == 64
    assert "192.0.2.7" not in window.key


def test_another_secret_gives_other_hashes(settings):
    before = throttle.keyed_hash("192.0.2.7")
    settings.SECRET_KEY = "another"
    assert throttle.keyed_hash("192.0.2.7") != before


@pytest.mark.django_db(transaction=True)
def test_uses_at_once_are_counted_exactly():
    def one(_):
        try:
            return allow(limit=10)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(one, range(40)))
    assert sum(answers) == 10
    assert ThrottleWindow.objects.get().count == 40


@pytest.mark.parametrize("per", [timedelta(0), timedelta(seconds=-1), timedelta(days=2)])
def test_a_window_is_at_most_a_day(per):
    with pytest.raises(ValueError, match="at most"):
        allow(per=per)


def test_only_windows_that_count_no_more_are_removed(db):
    allow("old", now=NOON - timedelta(days=3))
    allow("new", per=timedelta(days=1), now=NOON)
    assert throttle.remove_old_windows(now=NOON) == 1
    assert not allow("new", per=timedelta(days=1), limit=1, now=NOON)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "198.51.100.9", "192.0.2.1"),
        (1, "198.51.100.9", "198.51.100.9"),
        (1, "203.0.113.66, 198.51.100.9", "198.51.100.9"),
        (2, "203.0.113.66, 198.51.100.9, 10.0.0.1", "198.51.100.9"),
        (2, "198.51.100.9", "192.0.2.1"),
        (1, "", ""),
    ],
    ids=["no proxy", "one", "forged in front", "two", "fewer than said", "empty header"],
)
def test_only_what_our_proxies_wrote_is_believed(settings, proxies, forwarded, expected):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert throttle.client_key(request) == expected


def test_an_ipv6_visitor_is_their_network(settings):
    settings.TRUSTED_PROXIES = 0
    requests = [
        RequestFactory().get("/", REMOTE_ADDR=address)
        for address in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1")
    ]
    keys = [throttle.client_key(request) for request in requests]
    assert keys == ["2001:db8:1:2::/64", "2001:db8:1:2::/64", "2001:db8:1:3::/64"]
