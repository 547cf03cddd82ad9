"""Boxes are emptied when there are enough, in classes of those alike."""

import datetime as dt
from collections import Counter

import pytest
from tests.factories.knowledge import ContactReasonFactory
from tests.factories.organisation import UnitFactory
from tests.factories.surveys import GOOD, answered

from hundra.hear.surveys.models import Answer, Box, Comment, Response, Tally
from hundra.hear.surveys.services import mixing
from hundra.hear.surveys.services.mixing import mix

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)


def later(days: int) -> dt.datetime:
    return NOON + dt.timedelta(days=days)


def test_a_box_waits_a_week_for_company() -> None:
    unit = UnitFactory()
    answered(unit, 8, at=NOON)
    assert mix(at=later(6)) == 0
    assert mix(at=later(7)) == 8
    found = set(Response.objects.values_list("day", "score"))
    assert [(day, round(score)) for day, score in found] == [(dt.date(2026, 5, 11), 92)]
    assert Answer.objects.count() == 24
    assert Box.objects.get().content == ""


def test_six_wait_until_there_are_seven() -> None:
    unit = UnitFactory()
    answered(unit, 6, at=NOON)
    assert mix(at=later(30), all_that_can=True) == 0
    answered(unit, 1, at=later(31))
    assert mix(at=later(31)) == 7


def test_a_full_box_is_emptied_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mixing, "FULL", 9)
    unit = UnitFactory()
    answered(unit, 8, at=NOON)
    assert mix(at=NOON) == 0
    answered(unit, 1, at=NOON)
    assert mix(at=NOON) == 9


def test_places_have_boxes_of_their_own() -> None:
    one, other = UnitFactory(), UnitFactory()
    answered(one, 7, at=NOON)
    answered(other, 6, at=NOON)
    answered(one, 6, at=NOON, kind="case")
    assert mix(at=later(8)) == 7
    assert set(Response.objects.values_list("unit", "kind")) == {(one.pk, "contact")}


def test_rare_attributes_are_lost_not_kept() -> None:
    unit, reason = UnitFactory(), ContactReasonFactory()
    answered(unit, 9, at=NOON, language="sv", reason=reason.pk)
    answered(unit, 4, at=NOON, language="so", reason=reason.pk)
    answered(unit, 3, at=NOON, language="so")
    answered(unit, 2, at=NOON, language="fi", channel="visit")
    mix(at=NOON, all_that_can=True)
    found = Counter(Response.objects.values_list("channel", "reason", "language"))
    # The two visits are too few, and take in the smallest of the others.
    assert found == {("phone", reason.pk, "sv"): 9, ("", None, ""): 9}


def test_dont_know_from_all_but_a_few_is_not_let_out() -> None:
    unit = UnitFactory()
    answered(unit, 7, at=NOON, answers={"easily": 5, "kindly": 5})
    answered(unit, 2, at=NOON)
    assert mix(at=NOON, all_that_can=True) == 0
    answered(unit, 5, at=NOON)
    assert mix(at=NOON, all_that_can=True) == 14


def test_how_many_answered_is_counted_when_they_come_out() -> None:
    unit = UnitFactory()
    answered(unit, 6, at=NOON, language="sv")
    answered(unit, 1, at=NOON, language="so")
    mix(at=later(7))
    counted = Tally.objects.filter(day=later(7).date()).exclude(answered=0)
    assert set(counted.values_list("dimension", "value", "answered")) == {
        ("", "", 7),
        ("channel", "phone", 7),
        ("reason", "", 7),
        ("language", "sv", 6),
        ("language", "so", 1),
    }


def test_comments_part_from_the_rest() -> None:
    unit = UnitFactory()
    answered(unit, 7, at=NOON, answers={**GOOD, "better": "Svara fortare."}, language="so")
    mix(at=later(7))
    assert Comment.objects.count() == 7
    told = set(Comment.objects.values().first() or {})
    assert not told & {"response_id", "channel", "reason_id", "language", "score"}


def test_lonely_ballots_join_the_unit_above_after_three_months() -> None:
    above = UnitFactory()
    one, other = UnitFactory(parent=above), UnitFactory(parent=above)
    answered(one, 4, at=NOON, kind="case")
    answered(other, 3, at=NOON, kind="case")
    assert mix(at=later(89)) == 0
    mix(at=later(90))
    assert list(Box.objects.filter(count__gt=0).values_list("unit", "count")) == [(above.pk, 7)]
    assert mix(at=later(91)) == 7
    assert set(Response.objects.values_list("unit", flat=True)) == {above.pk}


def test_ballots_of_another_secret_lie_where_they_are(settings: object) -> None:
    unit = UnitFactory()
    answered(unit, 7, at=NOON)
    settings.SECRET_KEY = "another-secret-that-is-long-enough-to-be-a-secret-of-its-own"  # type: ignore[attr-defined]
    answered(unit, 7, at=NOON)
    assert mix(at=later(7)) == 7
    assert sorted(Box.objects.values_list("count", flat=True)) == [0, 7]
