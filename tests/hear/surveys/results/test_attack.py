"""Everything that all readers can open, put together and solved for what is hidden.

Readers of all roles tell each other everything: files, the questions' spread, groups, two waves
with a reorganisation between, and what the second says of the first. Still nobody's answers, and
those of no group under the limit, come nearer than one person's one step.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from tests.factories.accounts import user_with
from tests.factories.organisation import UnitFactory
from tests.factories.results import answers_by_chance, question_set
from tests.factories.surveys import closed_wave
from tests.hear.surveys.results.attacker import STEP, Attacker, Belongs, Kind

from hundra.core.accounts.models import Role, User
from hundra.core.organisation.models import Unit
from hundra.hear.surveys.models import Wave
from hundra.hear.surveys.services import sealed
from hundra.hear.surveys.services.publishing import publish

pytestmark = pytest.mark.django_db

UNIT_PAGES = (
    "results_unit",
    "results_profile",
    "results_change",
    "results_ties",
    "results_questions",
    "results_groups",
    "wave_slides",
)
TITLES = ("Lärare", "Kock", "Vaktmästare")
SCALES, ITEMS = 2, 2
LEAST = 7


@dataclass
class Town:
    """Two waves, and who answered each of them where."""

    top: Unit
    waves: list[Wave]
    kinds: list[list[Kind]]
    readers: list[User]
    now: dict[int, Unit]
    """Where the units of the first wave have their people in the second."""


@pytest.fixture(params=[1, 2, 3])
def town(request) -> Town:
    """Three administrations with small and large units; before the second wave two units are
    joined, one moves to another administration and one is new."""
    rng = np.random.default_rng(request.param)
    top = UnitFactory(name="Kommunen")
    offices = [UnitFactory(name=f"Förvaltning {place}", parent=top) for place in range(3)]
    units = [UnitFactory(name=f"Enhet {place}", parent=offices[place % 3]) for place in range(8)]
    asked = question_set(SCALES, ITEMS)
    places = [*offices, *units]
    sizes = {one: int(rng.choice([3, 5, 6, 8, 12, 25])) for one in places}
    first, kinds = _answered(rng, sizes, unit=top, question_set=asked, title="Enkäten 2025")
    publish(wave=first)
    joined = UnitFactory(name="Sammanslagen", parent=offices[0])
    for one, above in ((units[0], joined), (units[3], joined), (units[1], offices[2])):
        one.parent, one.path = above, f"{above.path}{one.pk}/"
        one.save()
    there = [one for one in places if one not in (units[0], units[3])]
    new = UnitFactory(name="Ny enhet", parent=offices[1])
    sizes = {one: max(2, sizes.get(one, 9) + int(rng.integers(-2, 3))) for one in (*there, new)}
    sizes[joined] = 11
    second, kinds_now = _answered(
        rng, sizes, unit=top, question_set=asked, title="Enkäten 2026", earlier=first
    )
    publish(wave=second)
    readers = [user_with(Role.HR, top), user_with(Role.UNION, offices[0])]
    readers += [user_with(Role.ANALYST, offices[1])]
    readers += [user_with(Role.MANAGER, one) for one in (*places, joined, new)]
    now = {one.pk: one for one in places} | {units[0].pk: joined, units[3].pk: joined}
    return Town(top, [first, second], [kinds, kinds_now], readers, now)


def _answered(
    rng: np.random.Generator, sizes: dict[Unit, int], **wave: Any
) -> tuple[Wave, list[Kind]]:
    titles = {one: rng.choice(TITLES, n, p=[0.6, 0.25, 0.15]).tolist() for one, n in sizes.items()}
    leads = {one: [place == 0 for place in range(n)] for one, n in sizes.items()}
    rows = {
        one: answers_by_chance(rng, n, SCALES * ITEMS, middle=2.5 + rng.random())
        for one, n in sizes.items()
    }
    made = closed_wave(
        rows, titles=titles, managers=leads, splits=["occupation", "manager"], **wave
    )
    alike: dict[tuple[int, str, bool], int] = {}
    for one, those in titles.items():
        for title, is_lead in zip(those, leads[one], strict=True):
            alike[one.pk, title, is_lead] = alike.get((one.pk, title, is_lead), 0) + 1
    return made, [Kind(*who, people) for who, people in alike.items()]


def _rows(reader: User, wave: Wave) -> list[dict[str, str]]:
    client = _client(reader)
    response = client.get(reverse("wave_csv", kwargs={"pk": wave.pk}))
    if response.status_code == 404:  # A unit that is new in the wave after.
        return []
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def _client(reader: User) -> Client:
    client = Client()
    client.force_login(reader)
    return client


def _spread(reader: User, wave: Wave, unit: int) -> dict[str, list[int]]:
    """How many chose each option, by the item's code, read off the page of the questions."""
    kwargs = {"pk": wave.pk, "unit": unit}
    text = _client(reader).get(reverse("results_questions", kwargs=kwargs)).content.decode()
    found = {}
    for part in text.split('<div class="result-item">')[1:]:
        name = re.search(r"Fråga (\d)\.(\d)", part)
        assert name is not None
        counts = [
            int(one) for one in re.findall(r'<progress value="(\d+)"', part.split("</div>")[0])
        ]
        if counts:
            found[f"s{name[1]}_{name[2]}"] = counts
    return found


