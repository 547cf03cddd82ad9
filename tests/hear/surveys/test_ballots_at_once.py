"""Two at once: a link answers once, no ballot is lost, and closing waits for those who answer."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction
from tests.factories.organisation import UnitFactory
from tests.factories.surveys import open_wave

from hundra.hear.surveys.errors import AnsweredError, NotOpenError, SurveyError
from hundra.hear.surveys.models import SealedAnswers, WaveUnit
from hundra.hear.surveys.services import closing, sealed
from hundra.hear.surveys.services.ballots import cast

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def together(*doing: Callable[[], Any]) -> list[Any]:
    barrier = threading.Barrier(len(doing))

    def one(do: Callable[[], Any]) -> Any:
        try:
            barrier.wait()
            return do()
        except SurveyError as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(doing)) as pool:
        return list(pool.map(one, doing))


def test_one_link_answers_once() -> None:
    wave, (mine,) = open_wave({UnitFactory(): 1})
    found = together(
        *(lambda: cast(secret=mine.secret, values={"enps": 9}, texts={}) for _ in range(AT_ONCE))
    )
    assert sum(isinstance(one, AnsweredError) for one in found) == AT_ONCE - 1
    assert WaveUnit.objects.get().answered == 1
    closing.close(wave=wave, by=None)
    assert len(sealed.read(wave)) == 1


def test_no_ballot_is_lost_when_many_answer_at_once() -> None:
    wave, links = open_wave({UnitFactory(): AT_ONCE})
    together(
        *(lambda one=one: cast(secret=one.secret, values={"enps": 9}, texts={}) for one in links)
    )
    assert WaveUnit.objects.get().answered == AT_ONCE
    closing.close(wave=wave, by=None)
    assert len(sealed.read(wave)) == AT_ONCE


def test_answers_given_while_it_closes_are_either_counted_or_refused_with_the_reason() -> None:
    wave, links = open_wave({UnitFactory(): AT_ONCE})
    found = together(
        *(lambda one=one: cast(secret=one.secret, values={}, texts={}) for one in links),
        lambda: closing.close(wave=wave, by=None),
        lambda: closing.close(wave=wave, by=None),
    )
    taken = [one for one in found[:AT_ONCE] if not isinstance(one, SurveyError)]
    refused = [one for one in found[:AT_ONCE] if isinstance(one, SurveyError)]
    assert all(isinstance(one, NotOpenError) for one in refused)
    assert len(sealed.read(wave)) == len(taken)
    assert WaveUnit.objects.get().answered == len(taken)
    assert SealedAnswers.objects.count() == 1


def test_a_closing_that_dies_leaves_everything_as_it_was(monkeypatch) -> None:
    wave, (mine,) = open_wave({UnitFactory(): 1})
    cast(secret=mine.secret, values={"enps": 4}, texts={"why": "Ord."})

    class Killed(BaseException):
        pass

    def die(*_given: Any) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(closing, "_write_texts", die)
        with pytest.raises(Killed):
            closing.close(wave=wave, by=None)
    wave.refresh_from_db()
    assert wave.state == "open"
    assert not SealedAnswers.objects.exists()
    closing.close(wave=wave, by=None)
    assert sealed.read(wave).values.tolist() == [[4]]


def test_a_cast_that_dies_leaves_the_link_unused(monkeypatch) -> None:
    _wave, (mine,) = open_wave({UnitFactory(): 1})
    with monkeypatch.context() as patched:
        patched.setattr("hundra.hear.surveys.services.ballots.sealed", lambda *a, **k: 1 / 0)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            cast(secret=mine.secret, values={"enps": 4}, texts={})
    assert WaveUnit.objects.get().answered == 0
    cast(secret=mine.secret, values={"enps": 4}, texts={})
    assert WaveUnit.objects.get().answered == 1
