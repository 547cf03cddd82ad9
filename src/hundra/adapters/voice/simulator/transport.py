"""How the simulator's webhooks reach the product: over HTTP, kept open from one to the next."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode, urlsplit

TIMEOUT_SECONDS = 30


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes


class Transport(Protocol):
    """Posts a form, or gets a file. Raises OSError when there is no answer."""

    def post(self, url: str, form: Mapping[str, str], headers: Mapping[str, str]) -> Answer: ...

    def get(self, url: str) -> Answer: ...


class HttpTransport:
    """One connection for each thread. Only to this machine: a simulator rings nobody else."""

    def __init__(self) -> None:
        self._kept = threading.local()
        self._opened: list[http.client.HTTPConnection] = []

    def post(self, url: str, form: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        typed = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        return self._ask("POST", url, urlencode(form).encode(), typed)

    def get(self, url: str) -> Answer:
        return self._ask("GET", url, None, {})

    def close(self) -> None:
        """Closes every thread's connections."""
        for connection in self._opened:
            connection.close()

    def _ask(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        parts = urlsplit(url)
        if parts.hostname not in {"localhost", "127.0.0.1", "::1"} or parts.scheme != "http":
            raise ValueError(f"The simulator only calls this machine, not {parts.hostname}")
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        connection = self._connection(parts.hostname, parts.port or 80)
        try:
            connection.request(method, path, body, dict(headers))
            answer = connection.getresponse()
            return Answer(answer.status, answer.read())
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            raise OSError(str(error)) from error

    def _connection(self, host: str, port: int) -> http.client.HTTPConnection:
        kept: dict[tuple[str, int], http.client.HTTPConnection]
        kept = self._kept.__dict__.setdefault("connections", {})
        if (host, port) not in kept:
            kept[host, port] = http.client.HTTPConnection(host, port, timeout=TIMEOUT_SECONDS)
            self._opened.append(kept[host, port])
        return kept[host, port]
