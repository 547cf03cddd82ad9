"""Two at once: one link answers once, one address is asked once, no ballot is lost."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from tests.factories.organisation import UnitFactory
from tests.factories.surveys import GOOD, asked

from hundra.hear.surveys.errors import AnsweredError
from hundra.hear.surveys.models import Box, Invitation, QuestionSet, Tally
from hundra.hear.surveys.services import question_sets
from hundra.hear.surveys.services.answering import answer
from hundra.hear.surveys.services.inviting import invite

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def together(do: Callable[[int], Any]) -> list[Any]:
    """Does it in several threads that start at the same moment."""
    barrier = threading.Barrier(AT_ONCE)

    def one(number: int) -> Any:
        try:
            barrier.wait()
            return do(number)
        except AnsweredError as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def test_one_link_answers_once() -> None:
    secret = asked().secret
    found = together(lambda _: answer(secret=secret, answers=GOOD))
    assert sum(isinstance(one, AnsweredError) for one in found) == AT_ONCE - 1
    assert Box.objects.get().count == 1


def test_one_address_is_asked_once() -> None:
    question_sets.current("service")
    unit = UnitFactory().pk

    def ask(number: int) -> Invitation | None:
        return invite(
            question_set="service",
            address="alva@example.se",
            channel="link",
            language="sv",
            about={"unit": unit},
            quarantine_days=90,
        )

    found = together(ask)
    assert sum(one is not None for one in found) == 1
    assert Invitation.objects.count() == 1
    assert Tally.objects.get(dimension="").asked == 1


def test_no_ballot_is_lost_when_many_answer_at_once() -> None:
    unit = UnitFactory()
    secrets = [asked(unit).secret for _ in range(AT_ONCE)]
    together(lambda number: answer(secret=secrets[number], answers=GOOD))
    assert Box.objects.get().count == AT_ONCE


def test_the_questions_are_loaded_once() -> None:
    together(lambda _: question_sets.current("service"))
    assert QuestionSet.objects.count() == 1
