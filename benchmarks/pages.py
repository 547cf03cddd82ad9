"""Public pages at 100, 1,000 and 10,000 improvements: server time, queries, requests a second.

Server time is what one process needs from request to response, through the whole stack, in
milliseconds, over shuffled addresses. Queries a page are counted and must not grow with size.
Requests a second are by several clients at once over HTTP; the peer is gunicorn serving the very
same application with as many processes.

    uv run python benchmarks/pages.py [--quick] [--json]
"""

from __future__ import annotations

import http.client
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from harness.report import Row, arguments, report
from harness.throwaway import throwaway_installation

SIZES = (100, 1_000, 10_000)
PROCESSES = 2
CLIENTS = 8
PORTS = {"hundra serve": 8461, "gunicorn": 8462}
LIMIT_MS = 50
SERVED = {"HUNDRA_PROCESSES": str(PROCESSES), "HUNDRA_POOL_SIZE": "8", "HUNDRA_LOG_LEVEL": "ERROR"}
WORDS = ("skola", "cyklar", "äldre", "kaffe", "schema", "lekplats", "biblioteket", "sms")


def main() -> int:
    options = arguments(__doc__ or "").parse_args()
    sizes = SIZES[:2] if options.quick else SIZES
    requests = 60 if options.quick else 200
    seconds = 1.0 if options.quick else 2.0
    rows: list[Row] = []
    with throwaway_installation():
        programme = _programme()
        queries: dict[str, set[int]] = {}
        for size in sizes:
            _grow(programme, size)
            rows += _server_times(size, requests, queries)
            rows += _throughput(size, seconds)
    rows += [_constant(name, counts) for name, counts in queries.items()]
    report("Public pages", rows, as_json=options.json)
    slow = [row for row in rows if row.name.endswith("p95") and row.ours >= LIMIT_MS]
    growing = [name for name, counts in queries.items() if len(counts) > 1]
    return 1 if slow or growing else 0


def _pages(size: int) -> dict[str, list[str]]:
    rng = random.Random(size)
    numbers = [rng.randint(1, size) for _ in range(50)]
    return {
        "list": [f"/forbattringar/?sida={1 + n % max(1, size // 24)}" for n in numbers],
        "page": [f"/forbattringar/{n}/" for n in numbers],
        "feed": ["/forbattringar/flode.atom"],
        "search": [f"/forbattringar/?q={word}" for word in WORDS],
        "start": ["/"],
        "api": [f"/api/v1/improvements?page={1 + n % max(1, size // 50)}" for n in numbers],
    }


def _programme():  # type: ignore[no-untyped-def]
    from django.utils import timezone

    from hundra.config.demo.content import read_content
    from hundra.core.organisation.models import Unit, UnitKind
    from hundra.improve.improvements import services

    root = Unit.objects.create(
        code="G", name="Granby kommun", kind=UnitKind.MUNICIPALITY, path="/1/"
    )
    for n in range(200):
        Unit.objects.create(
            code=f"U{n}", name=f"Enhet {n}", kind=UnitKind.UNIT, parent=root, path=f"/1/{n + 2}/"
        )
    for entry in read_content("improvements")["topic"]:
        services.create_topic(**entry, by=None)
    programme = services.create_programme(
        name="Tusen förbättringar",
        slug="tusen",
        goal_citizens=5_000,
        goal_employees=5_000,
        starts_on=timezone.localdate(),
        by=None,
    )
    return services.show_programme(programme=programme, by=None)


def _grow(programme, size: int) -> None:  # type: ignore[no-untyped-def]
    from django.db import connection

    from hundra.config.demo.bulk import bulk_improvements

    programme.refresh_from_db()
    bulk_improvements(programme, size - programme.last_number, rng=random.Random(size))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _server_times(size: int, requests: int, queries: dict[str, set[int]]) -> list[Row]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_HOST="localhost")
    rows = []
    for name, addresses in _pages(size).items():
        for address in addresses[:3]:  # Warm, and counted.
            with CaptureQueriesContext(
                connection,
            ) as captured:
                response = client.get(address)
                content = (
                    b"".join(response.streaming_content) if response.streaming else response.content
                )
            if response.status_code != 200 or not content:
                raise SystemExit(f"{address} answered {response.status_code}")
            queries.setdefault(name, set()).add(len(captured))
        times = sorted(_timed(client, addresses[n % len(addresses)]) for n in range(requests))
        cuts = statistics.quantiles(times, n=100)
        rows.append(Row(f"{size:,} improvements, {name}, p50", round(cuts[49], 2), unit="ms"))
        rows.append(Row(f"{size:,} improvements, {name}, p95", round(cuts[94], 2), unit="ms"))
    return rows


def _timed(client, address: str) -> float:  # type: ignore[no-untyped-def]
    start = time.perf_counter()
    response = client.get(address)
    if response.streaming:
        b"".join(response.streaming_content)
    return (time.perf_counter() - start) * 1_000


def _constant(name: str, counts: set[int]) -> Row:
    return Row(
        f"queries, {name} (at all sizes)"
        if len(counts) == 1
        else f"queries, {name}: GROWING {sorted(counts)}",
        max(counts),
    )


def _throughput(size: int, seconds: float) -> list[Row]:
    pages = {
        name: addresses
        for name, addresses in _pages(size).items()
        if name in {"list", "page", "feed", "search"}
    }
    figures: dict[str, dict[str, float]] = {}
    for server in PORTS:
        with _serving(server) as port:
            figures[server] = {
                name: _load(port, addresses, seconds) for name, addresses in pages.items()
            }
    return [
        Row(
            f"{size:,} improvements, {name}, requests/s",
            round(figures["hundra serve"][name], 1),
            {"gunicorn": round(figures["gunicorn"][name], 1)},
            round(figures["hundra serve"][name] / figures["gunicorn"][name], 2),
        )
        for name in pages
    ]


@contextmanager
def _serving(server: str) -> Iterator[int]:
    port = PORTS[server]
    bin_folder = Path(sys.executable).parent
    commands = {
        "hundra serve": [
            sys.executable,
            "-m",
            "hundra.config.cli",
            "serve",
            "--port",
            str(port),
        ],
        "gunicorn": [
            bin_folder / "gunicorn",
            "--bind",
            f"127.0.0.1:{port}",
            "--workers",
            str(PROCESSES),
            "--threads",
            "4",
            "--log-level",
            "error",
            "--keep-alive",
            "30",
            "hundra.config.wsgi:application",
        ],
    }
    process = subprocess.Popen(commands[server], env=os.environ | SERVED)
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(1_200):
        if process.poll() is not None:
            raise SystemExit("the server ended by itself")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not answer")


def _load(port: int, addresses: list[str], seconds: float) -> float:
    counts = [0] * CLIENTS
    end = time.perf_counter() + seconds

    def client(index: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        nth = index
        while time.perf_counter() < end:
            connection.request("GET", addresses[nth % len(addresses)].replace("ä", "%C3%A4"))
            response = connection.getresponse()
            response.read()
            if response.status != 200:
                raise SystemExit(f"answered {response.status}")
            counts[index] += 1
            nth += CLIENTS
        connection.close()

    threads = [threading.Thread(target=client, args=(index,)) for index in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


if __name__ == "__main__":
    raise SystemExit(main())
