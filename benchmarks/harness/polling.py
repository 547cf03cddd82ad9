"""Guides at work over HTTP: each polls once a second, while the pages are timed beside them."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.test import Client

HOST = "127.0.0.1"


@dataclass
class Browser:
    """One who is signed in, with a connection that stays open."""

    port: int
    cookies: str
    token: str
    _connection: http.client.HTTPConnection | None = None

    @classmethod
    def of(cls, user: object, port: int) -> Browser:
        client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
        client.force_login(user)
        client.get("/arbete/")
        jar = {name: morsel.value for name, morsel in client.cookies.items()}
        if "csrftoken" not in jar:
            raise SystemExit("no CSRF cookie was given")
        cookies = "; ".join(f"{name}={value}" for name, value in jar.items())
        return cls(port, cookies, jar["csrftoken"])

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, str]:
        return self._send("GET", path, None, headers or {})

    def post(self, path: str, fields: Mapping[str, str]) -> tuple[int, str]:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._send("POST", path, urlencode(fields), {**form, "X-CSRFToken": self.token})

    def _send(
        self, method: str, path: str, body: str | None, headers: Mapping[str, str]
    ) -> tuple[int, str]:
        """The status and the ETag."""
        if self._connection is None:
            self._connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        sent = {"Host": "localhost", "Cookie": self.cookies, **headers}
        self._connection.request(method, path, body, sent)
        response = self._connection.getresponse()
        response.read()
        return response.status, response.headers.get("ETag", "")


@dataclass
class Polls:
    """What polling met: milliseconds each, and how many were not 200 or 304."""

    times: list[float] = field(default_factory=list)
    unchanged: int = 0
    failed: int = 0


@contextmanager
def polling(browsers: Sequence[Browser], path: str) -> Iterator[Polls]:
    """Everyone asks once a second for as long as this is open, spread over the second."""
    polls, stop = Polls(), threading.Event()
    threads = [
        threading.Thread(target=_poll, args=(one, path, place / len(browsers), polls, stop))
        for place, one in enumerate(browsers)
    ]
    for thread in threads:
        thread.start()
    try:
        yield polls
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _poll(browser: Browser, path: str, offset: float, polls: Polls, stop: threading.Event) -> None:
    etag = ""
    due = time.perf_counter() + offset
    while not stop.wait(max(0.0, due - time.perf_counter())):
        start = time.perf_counter()
        status, etag = browser.get(path, {"If-None-Match": etag} if etag else {})
        polls.times.append((time.perf_counter() - start) * 1_000)
        polls.unchanged += status == http.HTTPStatus.NOT_MODIFIED
        polls.failed += status not in (http.HTTPStatus.OK, http.HTTPStatus.NOT_MODIFIED)
        due = max(due + 1.0, time.perf_counter())
