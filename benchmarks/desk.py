"""The service centre at 2,000,000 contacts and 300,000 cases, with 50 guides polling at once.

How long it takes to make them in bulk; then a guide's, a handler's and an analyst's pages over HTTP
against `hundra serve` with two processes, while each of 50 guides asks once a second what is new:
the time that the server took, as it tells itself (the limits are its), and what was waited for at
the other end, where the browsers take of the same processors. The peer is django-helpdesk on the
same PostgreSQL with as many tickets as we have cases: its list, a ticket, its search and creating
one, in process and alone. The follow-up's limit is 300 ms, all others' 50.

    uv run python benchmarks/desk.py [--quick] [--contacts N] [--json] [--no-peer]

The peer is fetched by uv into an environment of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import quote

from harness.report import Row, arguments, report
from harness.throwaway import throwaway_database, throwaway_installation

if TYPE_CHECKING:
    from harness.polling import Browser

PORT = 8471
PROCESSES = 2
WARM = 10
GUIDES = 50
LIMIT_MS = {"follow-up, a year": 300.0}
USUAL_LIMIT_MS = 50.0
LIMIT_SECONDS = 300.0
WORDS = ("trasig", "bygglov", "skolskjuts", "soporna", "vigsel")
ELSEWHERE = "lönen"
"""Common among employees, whose desk is another: at the citizens' desk nobody has it."""
PEER = Path(__file__).parent / "harness" / "helpdesk_peer.py"
PEER_VERSION = "2.6.1"
PEER_NAMES = {
    "handler's list": "list",
    "case": "open",
    "cases by words": "search",
    "register": "create",
}


@dataclass(frozen=True)
class Size:
    contacts: int
    cases: int
    days: int
    requests: int


@dataclass(frozen=True)
class Taken:
    """Milliseconds of each request: the server's own, and what was waited for over HTTP."""

    server: list[float]
    waited: list[float]


FULL = Size(2_000_000, 300_000, 3 * 365, 100)
QUICK = Size(60_000, 9_000, 365, 30)


def main() -> int:
    options = _options()
    size = QUICK if options.quick else FULL
    if options.contacts:
        size = replace(FULL, contacts=options.contacts, cases=options.contacts * 3 // 20)
    peer = {} if options.no_peer else _peer(size)
    with throwaway_installation():
        seconds = _filled(size)
        with _serving():
            times, polls = _timed(size)
    rows = [
        Row(f"{size.contacts:,} contacts, {size.cases:,} cases made", seconds["made"], unit="s"),
        Row("counted for the follow-up", seconds["counted"], unit="s"),
    ]
    rows += [row for name, taken in times.items() for row in _rows(name, taken, peer)]
    rows += _cuts(f"poll, {GUIDES} guides each second", polls)
    report("Service centre", rows, as_json=options.json)
    slow = [name for name, taken in times.items() if _p95(taken.server) >= _limit(name)]
    if slow:
        print(f"over their limit: {', '.join(slow)}", file=sys.stderr)
    return 1 if slow or _p95(polls) >= USUAL_LIMIT_MS or _too_long(size, seconds) else 0


def _options() -> argparse.Namespace:
    parser = arguments(__doc__ or "")
    parser.add_argument(
        "--contacts", type=int, help="another number, with as large a share of cases"
    )
    parser.add_argument("--no-peer", action="store_true", help="without django-helpdesk")
    return parser.parse_args()


def _limit(name: str) -> float:
    return LIMIT_MS.get(name, USUAL_LIMIT_MS)


def _too_long(size: Size, seconds: dict[str, float]) -> bool:
    return size is FULL and seconds["made"] >= LIMIT_SECONDS


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=100)[94]


def _rows(name: str, taken: Taken, peer: dict[str, dict[str, float]]) -> list[Row]:
    theirs = peer.get(PEER_NAMES.get(name, ""), {})
    return [*_cuts(name, taken.server, theirs), *_cuts(f"{name}, waited", taken.waited)]


