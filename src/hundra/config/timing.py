"""How long the server took, told with the answer (W3C, Server Timing)."""

from __future__ import annotations

import time
from collections.abc import Iterable
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

HEADER = "Server-Timing"


def timed(application: WSGIApplication) -> WSGIApplication:
    """The application, each of whose answers says `Server-Timing: total;dur=` and milliseconds:
    from when a thread has taken the request up until the page is made. What is streamed after
    that is not in it, nor the wait for a thread."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        begun = time.perf_counter()

        def start(
            status: str,
            headers: list[tuple[str, str]],
            failure: tuple[type[BaseException], BaseException, TracebackType]
            | tuple[None, None, None]
            | None = None,
            /,
        ) -> Any:
            milliseconds = (time.perf_counter() - begun) * 1_000
            headers = [*headers, (HEADER, f"total;dur={milliseconds:.1f}")]
            return start_response(status, headers, failure)

        return application(environ, start)

    return answer