def _number(text: str) -> float:
    return float(text.replace(",", ".").replace("−", "-"))


class Read:
    """All that the readers have seen of a wave: the same figure is the same to everyone."""

    def __init__(self, town: Town, wave: Wave) -> None:
        self.means: dict[tuple[int, str, str, str], tuple[int, float]] = {}
        self.before: dict[tuple[int, str], float] = {}
        self.spread: dict[tuple[int, str], list[int]] = {}
        for reader in town.readers:
            rows = _rows(reader, wave)
            for row in rows:
                self._read_row(row)
            for unit in {int(row["Enhetens nummer"]) for row in rows}:
                for code, counts in _spread(reader, wave, unit).items():
                    assert self.spread.setdefault((unit, code), counts) == counts

    def _read_row(self, row: dict[str, str]) -> None:
        if not row["Medelvärde"]:
            assert row["Varför den inte visas"]
            return
        unit = int(row["Enhetens nummer"])
        key = (unit, row["Uppdelning"], row["Grupp"], row["Mått"])
        figure = (int(row["n"]), _number(row["Medelvärde"]))
        assert self.means.setdefault(key, figure) == figure
        if row["Förut"]:
            self.before[unit, row["Mått"]] = _number(row["Förut"])


def _belongs(wave: Wave, unit: int, split: str = "", group: str = "") -> Belongs:
    """Those of the unit and all under it as it stood, or a part of them."""
    paths = dict(wave.units.values_list("unit_id", "path"))

    def belongs(kind: Kind) -> bool:
        if f"/{unit}/" not in paths[kind.unit]:
            return False
        if split == "Yrke":
            return kind.title == group
        return not split or kind.leads == (group == "Chefer")

    return belongs


def _attacker(town: Town, number: int, scale: int, read: list[Read]) -> Attacker:
    """Of one scale in one wave, with all that was read of it."""
    wave, kinds = town.waves[number], town.kinds[number]
    attacker = Attacker(kinds, ITEMS)
    measures = {f"s{scale}": range(ITEMS)} | {f"s{scale}_{one}": [one] for one in range(ITEMS)}
    for (unit, split, group, code), (n, mean) in read[number].means.items():
        if code in measures:
            belongs = _belongs(wave, unit, split, group)
            assert attacker.people(belongs) == n >= LEAST
            attacker.reads_mean(belongs, mean, measures[code])
    for (unit, code), counts in read[number].spread.items():
        if code in measures:
            attacker.reads_counts(_belongs(wave, unit), measures[code][0], counts)
    if number == 0:
        for (unit, code), mean in read[1].before.items():
            if code in measures:
                attacker.reads_mean(_moved(town, unit), mean, measures[code])
    return attacker


def _moved(town: Town, unit: int) -> Belongs:
    """Those of the first wave who lie under a unit of the second."""
    paths = dict(town.waves[1].units.values_list("unit_id", "path"))
    return lambda kind: f"/{unit}/" in paths[town.now[kind.unit].pk]


def _small_groups(town: Town, number: int, rng: np.random.Generator) -> Iterator[set[Kind]]:
    """Units, parts of units, what is left beside them, and some by chance, all under the limit."""
    wave, kinds = town.waves[number], town.kinds[number]
    keys = list(wave.units.values_list("unit_id", flat=True))
    under = [_belongs(wave, key) for key in keys]
    whole = [{kind for kind in kinds if belongs(kind)} for belongs in under]
    own = [{kind for kind in kinds if kind.unit == key} for key in keys]
    places = [*whole, *own]
    parts = [{kind for kind in one if kind.title == title} for one in places for title in TITLES]
    leads = [{kind for kind in one if kind.leads} for one in places]
    left = [set(kinds) - one for one in whole]
    some = [rng.choice(len(kinds), rng.integers(1, 4), replace=False) for _ in range(20)]
    chance = [{kinds[place] for place in one} for one in some]
    seen = set()
    for group in (*places, *parts, *leads, *left, *chance):
        if 0 < sum(one.people for one in group) < LEAST and frozenset(group) not in seen:
            seen.add(frozenset(group))
            yield group


