"""The HTTP API of 46elks (https://46elks.com/docs/overview): forms in, JSON out, basic auth."""

from __future__ import annotations

import base64
import http.client
import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

TIMEOUT_SECONDS = 15
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
MAX_ANSWER_BYTES = 100_000
SERVER_ERROR = 500
TOO_MANY = 429
NOT_FOUND = 404


class ApiError(Exception):
    """The API did not do it; the text is for the operator and holds no password."""


class RefusedError(ApiError):
    """It answered no, and would again."""


class MissingError(RefusedError):
    """It has no such thing."""


class LaterError(ApiError):
    """It did not answer, or cannot just now."""


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Our password goes to the address that was set, and to no other."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


@dataclass(frozen=True)
class Api:
    """At `base`, such as https://api.46elks.com/a1, as `username` with `password`."""

    base: str
    username: str
    password: str

    @classmethod
    def parse(cls, url: str) -> Api:
        """From https://user:password@api.46elks.com/a1; http only on this machine (a simulator).

        Raises ValueError with what is wrong.
        """
        parts = urlsplit(url)
        local = parts.hostname in LOOPBACK
        if parts.scheme != "https" and not (parts.scheme == "http" and local):
            raise ValueError("must begin with https://")
        if not parts.hostname or not parts.username or not parts.password:
            raise ValueError("must look like https://user:password@api.46elks.com/a1")
        host = parts.hostname if parts.port is None else f"{parts.hostname}:{parts.port}"
        return cls(
            f"{parts.scheme}://{host}{parts.path.rstrip('/')}",
            unquote(parts.username),
            unquote(parts.password),
        )

    def post(self, path: str, form: Mapping[str, str]) -> dict[str, Any]:
        """Raises RefusedError or LaterError."""
        return self._ask(self._request(f"{self.base}/{path}", data=urlencode(form).encode()))

    def get(self, path: str) -> dict[str, Any]:
        """Raises RefusedError (MissingError where there is nothing of that name) or LaterError."""
        return self._ask(self._request(f"{self.base}/{path}"))

    def _ask(self, request: urllib.request.Request) -> dict[str, Any]:
        try:
            answer = json.loads(self._send(request, MAX_ANSWER_BYTES))
        except ValueError as error:
            raise LaterError(f"{self.base} answered with something else than JSON") from error
        if not isinstance(answer, dict):
            raise LaterError(f"{self.base} answered with something else than an object")
        return answer

    def fetch(self, address: str, *, max_bytes: int) -> bytes:
        """A file that the API keeps. Addresses elsewhere are refused: they'd get our password."""
        ours, theirs = urlsplit(self.base), urlsplit(address)
        if (theirs.scheme, theirs.netloc) != (ours.scheme, ours.netloc):
            raise RefusedError("The address of the recording lies outside the provider's own")
        return self._send(self._request(address), max_bytes)

    def _request(self, address: str, data: bytes | None = None) -> urllib.request.Request:
        secret = base64.b64encode(f"{self.username}:{self.password}".encode()).decode()
        headers = {"Authorization": f"Basic {secret}", "User-Agent": "Hundra/1.0"}
        # The scheme is ours: https, or http on this machine.
        return urllib.request.Request(address, data=data, headers=headers)  # noqa: S310

    def _send(self, request: urllib.request.Request, max_bytes: int) -> bytes:
        context = ssl.create_default_context()
        opener = urllib.request.build_opener(
            _NoRedirects, urllib.request.HTTPSHandler(context=context)
        )
        try:
            with opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
                data: bytes = answer.read(max_bytes + 1)
        except urllib.error.HTTPError as error:
            with error:
                words = error.read(200).decode(errors="replace").strip()
            raise _judged(error.code, f"{error.code} {words}") from error
        except (OSError, http.client.HTTPException) as error:
            raise LaterError(f"{self.base}: {type(error).__name__}: {error}") from error
        if len(data) > max_bytes:
            raise RefusedError(f"More than {max_bytes} bytes")
        return data


def _judged(status: int, words: str) -> ApiError:
    if status >= SERVER_ERROR or status == TOO_MANY:
        return LaterError(words)
    return MissingError(words) if status == NOT_FOUND else RefusedError(words)
