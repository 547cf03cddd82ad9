"""The fictional municipality: believable, of the size asked for, and the same everywhere."""

import csv
import io
from collections import Counter
from random import Random

import pytest

from hundra.config.demo.organisation import build_organisation


def rows(sent):
    return list(csv.DictReader(io.StringIO(sent.data.decode()), delimiter=";"))


@pytest.mark.parametrize("employees", [200, 2000, 40_000])
def test_it_has_the_people_asked_for_all_in_one_tree(employees):
    files = build_organisation(Random(1), employees)
    people = {row["Anställningsnummer"] for row in rows(files.people)}
    units = {row["Enhetskod"]: row["Överordnad enhet"] for row in rows(files.units)}
    employments = rows(files.employments)
    assert len(people) == employees
    assert {row["Anställningsnummer"] for row in employments} == people
    assert {row["Enhetskod"] for row in employments} <= units.keys()
    assert [code for code, above in units.items() if not above] == ["E00000"]
    assert {row["Chef"] for row in employments} - people == {""}


def test_most_managers_lead_8_to_25_and_some_more_than_16():
    employments = rows(build_organisation(Random(1), 2000).employments)
    led = Counter(row["Chef"] for row in employments if row["Chef"] and not row["Till"])
    sizes = list(led.values())
    assert sum(8 <= size <= 25 for size in sizes) > 0.7 * len(sizes)
    assert sum(size > 16 for size in sizes) > 10


def test_more_than_half_work_in_social_services_as_in_pitea():
    files = build_organisation(Random(1), 2000)
    above = {row["Enhetskod"]: row["Överordnad enhet"] for row in rows(files.units)}
    names = {row["Enhetskod"]: row["Namn"] for row in rows(files.units)}

    def administration(code):
        while code and names[code] != "Socialförvaltningen":
            code = above[code]
        return bool(code)

    employments = rows(files.employments)
    share = sum(administration(row["Enhetskod"]) for row in employments) / len(employments)
    assert 0.5 < share < 0.6


def test_the_same_seed_gives_the_same_files():
    assert build_organisation(Random(7), 300) == build_organisation(Random(7), 300)
    assert build_organisation(Random(7), 300) != build_organisation(Random(8), 300)
