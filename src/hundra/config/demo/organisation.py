"""A believable municipality that does not exist: its units, people and employments.

The tree follows the usual Swedish one, with a little more than half of the staff in social
services as in Piteå (S1). Places, homes and surnames are invented and look it; numbers
to call are those set aside for fiction by the Swedish Post and Telecom Authority.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil
from random import Random

from hundra.config.demo.workplaces import (
    ADMINISTRATIONS,
    DIRECTOR,
    Department,
    family_names,
    given_names,
    place_names,
)
from hundra.core.organisation.services.hr import HrFiles, SentFile

_FIRST_START = date(1988, 1, 1)
_LAST_START = date(2026, 5, 31)
_UNITS_PER_AREA = 12
_SMALLEST_UNIT, _USUAL_UNIT, _LARGEST_UNIT = 7, 14, 27
_SECOND_POST_SHARE = 0.03
_EARLIER_POST_SHARE = 0.02
_PROTECTED_SHARE = 0.0015
_FULL_TIME = "40"
_NAME_TRIES = 8


def build_organisation(
    rng: Random, employees: int, *, municipality: str = "Granby kommun"
) -> HrFiles:
    """HR files for so many people; the same for the same `rng`, employees ≥ 200.

    They are meant for `organisation.services.hr.import_hr`, as if an HR system had sent them.
    """
    town = _Town(rng, employees, municipality)
    town.build()
    return HrFiles(
        units=_csv("enheter.csv", _UNIT_HEADER, town.units),
        people=_csv("personer.csv", _PERSON_HEADER, town.people),
        employments=_csv("anstallningar.csv", _EMPLOYMENT_HEADER, town.employments),
    )


_UNIT_HEADER = ("Enhetskod", "Namn", "Typ", "Överordnad enhet")
_PERSON_HEADER = (
    "Anställningsnummer",
    "Förnamn",
    "Efternamn",
    "E-post",
    "Telefon",
    "Skyddade personuppgifter",
)
_EMPLOYMENT_HEADER = (
    "Anställningsnummer",
    "Enhetskod",
    "Tjänst",
    "Befattning",
    "Chef",
    "Är chef",
    "Från",
    "Till",
    "Timmar per vecka",
)


def _csv(name: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> SentFile:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(header)
    writer.writerows(rows)
    return SentFile(name, text.getvalue().encode())


@dataclass
class _Town:
    rng: Random
    employees: int
    municipality: str
    units: list[tuple[str, ...]] = field(default_factory=list)
    people: list[tuple[str, ...]] = field(default_factory=list)
    employments: list[tuple[str, ...]] = field(default_factory=list)
    addresses: Counter[str] = field(default_factory=Counter)
    unit_names: Counter[str] = field(default_factory=Counter)
    posts: int = 0
    areas: int = 0

    def build(self) -> None:
        self.domain = "granby.example"
        self.given, self.family = given_names(), family_names()
        self.places = self._shuffled(place_names())
        root = self._unit(self.municipality, "kommun", "")
        director = self._person()
        self._employ(director, root, DIRECTOR, "", leads=True)
        departments = []
        for administration in ADMINISTRATIONS:
            committee = self._unit(administration.committee, "nämnd", root)
            place = self._unit(administration.name, "förvaltning", committee)
            head = self._person()
            self._employ(head, place, administration.head, director, leads=True)
            departments += [(department, place, head) for department in administration.departments]
        staff = self.employees - len(self.people) - len(departments)
        for (department, place, above), size in zip(
            departments, _shares(staff, [d.share for d, _, _ in departments]), strict=True
        ):
            self._department(department, place, above, size)

    def _department(self, department: Department, above: str, boss: str, staff: int) -> None:
        here = self._unit(department.name, "avdelning", above)
        head = self._person()
        self._employ(head, here, department.head, boss, leads=True)
        sizes = list(self._unit_sizes(staff))
        areas = ceil(len(sizes) / _UNITS_PER_AREA)
        if areas == 1:
            self._units(department, here, head, sizes)
            return
        # The head of an area is one of the department's staff.
        sizes.sort()
        for at in range(areas):
            mine = sizes[at::areas]
            mine[-1] -= 1
            area = self._unit(self._area_name(department), "avdelning", here)
            lead = self._person()
            self._employ(lead, area, "Områdeschef", head, leads=True)
            self._units(department, area, lead, mine)

    def _unit_sizes(self, staff: int) -> Iterator[int]:
        while staff > 0:
            size = round(self.rng.triangular(_SMALLEST_UNIT, _LARGEST_UNIT, _USUAL_UNIT))
            if staff - size < _SMALLEST_UNIT:
                size = staff if staff <= _LARGEST_UNIT else staff // 2
            yield size
            staff -= size

    def _units(self, department: Department, above: str, boss: str, sizes: list[int]) -> None:
        for size in sizes:
            here = self._unit(self._unit_name(department), "enhet", above)
            lead = self._person()
            self._employ(lead, here, department.manager, boss, leads=True)
            for _ in range(size - 1):
                self._member(department, here, lead)

    def _member(self, department: Department, unit: str, boss: str) -> None:
        person = self._person()
        titles = department.titles
        (title,) = self.rng.choices([t for t, _ in titles], [weight for _, weight in titles])
        chance = self.rng.random()
        if chance < _SECOND_POST_SHARE:
            self._employ(person, unit, title, boss, hours="20")
            self._employ(person, unit, "Samordnare", boss, hours="12,5")
        else:
            hours = self.rng.choices((_FULL_TIME, "37", "34", "30"), (60, 20, 10, 10))[0]
            start = self._employ(person, unit, title, boss, hours=hours)
            if chance > 1 - _EARLIER_POST_SHARE:
                self._earlier(person, unit, title, start)

    def _earlier(self, person: str, unit: str, title: str, until: date) -> None:
        start = until - timedelta(days=self.rng.randint(200, 2_000))
        self._write(person, unit, title, "", leads=False, span=(start, until - timedelta(days=1)))

    def _unit(self, name: str, kind: str, above: str) -> str:
        code = f"E{len(self.units):05}"
        self.unit_names[name] += 1
        again = self.unit_names[name]
        self.units.append((code, name if again == 1 else f"{name} {again}", kind, above))
        return code

    def _area_name(self, department: Department) -> str:
        place = self.places[self.areas % len(self.places)]
        self.areas += 1
        return f"{department.area} {place}"

    def _unit_name(self, department: Department) -> str:
        """A name not yet taken, if one is found in a few tries."""
        known = self.places[: max(12, self.employees // 60)]
        for _ in range(_NAME_TRIES):
            place = self.rng.choice(known)
            name = self.rng.choice(department.units).format(place=place, places=_owned(place))
            if name not in self.unit_names:
                break
        return name

    def _person(self) -> str:
        number = f"{100_000 + len(self.people)}"
        given, family = self.rng.choice(self.given), self.rng.choice(self.family)
        protected = self.rng.random() < _PROTECTED_SHARE
        phone = f"0980-319 2{self.rng.randrange(100):02}"
        row = (number, given, family, self._address(given, family), phone)
        self.people.append((*row, "ja" if protected else "nej"))
        return number

    def _address(self, given: str, family: str) -> str:
        name = _ascii(f"{given}.{family}".lower().replace(" ", "."))
        self.addresses[name] += 1
        again = self.addresses[name]
        return f"{name}{again if again > 1 else ''}@{self.domain}"

    def _employ(
        self,
        person: str,
        unit: str,
        title: str,
        boss: str,
        *,
        leads: bool = False,
        hours: str = _FULL_TIME,
    ) -> date:
        days = (_LAST_START - _FIRST_START).days
        # Most have come in later years.
        start = _LAST_START - timedelta(days=int(days * self.rng.random() ** 2.2))
        self._write(person, unit, title, boss, leads=leads, span=(start, None), hours=hours)
        return start

    def _write(
        self,
        person: str,
        unit: str,
        title: str,
        boss: str,
        *,
        leads: bool,
        span: tuple[date, date | None],
        hours: str = _FULL_TIME,
    ) -> None:
        self.posts += 1
        start, end = span
        self.employments.append(
            (
                person,
                unit,
                f"T{self.posts:06}",
                title,
                boss,
                "ja" if leads else "nej",
                start.isoformat(),
                end.isoformat() if end else "",
                hours,
            )
        )

    def _shuffled(self, names: Sequence[str]) -> list[str]:
        return self.rng.sample(names, len(names))


def _shares(total: int, parts: Sequence[float]) -> list[int]:
    """The total split by the parts, whole numbers that add up (largest remainder)."""
    exact = [total * part / sum(parts) for part in parts]
    given = [int(share) for share in exact]
    by_rest = sorted(range(len(parts)), key=lambda at: given[at] - exact[at])
    for at in by_rest[: total - sum(given)]:
        given[at] += 1
    return given


def _owned(place: str) -> str:
    return place if place.endswith("s") else f"{place}s"


def _ascii(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text)
    return "".join(character for character in folded if character.isascii())
