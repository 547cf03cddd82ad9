"""The server's time for pages, in process: from request to response through the whole stack."""

from __future__ import annotations

import statistics
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from harness.report import Row

if TYPE_CHECKING:
    from django.test import Client

LIMIT_MS = 50


def server_times(
    client: Client,
    pages: Mapping[str, Sequence[str]],
    *,
    requests: int,
    queries: dict[str, set[int]],
    before: str = "",
) -> list[Row]:
    """p50 and p95 in milliseconds for each page's addresses, taken in turn.

    The queries of each page are added to `queries`, and a page that fails ends the benchmark.
    """
    import hundra.config.wsgi  # noqa: F401 - the process as it is when it serves

    rows = []
    for name, addresses in pages.items():
        for address in addresses:  # Once before: what is read once a process is not the page's.
            _read(client, address)
        counts = {_counted(client, address) for address in addresses[:4]}
        queries.setdefault(name, set()).update(counts)
        times = [_timed(client, addresses[n % len(addresses)]) for n in range(requests)]
        cuts = statistics.quantiles(times, n=100)
        rows.append(Row(f"{before}{name}, p50", round(cuts[49], 2), unit="ms"))
        rows.append(Row(f"{before}{name}, p95", round(cuts[94], 2), unit="ms"))
    return rows


def query_rows(queries: Mapping[str, set[int]]) -> list[Row]:
    """How many queries each page takes, and whether it varies."""
    return [
        Row(
            f"queries, {name}" + (f": VARYING {sorted(counts)}" if len(counts) > 1 else ""),
            max(counts),
        )
        for name, counts in queries.items()
    ]


def failing(rows: Sequence[Row], queries: Mapping[str, set[int]]) -> bool:
    """Is any p95 above the promise, or any number of queries not constant?"""
    slow = any(row.name.endswith("p95") and row.ours >= LIMIT_MS for row in rows)
    return slow or any(len(counts) > 1 for counts in queries.values())


def _counted(client: Client, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        content = _read(client, address)
    if not content:
        raise SystemExit(f"{address} answered nothing")
    return len(captured)


def _timed(client: Client, address: str) -> float:
    start = time.perf_counter()
    _read(client, address)
    return (time.perf_counter() - start) * 1_000


def _read(client: Client, address: str) -> bytes:
    response = client.get(address)
    if response.status_code != 200:
        raise SystemExit(f"{address} answered {response.status_code}")
    if response.streaming:
        return b"".join(response)
    return bytes(response.content)