def test_nobody_under_the_limit_is_known_to_a_step(town) -> None:
    read = [Read(town, wave) for wave in town.waves]
    assert all(len(one.means) > 30 and one.spread for one in read)
    assert read[1].before
    tried = 0
    for number in (0, 1):
        for scale in range(SCALES):
            attacker = _attacker(town, number, scale, read)
            for group in _small_groups(town, number, np.random.default_rng(7)):
                low, high = attacker.total(group.__contains__, tried % ITEMS)
                assert high - low >= STEP - 1e-4, (group, low, high)
                tried += 1
    assert tried > 100


def test_the_attacker_would_know_if_only_small_groups_were_left_out(town) -> None:
    """That the attack is one: against every group of seven or more it does find small ones."""
    wave, kinds = town.waves[0], town.kinds[0]
    answers = sealed.read(wave)
    attacker = Attacker(kinds, ITEMS)
    paths = dict(wave.units.values_list("unit_id", "path"))
    for unit in paths:
        for title in ("", *TITLES):
            belongs = _belongs(wave, unit, "Yrke" if title else "", title)
            rows = np.array([f"/{unit}/" in paths[one] for one in answers.unit.tolist()])
            rows &= (answers.title == title) | (title == "")
            if rows.sum() >= LEAST:
                for item in range(ITEMS):
                    counts = np.bincount(answers.values[rows, item], minlength=6)[1:]
                    attacker.reads_counts(belongs, item, counts.tolist())
    known = 0
    for group in _small_groups(town, 0, np.random.default_rng(7)):
        low, high = attacker.total(group.__contains__, 0)
        known += high - low < STEP - 1e-4
    assert known


def test_of_a_hidden_unit_no_door_tells_anything_but_why(town) -> None:
    """Pages, slides, the paper and the XLSX, for every unit that the CSV tells nothing of."""
    wave, hr = town.waves[1], town.readers[0]
    rows = _rows(hr, wave)
    told = {row["Enhetens nummer"] for row in rows if row["Medelvärde"] and not row["Uppdelning"]}
    hidden = {row["Enhetens nummer"] for row in rows} - told
    assert hidden
    client = _client(hr)
    for unit in hidden:
        for name in UNIT_PAGES:
            kwargs = {"pk": wave.pk, "unit": int(unit)}
            text = client.get(reverse(name, kwargs=kwargs)).content.decode()
            assert not re.search(r'<progress|class="(numeric|slide-figure)">\d|heat-\d', text), name
        paper = client.get(reverse("wave_report", kwargs={"pk": wave.pk, "unit": int(unit)}))
        pages = PdfReader(io.BytesIO(paper.content)).pages
        assert not re.search(r"Skala \d\D*\d", "".join(one.extract_text() for one in pages))


def test_the_map_and_the_spreadsheet_tell_what_the_csv_tells(town) -> None:
    wave, hr = town.waves[1], town.readers[0]
    rows = _rows(hr, wave)
    client = _client(hr)
    xlsx = client.get(reverse("wave_xlsx", kwargs={"pk": wave.pk}))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(xlsx.streaming_content)))
    means = [row[11] for row in list(book["Siffror"].values)[1:]]
    assert [None if one in (None, "") else float(one) for one in means] == [
        _number(row["Medelvärde"]) if row["Medelvärde"] else None for row in rows
    ]
    address = reverse("results_map", kwargs={"pk": wave.pk})
    shown = client.get(address, {"niva": "alla"}).content.decode()
    cells = {}
    for row in re.findall(r"<tr data-depth.*?</tr>", shown, re.DOTALL):
        unit = re.search(r"enhet/(\d+)/", row)
        assert unit is not None
        cells[unit[1]] = re.findall(r'<td class="heat-\d">(\d+)</td>', row)
    for unit, texts in cells.items():
        scales = [
            row["Medelvärde"]
            for row in rows
            if row["Enhetens nummer"] == unit and row["Typ"] == "Skala" and not row["Uppdelning"]
        ]
        assert [int(one) for one in texts] == [round(_number(one)) for one in scales if one]
