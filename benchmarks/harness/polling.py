"""Guides at work over HTTP: each polls once a second, while the pages are timed beside them."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from django.test import Client

from harness.poller import HOST, Polls

POLLER = Path(__file__).parent / "poller.py"


@dataclass
class Browser:
    """One who is signed in, with a connection that stays open."""

    port: int
    cookies: str
    token: str
    server_ms: float = 0.0
    """What the last answer took of the server's time; 0 if it does not say."""
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
        self.server_ms = float(response.headers.get("Server-Timing", "=0").partition("=")[2])
        return response.status, response.headers.get("ETag", "")


@contextmanager
def polling(browsers: Sequence[Browser], path: str) -> Iterator[Polls]:
    """Everyone asks once a second for as long as this is open; the figures are there afterwards."""
    polls = Polls()
    process = subprocess.Popen(
        [sys.executable, str(POLLER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    cookies = [one.cookies for one in browsers]
    asked = {"port": browsers[0].port, "path": path, "cookies": cookies}
    process.stdin.write(json.dumps(asked) + "\n")
    process.stdin.flush()
    try:
        yield polls
    finally:
        told, _ = process.communicate(timeout=60)
    if process.returncode:
        raise SystemExit("the poller failed")
    vars(polls).update(json.loads(told))
