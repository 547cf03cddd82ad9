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
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from harness.report import Row, arguments, report
from harness.served import failing, query_rows, server_times
from harness.throwaway import throwaway_installation

if TYPE_CHECKING:
    from hundra.improve.improvements.models import Programme

SIZES = (100, 1_000, 10_000)
PROCESSES = 2
CLIENTS = 8
PORTS = {"hundra serve": 8461, "gunicorn": 8462}
SERVED = {"HUNDRA_PROCESSES": str(PROCESSES), "HUNDRA_POOL_SIZE": "8", "HUNDRA_LOG_LEVEL": "ERROR"}
WORDS = ("skola", "cyklar", "äldre", "kaffe", "schema", "lekplats", "biblioteket", "sms")


def main() -> int:
    options = arguments(__doc__ or "").parse_args()
    sizes = SIZES[:2] if options.quick else SIZES
    requests = 60 if options.quick else 200
    seconds = 1.0 if options.quick else 2.0
    rows: list[Row] = []
    with throwaway_installation():
        from django.test import Client

        programme = _programme()
        queries: dict[str, set[int]] = {}
        for size in sizes:
            _grow(programme, size)
            rows += server_times(
                Client(HTTP_HOST="localhost"),
                _pages(size),
                requests=requests,
                queries=queries,
                before=f"{size:,} improvements, ",
            )
            rows += _throughput(size, seconds)
    rows += query_rows(queries)
    report("Public pages", rows, as_json=options.json)
    return 1 if failing(rows, queries) else 0


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


def _programme() -> Programme:
    from django.utils import timezone

    from hundra.config.demo.content import read_content
    from hundra.core.organisation.models import Unit, UnitKind
    from hundra.improve.improvements import services
    from hundra.measure.indicators.models import Series, YearValue

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
    series = Series.objects.create(
        programme=programme, name="Sökande till sommarjobb", slug="sommarjobb", is_public=True
    )
    YearValue.objects.bulk_create(
        YearValue(series=series, year=year, value=400 + 10 * (year - 2016))
        for year in range(2016, 2027)
    )
    return services.show_programme(programme=programme, by=None)


def _grow(programme: Programme, size: int) -> None:
    from django.db import connection

    from hundra.config.demo.bulk import bulk_improvements

    programme.refresh_from_db()
    bulk_improvements(programme, size - programme.last_number, rng=random.Random(size))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


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
    commands: dict[str, list[str | Path]] = {
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
