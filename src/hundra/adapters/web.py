"""Follows addresses on the web to see whether they still lead somewhere. Never into our own net.

A name is looked up once, all that it means must be public addresses, and the connection goes to
the one that was checked, so that a name which means something else a moment later leads nowhere
(https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html).
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from hundra.hear.knowledge.following import Followed, Outcome

TIMEOUT_SECONDS = 10
MOST_REDIRECTS = 5
PORTS = {"http": 80, "https": 443}
MOVED = (301, 302, 303, 307, 308)
# There, but not for us: behind a login, or weary of robots.
SHUT = (401, 402, 403, 405, 406, 407, 429, 451)
SAFE = "/?#[]@!$&'()*+,;=:%~"
FIRST_FAULT = 400
AGENT = "Hundra-link-check/1.0"

Allowed = Callable[[str], bool]


def is_public(address: str) -> bool:
    """Is the IP address one that anyone on the internet can reach?"""
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return (mapped or found).is_global and not found.is_multicast


def follow(url: str, *, allowed: Allowed = is_public, ports: dict[str, int] = PORTS) -> Followed:
    """Asks for the headers; for the whole, unread, where a site does not give headers alone."""
    try:
        found = _follow(url, "HEAD", allowed, ports)
        if found.outcome is Outcome.BROKEN and found.status:
            found = _follow(url, "GET", allowed, ports)
    except _NotPublicError:
        return Followed(Outcome.NOT_PUBLIC)
    except TimeoutError:
        return Followed(Outcome.BROKEN, reason="timeout")
    except ssl.SSLError:
        return Followed(Outcome.BROKEN, reason="certificate")
    except socket.gaierror:
        return Followed(Outcome.BROKEN, reason="unknown_host")
    except (OSError, http.client.HTTPException, ValueError):
        return Followed(Outcome.BROKEN, reason="no_answer")
    return found


class _NotPublicError(Exception):
    """The address leads into a net that is not the public one."""


def _follow(url: str, method: str, allowed: Allowed, ports: dict[str, int]) -> Followed:
    for _ in range(MOST_REDIRECTS + 1):
        parts = urlsplit(url)
        if parts.scheme not in ports or not parts.hostname:
            return Followed(Outcome.BROKEN, reason="no_answer")
        status, location = _ask(parts, method, allowed, ports[parts.scheme])
        if status not in MOVED or not location:
            works = status < FIRST_FAULT or status in SHUT
            return Followed(Outcome.WORKS if works else Outcome.BROKEN, status=status)
        url = urljoin(url, location)
    return Followed(Outcome.BROKEN, reason="goes_round")


def _ask(parts: SplitResult, method: str, allowed: Allowed, usual: int) -> tuple[int, str]:
    host = (parts.hostname or "").encode("idna").decode()
    port = parts.port or usual
    if port != usual:
        raise _NotPublicError
    connection = _connection(parts.scheme, host, _address(host, port, allowed), port)
    try:
        path = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
        headers = {"User-Agent": AGENT, "Accept": "*/*", "Connection": "close"}
        connection.request(method, quote(path, safe=SAFE), headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location", "")
    finally:
        connection.close()


def _address(host: str, port: int, allowed: Allowed) -> str:
    found = {str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    if not all(allowed(address) for address in found):
        raise _NotPublicError
    return min(found, key=lambda address: (":" in address, address))


def _connection(scheme: str, host: str, address: str, port: int) -> http.client.HTTPConnection:
    """To the address that was checked, while the host keeps its name in TLS and headers."""
    made: http.client.HTTPConnection
    if scheme == "https":
        context = ssl.create_default_context()
        made = http.client.HTTPSConnection(host, port, timeout=TIMEOUT_SECONDS, context=context)
    else:
        made = http.client.HTTPConnection(host, port, timeout=TIMEOUT_SECONDS)

    def connect(_: tuple[str, int], *rest: object) -> socket.socket:
        return socket.create_connection((address, port), TIMEOUT_SECONDS)

    made._create_connection = connect  # type: ignore[attr-defined]
    return made
