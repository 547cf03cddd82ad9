"""Limits on how often something may be done, shared by all processes through PostgreSQL.

Keys are kept as keyed hashes only, so the table tells no addresses.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import math
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from hundra.core.accounts.models import ThrottleWindow

LONGEST_WINDOW = timedelta(days=1)

COUNT_ONE = """
    INSERT INTO accounts_throttlewindow AS kept (key, starts_at, count) VALUES (%s, %s, 1)
    ON CONFLICT (key, starts_at) DO UPDATE SET count = kept.count + 1
    RETURNING count
"""


def allow(*, key: str, limit: int, per: timedelta, now: datetime | None = None) -> bool:
    """Counts one use of the key; true for the first `limit` uses in the present window.

    Windows of length `per` (at most a day) follow on each other, so a burst over the border
    of two can reach twice the limit. Counting is atomic between processes. Call it outside
    transactions: what is rolled back is not counted, and others with the same key must wait.
    """
    if not timedelta(0) < per <= LONGEST_WINDOW:
        raise ValueError(f"A window is at most {LONGEST_WINDOW}, not {per}.")
    seconds = per.total_seconds()
    present = (now or timezone.now()).timestamp()
    starts_at = datetime.fromtimestamp(math.floor(present / seconds) * seconds, tz=UTC)
    with connection.cursor() as cursor:
        cursor.execute(COUNT_ONE, [keyed_hash(f"{seconds}:{key}"), starts_at])
        (count,) = cursor.fetchone()
    return bool(count <= limit)


def keyed_hash(text: str) -> str:
    """HMAC-SHA-256 with the installation's secret: equal texts meet, none can be read back."""
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def cache_key(key: str, prefix: str, version: int) -> str:
    """How the shared cache names its rows (allauth's limits put addresses in their keys)."""
    return keyed_hash(f"{prefix}:{version}:{key}")


def client_key(request: HttpRequest) -> str:
    """Who sends the request, as far as the network tells.

    An IPv6 visitor can change address at will within their /64, so that network is the key.
    """
    return shared_network(client_address(request))


def client_address(request: HttpRequest) -> str:
    """The visitor's address.

    Behind TRUSTED_PROXIES proxies, the address that the outermost of ours wrote down counts;
    what a visitor writes in the header further out is never believed.
    """
    address: str = request.META.get("REMOTE_ADDR", "")
    proxies = settings.TRUSTED_PROXIES
    if proxies:
        seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
        address = seen[-proxies] if len(seen) >= proxies else address
    return address


def shared_network(address: str) -> str:
    """An IPv4 address as it is, an IPv6 address as its /64; anything else unchanged."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    return str(ipaddress.IPv6Network((parsed, 64), strict=False))


def remove_old_windows(*, now: datetime | None = None) -> int:
    """Deletes windows that can count no more; the number of rows."""
    passed = (now or timezone.now()) - 2 * LONGEST_WINDOW
    return ThrottleWindow.objects.filter(starts_at__lt=passed).delete()[0]
