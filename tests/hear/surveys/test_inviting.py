"""Asking: a link, once, and nobody twice within a time."""

import datetime as dt
from typing import Any

import pytest
from tests.factories.organisation import UnitFactory
from tests.factories.surveys import asked

from hundra.core.messages.models import Message
from hundra.hear.surveys.models import Invitation, Quarantine, Tally
from hundra.hear.surveys.services.inviting import invite, secret_hash

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)


def ask(address: str = "alva@example.se", days: int = 0, **changes: Any) -> Invitation | None:
    given: dict[str, Any] = {
        "question_set": "service",
        "address": address,
        "channel": "email",
        "language": "sv",
        "about": {"unit": changes.pop("unit", None) or UnitFactory().pk, "desk": "medborgare"},
        "quarantine_days": 90,
        "at": NOON + dt.timedelta(days=days),
    }
    return invite(**{**given, **changes})


def test_a_mail_with_the_link_goes_out() -> None:
    made = ask()
    assert made is not None
    message = Message.objects.get()
    assert (message.recipient, message.purpose) == ("alva@example.se", "survey.asked")
    assert f"/svara/{made.secret}/" in message.body_text
    assert made.expires_on == dt.date(2026, 5, 18)


def test_who_reads_another_language_gets_english() -> None:
    made = ask(language="so")
    assert made is not None
    assert f"/en/svara/{made.secret}/" in Message.objects.get().body_text


def test_nobody_is_asked_twice_within_the_time_whatever_it_is_about() -> None:
    assert ask() is not None
    assert ask("  ALVA@example.se ", days=89) is None
    assert ask("bo@example.se", days=89) is not None
    assert ask(days=90) is not None
    assert ask(days=100) is None
    assert Message.objects.count() == Invitation.objects.count() == 3


def test_a_link_to_show_sends_nothing() -> None:
    made = asked()
    assert made.secret
    assert Message.objects.count() == Quarantine.objects.count() == 0


def test_neither_the_address_nor_the_secret_is_kept() -> None:
    made = ask("+46701740605", channel="link")
    assert made is not None
    kept = repr(list(Invitation.objects.values())) + repr(list(Quarantine.objects.values()))
    assert "701740605" not in kept
    assert made.secret not in kept
    assert Invitation.objects.get().secret_hash == secret_hash(made.secret)


def test_how_many_were_asked_is_counted_by_one_thing_at_a_time() -> None:
    unit = UnitFactory()
    for language in ("sv", "sv", "so"):
        asked(unit, at=NOON, language=language)
    counted = set(Tally.objects.values_list("dimension", "value", "asked", "answered"))
    assert counted == {
        ("", "", 3, 0),
        ("channel", "phone", 3, 0),
        ("reason", "", 3, 0),
        ("language", "sv", 2, 0),
        ("language", "so", 1, 0),
    }


@pytest.mark.parametrize(
    "about",
    [{"unit": 1, "name": "Alva"}, {"unit": "x"}, {"unit": 1, "kind": "?"}, {"desk": "a"}],
    ids=["a name", "no unit", "another kind", "nowhere"],
)
def test_what_an_answer_is_counted_under_is_coarse(about: dict[str, Any]) -> None:
    with pytest.raises((TypeError, ValueError)):
        ask(about=about)
    assert not Quarantine.objects.exists()
