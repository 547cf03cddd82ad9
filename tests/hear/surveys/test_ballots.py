"""An employee's answers go into their unit's box, and their link is used up; all, or nothing."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from tests.factories.organisation import UnitFactory
from tests.factories.surveys import WaveFactory, invitation, open_wave, slip, wave_units

from hundra.hear.surveys.errors import (
    AnsweredError,
    InvalidAnswerError,
    NotOpenError,
    UnknownLinkError,
)
from hundra.hear.surveys.models import BallotBox, WaveInvitation, WaveState, WaveUnit
from hundra.hear.surveys.sealing import unsealed
from hundra.hear.surveys.services import ballots

pytestmark = pytest.mark.django_db


def in_box() -> list[dict]:
    return unsealed(BallotBox.objects.get().content)


def test_an_answer_uses_up_the_link_counts_in_the_unit_and_lies_sealed() -> None:
    unit = UnitFactory()
    wave, (mine, other) = open_wave({unit: 2})
    ballots.cast(secret=mine.secret, values={"enps": 9}, texts={"why": "Bra kollegor."})
    assert in_box() == [
        {
            "values": [9],
            "texts": {"why": "Bra kollegor."},
            "title": "Socialsekreterare",
            "is_manager": False,
        }
    ]
    assert "kollegor" not in BallotBox.objects.get().content
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.is_answered, other.is_answered) == (True, False)
    assert WaveUnit.objects.get(wave=wave, unit=unit).answered == 1


def test_sending_twice_changes_nothing_and_says_thanks() -> None:
    _wave, (mine,) = open_wave({UnitFactory(): 1})
    ballots.cast(secret=mine.secret, values={"enps": 9}, texts={})
    with pytest.raises(AnsweredError) as refused:
        ballots.cast(secret=mine.secret, values={"enps": 0}, texts={})
    assert str(refused.value) == "Frågorna är redan besvarade. Tack!"
    assert [one["values"] for one in in_box()] == [[9]]


def test_what_is_left_out_is_not_answered() -> None:
    _wave, (mine,) = open_wave({UnitFactory(): 1})
    ballots.cast(secret=mine.secret, values={}, texts={"why": "  "})
    assert (in_box()[0]["values"], in_box()[0]["texts"]) == ([-1], {})


@pytest.mark.parametrize("wrong", [11, -1, "9", True, 9.0])
def test_a_value_that_is_no_option_is_refused_and_the_link_still_works(wrong: object) -> None:
    _wave, (mine,) = open_wave({UnitFactory(): 1})
    with pytest.raises(InvalidAnswerError):
        ballots.cast(secret=mine.secret, values={"enps": wrong}, texts={})  # type: ignore[dict-item]
    assert not BallotBox.objects.exists()
    mine.refresh_from_db()
    assert mine.is_answered is False


def test_other_codes_and_other_waves_items_are_left_alone() -> None:
    _wave, (mine,) = open_wave({UnitFactory(): 1})
    ballots.cast(secret=mine.secret, values={"enps": 8, "easily": 3}, texts={"better": "Hej"})
    assert (in_box()[0]["values"], in_box()[0]["texts"]) == ([8], {})


def test_own_words_are_masked_and_cut_before_they_are_kept() -> None:
    _wave, (mine,) = open_wave({UnitFactory(): 1})
    words = "Ring 070-123 45 67.\0 " + "x" * 5000
    ballots.cast(secret=mine.secret, values={}, texts={"why": words})
    kept = in_box()[0]["texts"]["why"]
    assert kept.startswith("Ring •••.")
    assert len(kept) <= ballots.LONGEST_TEXT


def test_a_slips_code_is_known_however_it_is_typed() -> None:
    unit = UnitFactory()
    wave, _none = open_wave({unit: 0})
    made = slip(wave, unit)
    made.secret_hash = ballots.secret_hash("AB0C1DEFGH")
    made.save()
    ballots.cast(secret=" ab o cI-de fgh ", values={"enps": 10}, texts={})
    made.refresh_from_db()
    assert made.is_answered is True


def test_a_code_is_ten_letters_that_look_like_nothing_else() -> None:
    code = ballots.new_code()
    assert ballots.code_of(ballots.spelled(code).lower()) == code
    assert ballots.code_of("för kort") == ""
    assert ballots.code_of("UUUUUUUUUU") == ""


def test_guessed_links_are_unknown() -> None:
    wave, _one = open_wave({UnitFactory(): 1})
    guesses = (f"{wave.pk}-{'x' * 22}", "x" * 22, "AAAAA-AAAAA", "", "9" * 400, f"{wave.pk + 9}-x")
    for guessed in guesses:
        with pytest.raises(UnknownLinkError):
            ballots.cast(secret=guessed, values={}, texts={})
    assert not BallotBox.objects.exists()


def test_another_installations_secret_opens_nothing(settings) -> None:
    _wave, (mine,) = open_wave({UnitFactory(): 1})
    settings.SECRET_KEY = "en annan hemlighet, lika lång som den första"
    with pytest.raises(UnknownLinkError):
        ballots.cast(secret=mine.secret, values={}, texts={})


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (WaveState.DRAFT, "Enkäten har inte börjat än."),
        (WaveState.CANCELLED, "Enkäten blev inställd."),
        (WaveState.CLOSING, "Enkäten är stängd och går inte att svara på längre."),
        (WaveState.CLOSED, "Enkäten är stängd och går inte att svara på längre."),
    ],
)
def test_a_wave_that_is_not_open_says_why(state: str, says: str) -> None:
    unit = UnitFactory()
    wave = WaveFactory(unit=unit, state=state)
    wave_units(wave, {unit: 1})
    mine = invitation(wave, unit)
    for _ in range(2):
        with pytest.raises(NotOpenError, match="Enkäten") as refused:
            ballots.cast(secret=mine.secret, values={"enps": 1}, texts={})
        assert str(refused.value) == says
        # The same once the links are deleted.
        WaveInvitation.objects.all().delete()


def test_the_last_day_counts_and_the_next_does_not() -> None:
    wave, (early, late) = open_wave({UnitFactory(): 2})
    day = wave.closes_on
    zone = ZoneInfo("Europe/Stockholm")
    at = datetime(day.year, day.month, day.day, 23, 59, tzinfo=zone)
    ballots.cast(secret=early.secret, values={}, texts={}, at=at)
    with pytest.raises(NotOpenError):
        ballots.cast(
            secret=late.secret, values={}, texts={}, at=at.replace(year=2100, month=1, day=1)
        )


def test_the_boxs_size_does_not_tell_who_has_written_something() -> None:
    unit, quiet = UnitFactory(), UnitFactory()
    _wave, (mine,) = open_wave({unit: 1})
    ballots.cast(secret=mine.secret, values={"enps": 10}, texts={"why": "Ord " * 200})
    _other, (theirs,) = open_wave({quiet: 1})
    ballots.cast(secret=theirs.secret, values={}, texts={})
    assert len({len(one.content) for one in BallotBox.objects.all()}) == 1