def _cuts(
    name: str, times: list[float], theirs: Mapping[str, float] = MappingProxyType({})
) -> list[Row]:
    rows = []
    for cut, place in (("p50", 49), ("p95", 94)):
        ours = round(statistics.quantiles(times, n=100)[place], 1)
        peers = {"django-helpdesk": round(theirs[cut], 1)} if theirs else {}
        ratio = round(theirs[cut] / ours, 1) if theirs else None
        rows.append(Row(f"{name}, {cut}", ours, peers, ratio, unit="ms"))
    return rows


# --- Filling ---


def _filled(size: Size) -> dict[str, float]:
    """Seconds for what was made, and for counting it."""
    import numpy as np
    from django.core.management import call_command
    from django.db import transaction
    from django.utils import timezone

    from hundra.config.demo import filling
    from hundra.config.demo.desks import bulk_contacts, create_desks
    from hundra.config.demo.logins import create_logins

    with transaction.atomic():
        filling._import_organisation(random.Random(1), 2_000)
        create_logins()
        create_desks()
    start = time.perf_counter()
    with transaction.atomic():
        bulk_contacts(
            contacts=size.contacts,
            cases=size.cases,
            until=timezone.now(),
            days=size.days,
            rng=np.random.default_rng(1),
        )
    made = time.perf_counter() - start
    _settle()
    start = time.perf_counter()
    call_command("count_contacts", verbosity=0)
    counted = time.perf_counter() - start
    _settle()
    return {"made": made, "counted": counted}


