"""Indices, each with n and interval, of whom- and whatever is asked for."""

import datetime as dt

import pytest
from tests.factories.knowledge import ContactReasonFactory
from tests.factories.organisation import UnitFactory
from tests.factories.surveys import answered, asked

from hundra.hear.surveys import naming
from hundra.hear.surveys.queries import satisfaction
from hundra.hear.surveys.services.mixing import mix

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)
SINCE, UNTIL = dt.date(2026, 5, 1), dt.date(2026, 5, 31)


def test_indices_by_item_and_in_all() -> None:
    unit = UnitFactory()
    answered(unit, 6, at=NOON, answers={"easily": 5, "kindly": 5, "clearly": 3})
    answered(unit, 4, at=NOON, answers={"easily": 2, "kindly": 5, "clearly": 3})
    asked(unit, at=NOON)
    mix(at=NOON, all_that_can=True)
    found = satisfaction(since=SINCE, until=UNTIL).all
    assert (found.n, found.asked, found.answered) == (10, 11, 10)
    assert found.rate is not None
    assert found.rate.value == pytest.approx(10 / 11)
    assert {one.code: (one.label, one.n) for one in found.items} == {
        "easily": ("Lätt", 10),
        "kindly": ("Vänligt", 10),
        "clearly": ("Tydligt", 10),
    }
    means = {one.code: round(one.mean.value, 2) for one in found.items if one.mean}
    assert means == {"easily": 70, "kindly": 100, "clearly": 50}
    assert found.total is not None
    assert found.total.value == pytest.approx((6 * 250 / 3 + 4 * 175 / 3) / 10)
    assert found.total.low < found.total.value < found.total.high


def test_nothing_is_shown_of_too_few_and_it_is_told_how_many_wait() -> None:
    answered(UnitFactory(), 6, at=NOON)
    mix(at=NOON, all_that_can=True)
    found = satisfaction(since=SINCE, until=UNTIL)
    assert (found.all.n, found.all.total, found.waiting, found.least) == (0, None, 6, 7)
    assert [one.mean for one in found.all.items] == [None, None, None]


def test_split_and_narrowed() -> None:
    unit = UnitFactory()
    parking, school = ContactReasonFactory(name="parkering"), ContactReasonFactory(name="skola")
    answered(unit, 12, at=NOON, reason=parking.pk, language="sv")
    answered(unit, 9, at=NOON, reason=school.pk, language="sv", channel="visit")
    answered(unit, 7, at=NOON, reason=school.pk, language="so")
    answered(unit, 2, at=NOON, reason=parking.pk, language="so")
    mix(at=NOON, all_that_can=True)

    def split(by: str, **narrowed: object) -> dict[str, int]:
        found = satisfaction(since=SINCE, until=UNTIL, by=by, **narrowed)  # type: ignore[arg-type]
        return {one.label: one.n for one in found.groups}

    # The two are too few, and join the seven that they share channel and language with.
    assert split("reason") == {"parkering": 12, "skola": 9}
    assert split("channel") == {"Telefon": 21, "Besök": 9}
    assert split("language") == {"svenska": 21, "somaliska": 9}
    assert split("reason", channel="visit") == {"skola": 9}
    assert satisfaction(since=SINCE, until=UNTIL, by="reason").unplaced == 9
    assert satisfaction(since=SINCE, until=UNTIL, reason=parking.pk).all.n == 12
    assert satisfaction(since=SINCE, until=UNTIL, language="so").all.n == 9
    assert split("month") == {"2026-05": 30}


def test_how_many_answered_counts_those_with_lost_attributes_too() -> None:
    unit = UnitFactory()
    answered(unit, 12, at=NOON, language="sv")
    answered(unit, 2, at=NOON, language="so")
    asked(unit, at=NOON, language="so")
    mix(at=NOON, all_that_can=True)
    by_language = satisfaction(since=SINCE, until=UNTIL, by="language").groups
    assert {one.key: (one.n, one.asked, one.answered) for one in by_language} == {
        "sv": (0, 12, 12),
        "so": (0, 3, 2),
    }
    both = satisfaction(since=SINCE, until=UNTIL, channel="phone", language="sv").all
    assert both.rate is None


def test_place_and_time() -> None:
    above = UnitFactory()
    one, other = UnitFactory(parent=above), UnitFactory(parent=above)
    answered(one, 7, at=NOON, desk="medborgare")
    answered(other, 8, at=NOON, desk="medarbetare")
    answered(other, 9, at=NOON, desk="", kind="case")
    mix(at=NOON, all_that_can=True)
    answered(one, 10, at=NOON + dt.timedelta(days=40), desk="medborgare")
    mix(at=NOON + dt.timedelta(days=40), all_that_can=True)

    def n(**where: object) -> int:
        return satisfaction(since=SINCE, until=UNTIL, **where).all.n  # type: ignore[arg-type]

    assert n() == n(paths=[above.path]) == 24
    assert (n(paths=[one.path]), n(paths=[other.path]), n(paths=[])) == (7, 17, 0)
    assert (n(desk="medborgare"), n(kind="case"), n(desk="medarbetare", kind="case")) == (7, 9, 0)
    assert satisfaction(since=SINCE, until=dt.date(2026, 7, 1)).all.n == 34
    by_unit = satisfaction(since=SINCE, until=UNTIL, by="unit").groups
    assert {one.label: one.n for one in by_unit} == {one.name: 7, other.name: 17}


def test_names_are_told_by_those_above(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(naming._names, "desk", lambda: {"medborgare": "Kontaktcenter"})
    answered(UnitFactory(), 7, at=NOON)
    mix(at=NOON, all_that_can=True)
    found = satisfaction(since=SINCE, until=UNTIL, by="desk")
    assert [one.label for one in found.groups] == ["Kontaktcenter"]


def test_an_unknown_split_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="not split by"):
        satisfaction(since=SINCE, until=UNTIL, by="name")


@pytest.mark.parametrize("units", [1, 4])
def test_the_same_number_of_queries_whatever_is_found(
    django_assert_num_queries: object, units: int
) -> None:
    for _ in range(units):
        answered(UnitFactory(), 7, at=NOON, reason=ContactReasonFactory().pk)
    mix(at=NOON, all_that_can=True)
    with django_assert_num_queries(7):  # type: ignore[operator]
        satisfaction(since=SINCE, until=UNTIL, by="reason")
