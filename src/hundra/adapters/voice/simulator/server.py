"""The API of 46elks, played: our own requests (a call, an SMS, a recording) are answered."""

from __future__ import annotations

import base64
import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl

MAX_FORM_BYTES = 100_000


@dataclass
class SimulatedApi:
    """What was asked for. `recordings` are given out by their path, `known` calls by their
    id (https://46elks.com/docs/show-call-id); `fail_with` refuses all."""

    username: str = "simulator"
    password: str = "simulated"  # noqa: S105 - there is nothing behind it
    url: str = ""
    calls: list[dict[str, str]] = field(default_factory=list)
    texts: list[dict[str, str]] = field(default_factory=list)
    recordings: dict[str, bytes] = field(default_factory=dict)
    known: dict[str, dict[str, object]] = field(default_factory=dict)
    fail_with: int = 0
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def settings_url(self) -> str:
        """For HUNDRA_VOICE_URL and HUNDRA_SMS_URL."""
        return self.url.replace("http://", f"http://{self.username}:{self.password}@")

    def is_allowed(self, header: str) -> bool:
        known = base64.b64encode(f"{self.username}:{self.password}".encode()).decode()
        return header == f"Basic {known}"

    def answer(self, path: str, form: dict[str, str]) -> dict[str, str] | None:
        """What the API answers; None: no such thing."""
        number = f"s{next(self._numbers):08d}"
        if path == "/a1/calls":
            self.calls.append({**form, "id": number})
            return {"id": number, "direction": "outgoing", "state": "ongoing", **_numbers_of(form)}
        if path == "/a1/sms":
            self.texts.append({**form, "id": number})
            return {"id": number, "status": "created", "message": form.get("message", "")}
        return None


def _numbers_of(form: dict[str, str]) -> dict[str, str]:
    return {name: form.get(name, "") for name in ("from", "to")}


class _Handler(BaseHTTPRequestHandler):
    """Answers for `api`, which `serve` sets on a class of its own."""

    api: SimulatedApi

    def do_POST(self) -> None:
        length = min(int(self.headers.get("Content-Length") or 0), MAX_FORM_BYTES)
        form = dict(parse_qsl(self.rfile.read(length).decode()))
        if self._is_refused():
            return
        answered = self.api.answer(self.path, form)
        if answered is None:
            self._send(404, b"Not found", "text/plain")
        else:
            self._send(200, json.dumps(answered).encode(), "application/json")

    def do_GET(self) -> None:
        if self._is_refused():
            return
        call = self.api.known.get(self.path.removeprefix("/a1/calls/"))
        data = self.api.recordings.get(self.path)
        if call is not None:
            self._send(200, json.dumps(call).encode(), "application/json")
        elif data is not None:
            self._send(200, data, "audio/wav")
        else:
            self._send(404, b"Not found", "text/plain")

    def _is_refused(self) -> bool:
        if not self.api.is_allowed(self.headers.get("Authorization", "")):
            self._send(401, b"API access requires Basic HTTP authentication", "text/plain")
            return True
        if self.api.fail_with:
            self._send(self.api.fail_with, b"Refused", "text/plain")
        return bool(self.api.fail_with)

    def _send(self, status: int, body: bytes, media_type: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """The log is `api.calls` and `api.texts`."""


@contextmanager
def serve(port: int = 0) -> Iterator[SimulatedApi]:
    """The API at an address of this machine, for as long as the block lasts."""
    api = SimulatedApi()
    handler = type("Handler", (_Handler,), {"api": api})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    api.url = f"http://127.0.0.1:{server.server_port}/a1"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield api
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