def _settle() -> None:
    """What three years do a little at a time: else the database tidies while it is measured."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


# --- Serving ---


@contextmanager
def _serving() -> Iterator[None]:
    command = [sys.executable, "-m", "hundra.config.cli", "serve", "--port", str(PORT)]
    settings = {
        "HUNDRA_PROCESSES": str(PROCESSES),
        "HUNDRA_LOG_LEVEL": "ERROR",
        "HUNDRA_SERVER_TIMING": "1",
    }
    process = subprocess.Popen(command, env=os.environ | settings)
    try:
        _wait(process)
        yield
    finally:
        process.terminate()
        process.wait(30)


def _wait(process: subprocess.Popen[bytes]) -> None:
    import http.client

    for _ in range(1_200):
        if process.poll() is not None:
            raise SystemExit("the server ended by itself")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not answer")


# --- Timing ---


def _timed(size: Size) -> tuple[dict[str, Taken], list[float]]:
    from django.urls import reverse
    from harness.polling import Browser, polling

    from hundra.core.accounts.models import User
    from hundra.hear.contacts.models import Guide

    guides = list(Guide.objects.filter(desk__slug="servicecenter").select_related("user"))[:GUIDES]
    others = [Browser.of(guide.user, PORT) for guide in guides]
    guide = Browser.of(guides[0].user, PORT)
    registrar = Browser.of(guides[1].user, PORT)
    handler = Browser.of(User.objects.get(email="handlaggare@granby.example"), PORT)
    analyst = Browser.of(User.objects.get(email="administrator@granby.example"), PORT)
    with polling(others, reverse("guide_poll")) as polls:
        time.sleep(5)  # Until every guide has their page.
        steps = _steps(guide, registrar, handler, analyst, guides[1])
        times = {name: _times(step, size.requests) for name, step in steps.items()}
    if polls.failed:
        raise SystemExit(f"{polls.failed} polls failed")
    return times, polls.times


def _steps(
    guide: Browser,
    registrar: Browser,
    handler: Browser,
    analyst: Browser,
    who: object,
) -> dict[str, Callable[[int], float]]:
    """What is timed: each does the n-th of its kind, and tells the server's milliseconds."""
    from django.urls import reverse

    from hundra.hear.cases.models import Case
    from hundra.hear.contacts.models import Contact

    rng = random.Random(5)
    desk = Contact.objects.filter(desk__slug="servicecenter")
    last = desk.order_by("-pk").values_list("pk", flat=True)[0]
    contacts = [max(1, last - rng.randrange(last // 2)) for _ in range(200)]
    contacts = list(desk.filter(pk__in=contacts).values_list("pk", flat=True))
    cases = list(
        Case.objects.filter(unit__path__contains=_unit_path("handlaggare@granby.example"))
        .filter(is_confidential=False)
        .values_list("pk", flat=True)[:100]
    )
    year = "?period=ar"
    listed, case_list = reverse("contacts"), reverse("cases")

    def get(browser: Browser, path: str) -> float:
        status, _ = browser.get(path)
        if status not in (200, 302):
            raise SystemExit(f"{path} answered {status}")
        return browser.server_ms

    def register(_: int) -> float:
        contact = _wrapped_up(who)
        path = reverse("contact_register", kwargs={"pk": contact.pk})
        fields = _registration(contact)
        status, _ = registrar.post(path, fields)
        if status not in (200, 302):
            raise SystemExit(f"registering answered {status}")
        return registrar.server_ms

    return {
        "guide's page": lambda n: get(guide, reverse("service_centre")),
        "contact": lambda n: get(
            guide, reverse("contact", kwargs={"pk": contacts[n % len(contacts)]})
        ),
        "contacts, newest": lambda n: get(guide, listed),
        "contacts by number": lambda n: get(guide, f"{listed}?q={contacts[n % len(contacts)]}"),
        "contacts by words": lambda n: get(guide, f"{listed}?q={_quoted(n)}"),
        "contacts by a word of another desk": lambda n: get(
            guide, f"{listed}?q={quote(ELSEWHERE)}"
        ),
        "register": register,
        "handler's list": lambda n: get(handler, case_list),
        "cases by words": lambda n: get(handler, f"{case_list}?q={_quoted(n)}"),
        "case": lambda n: get(handler, reverse("case", kwargs={"number": cases[n % len(cases)]})),
        "follow-up, a year": lambda n: get(analyst, reverse("channels_follow_up") + year),
    }


def _quoted(n: int) -> str:
    return quote(WORDS[n % len(WORDS)])


def _unit_path(email: str) -> str:
    from hundra.core.accounts.models import RoleGrant

    return RoleGrant.objects.get(user__email=email).unit.path


def _wrapped_up(guide: object) -> object:
    """A contact that the guide has just answered and is to register."""
    from django.utils import timezone

    from hundra.hear.contacts.models import Channel, Contact, ContactState

    now = timezone.now()
    desk = guide.desk  # type: ignore[attr-defined]
    return Contact.objects.create(
        desk=desk,
        channel=Channel.EMAIL,
        state=ContactState.WRAP_UP,
        guide=guide,
        asked_reason=desk.reasons.first(),
        received_at=now,
        queued_at=now,
        answered_at=now,
        ended_at=now,
    )


def _registration(contact: object) -> dict[str, str]:
    reason = contact.asked_reason  # type: ignore[attr-defined]
    return {
        "reason": str(reason.reason_id),
        "outcome": "solved",
        "note": "Gav svar.",
        "words": "svar",
    }


def _times(step: Callable[[int], float], requests: int) -> Taken:
    for number in range(WARM):  # What a process reads once is not the page's.
        step(number)
    server, waited = [], []
    for number in range(WARM, WARM + requests):
        start = time.perf_counter()
        server.append(step(number))
        waited.append((time.perf_counter() - start) * 1_000)
    return Taken(server, waited)


# --- The peer ---


def _peer(size: Size) -> dict[str, dict[str, float]]:
    with throwaway_database() as url:
        command = ["uv", "run", "--no-project", "--with", f"django-helpdesk=={PEER_VERSION}"]
        command += ["--with", "psycopg[binary]", "python", str(PEER), url]
        command += [str(size.cases), str(size.requests)]
        environment = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        print(f"The peer could not run:\n{done.stderr[-2000:]}", file=sys.stderr)
        return {}
    measured: dict[str, dict[str, float]] = json.loads(done.stdout.splitlines()[-1])
    return measured


if __name__ == "__main__":
    raise SystemExit(main())
