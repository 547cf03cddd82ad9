"""Guides who ask once a second what is new, in a process of their own, so that whoever times pages
beside them shares no interpreter with them. Started by `harness.polling`.

Reads one line of JSON from standard input (port, path, the cookies of each guide) and polls until
standard input is closed; then writes one line: milliseconds of each poll, unchanged and failed.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from dataclasses import asdict, dataclass, field

HOST = "127.0.0.1"
OK, UNCHANGED = 200, 304
_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
_ETAG = re.compile(rb"(?i)\r\netag: *([^\r]+)")
_FORM = re.compile(rb'id="held-(\d+)-form"[^>]*data-key="typed"')


@dataclass
class Polls:
    """What polling met: milliseconds each, and how many were unchanged, or neither 200 nor 304."""

    times: list[float] = field(default_factory=list)
    unchanged: int = 0
    failed: int = 0


async def main() -> None:
    loop = asyncio.get_running_loop()
    asked = json.loads(await loop.run_in_executor(None, sys.stdin.readline))
    polls, count = Polls(), len(asked["cookies"])
    tasks = [
        asyncio.create_task(_poll(asked["port"], asked["path"], cookies, place / count, polls))
        for place, cookies in enumerate(asked["cookies"])
    ]
    closed = loop.run_in_executor(None, sys.stdin.read)
    done, _ = await asyncio.wait([closed, *tasks], return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
        if task in done:
            task.result()
    print(json.dumps(asdict(polls)), flush=True)


async def _poll(port: int, path: str, cookies: str, offset: float, polls: Polls) -> None:
    """Once a second, a connection kept open, spread over the second by `offset`."""
    reader, writer = await asyncio.open_connection(HOST, port)
    head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\n".encode()
    etag = forms = b""
    due = time.perf_counter() + offset
    while True:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        start = time.perf_counter()
        mark = b"If-None-Match: " + etag + b"\r\n" if etag else b""
        writer.write(head + b"X-Forms: " + forms + b"\r\n" + mark + b"\r\n")
        status, etag, body = await _read(reader)
        if status == OK:  # The page keeps the forms it has, and says so.
            forms = b",".join(_FORM.findall(body))
        polls.times.append((time.perf_counter() - start) * 1_000)
        polls.unchanged += status == UNCHANGED
        polls.failed += status not in (OK, UNCHANGED)
        due = max(due + 1.0, time.perf_counter())


async def _read(reader: asyncio.StreamReader) -> tuple[int, bytes, bytes]:
    """The status, the ETag and what the answer holds."""
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    length = _LENGTH.search(head)
    body = b""
    if length and status != UNCHANGED:
        body = await reader.readexactly(int(length.group(1)))
    etag = _ETAG.search(head)
    return status, etag.group(1) if etag else b"", body


if __name__ == "__main__":
    asyncio.run(main())
