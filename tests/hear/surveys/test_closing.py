"""Closing: every answer is sealed once, in an order that tells nothing, and the links are gone."""

import numpy as np
import pytest
from tests.factories.organisation import UnitFactory
from tests.factories.surveys import WaveFactory, closed_wave, invitation, open_wave

from hundra.hear.surveys.errors import LostSealError, NotOpenError
from hundra.hear.surveys.models import (
    BallotBox,
    Member,
    SealedAnswers,
    WaveComment,
    WaveInvitation,
    WaveState,
    WaveUnit,
)
from hundra.hear.surveys.services import ballots, closing, sealed

pytestmark = pytest.mark.django_db


def answered(n: int = 12, **wave):
    unit = UnitFactory()
    other = UnitFactory(parent=unit)
    made, links = open_wave({unit: n, other: 1}, **wave)
    for number, one in enumerate(links):
        texts = {"why": f"Ord {number}."} if number % 2 else {}
        ballots.cast(secret=one.secret, values={"enps": number % 11}, texts=texts)
    return made, unit, other


def test_all_answers_are_sealed_with_unit_and_occupation() -> None:
    wave, unit, other = answered()
    closing.close(wave=wave, by=None)
    found = sealed.read(wave)
    assert sorted(found.values[:, 0].tolist()) == sorted([*range(11), 0, 1])
    assert sorted(found.unit.tolist()) == [unit.pk] * 12 + [other.pk]
    assert set(found.title.tolist()) == {"Socialsekreterare"}
    assert not found.is_manager.any()
    assert SealedAnswers.objects.get().count == 13


def test_boxes_and_links_are_gone_members_and_counts_stay() -> None:
    wave, _unit, _other = answered()
    closing.close(wave=wave, by=None)
    assert not BallotBox.objects.exists()
    assert not WaveInvitation.objects.exists()
    assert Member.objects.filter(wave=wave).count() == 13
    assert sum(WaveUnit.objects.values_list("answered", flat=True)) == 13
    wave.refresh_from_db()
    assert (wave.state, wave.closed_on is not None) == (WaveState.CLOSED, True)


def test_own_words_become_rows_of_their_own() -> None:
    wave, unit, _other = answered(20)
    closing.close(wave=wave, by=None)
    texts = set(WaveComment.objects.filter(wave=wave, unit=unit).values_list("code", "text"))
    assert texts == {("why", f"Ord {number}.") for number in range(1, 20, 2)}


def test_own_words_stand_with_a_unit_that_is_large_enough() -> None:
    top = UnitFactory()
    small, large = UnitFactory(parent=top), UnitFactory(parent=top)
    wave, links = open_wave({top: 20, small: 3, large: 20})
    for one in links:
        texts = {"why": f"Från {one.unit_id}"}
        ballots.cast(secret=one.secret, values={"enps": 5}, texts=texts)
    closing.close(wave=wave, by=None)
    stand = set(WaveComment.objects.values_list("unit", "text"))
    assert stand == {
        (top.pk, f"Från {top.pk}"),
        (top.pk, f"Från {small.pk}"),
        (large.pk, f"Från {large.pk}"),
    }


def test_own_words_of_too_few_are_not_kept() -> None:
    wave, _unit, _other = answered(12)
    closing.close(wave=wave, by=None)
    assert not WaveComment.objects.exists()


def test_closing_again_changes_nothing() -> None:
    wave, _unit, _other = answered(20)
    closing.close(wave=wave, by=None)
    before = bytes(SealedAnswers.objects.get().content)
    closing.close(wave=wave, by=None)
    assert bytes(SealedAnswers.objects.get().content) == before
    assert WaveComment.objects.count() == 10


def test_a_closing_that_was_killed_before_publishing_goes_on_where_it_was() -> None:
    wave, _unit, _other = answered()
    closing.put_together(wave=wave, by=None)
    wave.refresh_from_db()
    assert wave.state == WaveState.CLOSING
    closing.close(wave=wave, by=None)
    wave.refresh_from_db()
    assert wave.state == WaveState.CLOSED
    assert len(sealed.read(wave)) == 13


def test_a_wave_nobody_answered_can_be_closed() -> None:
    wave, _links = open_wave({UnitFactory(): 3})
    closing.close(wave=wave, by=None)
    found = sealed.read(wave)
    assert (found.values.shape, len(found)) == ((0, 1), 0)


@pytest.mark.parametrize("state", [WaveState.DRAFT, WaveState.CANCELLED])
def test_what_never_opened_is_not_closed(state: str) -> None:
    wave = WaveFactory(state=state)
    with pytest.raises(NotOpenError):
        closing.close(wave=wave, by=None)


def test_answers_sealed_with_a_lost_secret_say_so(settings) -> None:
    wave, _unit, _other = answered()
    closing.close(wave=wave, by=None)
    settings.SECRET_KEY = "en annan hemlighet, lika lång som den första"
    with pytest.raises(LostSealError):
        sealed.read(wave)


def test_no_answer_is_written_in_clear_and_nothing_tells_the_second() -> None:
    wave, _unit, _other = answered()
    token = BallotBox.objects.first().content
    closing.close(wave=wave, by=None)
    kept = bytes(SealedAnswers.objects.get().content)
    # Fernet's second (bytes 1–8 of the token) is zero in both.
    assert token.startswith("gAAAAAAAAAAA")
    assert kept.startswith(b"gAAAAAAAAAAA")
    assert b"Socialsekreterare" not in kept


def test_a_links_page_after_closing_says_that_it_is_closed() -> None:
    wave, _unit, _other = answered()
    mine = invitation(wave, wave.unit)
    closing.close(wave=wave, by=None)
    with pytest.raises(NotOpenError):
        ballots.cast(secret=mine.secret, values={}, texts={})


def test_the_factorys_closed_wave_is_like_a_closed_one() -> None:
    unit = UnitFactory()
    below = UnitFactory(parent=unit)
    wave = closed_wave({below: [[9], [-1]]}, unit=unit, titles={below: ["Sköterska", "Chef"]})
    found = sealed.read(wave)
    assert np.array_equal(found.values, [[9], [-1]])
    assert found.title.tolist() == ["Sköterska", "Chef"]
    assert list(WaveUnit.objects.values_list("unit", "invited", "answered")) == [
        (unit.pk, 0, 0),
        (below.pk, 2, 2),
    ]
