"""HR's files at full size: 40,000 people taken over, again unchanged, and after a month's changes.

Seconds of the whole import: reading the files, checking them, changing the database with its
history. The peer does in the same run what one would write first: Django's update_or_create, row
by row, on a sample of the rows, scaled to all of them. Then the server time, in milliseconds, of
the pages and searches that must stay under 50 ms with everyone in place.

`--data PATH` takes a folder with enheter.csv, personer.csv and anstallningar.csv of the format in
docs/reference/hr-files.md.

    uv run python benchmarks/import_hr.py [--quick] [--json] [--data PATH]
"""

from __future__ import annotations

import csv
import io
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from harness.report import Row, arguments, report
from harness.throwaway import throwaway_installation

PEOPLE, PEOPLE_QUICK = 40_000, 4_000
SAMPLE = 400
LIMIT_SECONDS = 60
LIMIT_MS = 50


def main() -> int:
    parser = arguments(__doc__ or "")
    parser.add_argument("--data", type=Path, help="a folder with other files of the same format")
    options = parser.parse_args()
    people = PEOPLE_QUICK if options.quick else PEOPLE
    with throwaway_installation():
        files = _read(options.data) if options.data else _made_up(people)
        rows = [*_imports(files), *_pages()]
    report(f"HR's files, {people} people", rows, as_json=options.json)
    slow = [
        row.name for row in rows if row.ours > (LIMIT_MS if row.unit == "ms" else LIMIT_SECONDS)
    ]
    return 1 if slow else 0


def _made_up(people: int) -> Any:
    from hundra.config.demo.organisation import build_organisation

    return build_organisation(Random(1), people)


def _read(folder: Path) -> Any:
    from hundra.core.organisation.services.hr import HrFiles, SentFile

    names = ("enheter.csv", "personer.csv", "anstallningar.csv")
    return HrFiles(*(SentFile(name, (folder / name).read_bytes()) for name in names))


def _imports(files: Any) -> list[Row]:
    from hundra.core.organisation.services.hr import import_hr

    found = []
    for name, sent in (
        ("first import", files),
        ("the same files again", files),
        ("a month's changes", _a_month_later(files)),
    ):
        seconds = _seconds(lambda sent=sent: _carried_out(import_hr(sent)))
        peer = _row_by_row(sent, fresh=name == "first import")
        found.append(
            Row(
                name,
                round(seconds, 2),
                {"update_or_create": round(peer, 1)},
                round(peer / seconds, 1),
                "s",
            )
        )
    return found


def _carried_out(done: Any) -> None:
    if not done.carried_out:
        raise SystemExit(f"the import was stopped: {done.faults[:3]}")


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _a_month_later(files: Any) -> Any:
    """Two in a hundred have a new title, one has left."""
    rng = Random(2)
    header, *rows = csv.reader(io.StringIO(files.employments.data.decode()), delimiter=";")
    title, leads = header.index("Befattning"), header.index("Är chef")
    kept = []
    for row in rows:
        chance = rng.random()
        if chance < 0.01 and row[leads] != "ja":
            continue
        if chance > 0.98:
            row[title] = "Samordnare"
        kept.append(row)
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([header, *kept])
    return replace(files, employments=replace(files.employments, data=text.getvalue().encode()))


def _row_by_row(files: Any, *, fresh: bool) -> float:
    """Seconds for all rows, from a sample whose changes are undone.

    A first import creates each row, so the sample gets keys that are not there yet.
    """
    from django.db import transaction

    from hundra.core.organisation.models import Employment, Person, Unit

    mark = "x" if fresh else ""
    people = _sample(files.people)
    employments = _sample(files.employments)
    with transaction.atomic():
        spent = (
            _seconds(
                lambda: [
                    Person.objects.update_or_create(
                        number=mark + row["Anställningsnummer"],
                        defaults={
                            "given_name": row["Förnamn"],
                            "family_name": row["Efternamn"],
                            "email": row["E-post"],
                            "phone": row["Telefon"],
                        },
                    )
                    for row in people
                ]
            )
            * _count(files.people)
            / len(people)
        )
        spent += (
            _seconds(
                lambda: [
                    Employment.objects.update_or_create(
                        post=mark + row["Tjänst"],
                        starts_on=date.fromisoformat(row["Från"]),
                        defaults={
                            "person": Person.objects.get(number=row["Anställningsnummer"]),
                            "unit": Unit.objects.get(code=row["Enhetskod"]),
                            "manager": Person.objects.filter(number=row["Chef"]).first(),
                            "title": row["Befattning"],
                            "hours_per_week": row["Timmar per vecka"].replace(",", "."),
                        },
                    )
                    for row in employments
                ]
            )
            * _count(files.employments)
            / len(employments)
        )
        transaction.set_rollback(True)
    return spent


def _rows(sent: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sent.data.decode()), delimiter=";"))


def _count(sent: Any) -> int:
    return len(_rows(sent))


def _sample(sent: Any) -> list[dict[str, str]]:
    rows = [row for row in _rows(sent) if not row.get("Till")]
    return Random(3).sample(rows, min(SAMPLE, len(rows)))


def _pages() -> list[Row]:
    from django.test import Client

    from hundra.core.accounts.models import Role, RoleGrant, User
    from hundra.core.organisation.models import Person, Unit
    from hundra.core.organisation.queries import find_people, names_in

    root = Unit.objects.get(parent=None)
    hr = User.objects.create(email="hr@granby.example", name="Didrik Fantasin")
    RoleGrant.objects.create(user=hr, role=Role.HR, unit=root)
    client = Client()
    client.force_login(hr)
    unit = Unit.objects.filter(kind="unit").first()
    person = Person.objects.filter(protected_identity=False).last()
    if unit is None or person is None:
        return []
    name = f"{person.given_name} {person.family_name}"
    text = f"Tack till {name} för hjälpen när gatlyktan på Storgatan var trasig. " * 20
    places = {
        "page: people": lambda: client.get("/arbete/organisation/personer/"),
        "page: people, search": lambda: client.get(
            "/arbete/organisation/personer/", {"q": "alva ber"}
        ),
        "page: people, page 100": lambda: client.get(
            "/arbete/organisation/personer/", {"page": "100"}
        ),
        "page: tree": lambda: client.get("/arbete/organisation/"),
        "page: unit": lambda: client.get(f"/arbete/organisation/enhet/{unit.pk}/"),
        "page: person": lambda: client.get(f"/arbete/organisation/personer/{person.pk}/"),
        "find people": lambda: list(find_people("alva ber", by=hr)),
        "names in a text": lambda: names_in(text),
    }
    return [Row(place, _median_ms(ask), unit="ms") for place, ask in places.items()]


def _median_ms(ask: Callable[[], object]) -> float:
    ask()
    return round(statistics.median(_seconds(ask) for _ in range(9)) * 1_000, 1)


if __name__ == "__main__":
    raise SystemExit(main())
