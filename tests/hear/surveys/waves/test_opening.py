import re
from datetime import timedelta

import pytest
from tests.factories.accounts import UserFactory

from hundra.core.messages.models import Message, MessageState
from hundra.core.organisation.models import Employment, Person
from hundra.hear.surveys.errors import AnsweredError, UnknownLinkError, WaveError
from hundra.hear.surveys.models import BallotBox, Member, Wave, WaveInvitation, WaveState, WaveUnit
from hundra.hear.surveys.services.ballots import cast, code_of
from hundra.hear.surveys.services.waves import ending, opening, own, reminding
from hundra.hear.surveys.services.waves.links import code_of_slip, secret_of

pytestmark = pytest.mark.django_db

LINK = re.compile(r"/enkat/([^/\s]+)/")


def link_in(message: Message) -> str:
    return LINK.search(message.body_text)[1]


def to(address: str) -> Message:
    return Message.objects.get(recipient=address)


@pytest.fixture
def opened(wave, today):
    return opening.open_wave(wave=wave, by=None, today=today)


def test_everyone_is_asked_once_by_the_way_that_reaches_them(opened, staff):
    assert opened.state == WaveState.OPEN
    assert Member.objects.filter(wave=opened).count() == staff["asked"]
    assert sorted(Message.objects.values_list("recipient", "channel")) == [
        ("+46701234567", "sms"),
        ("alva@granby.example", "email"),
        ("bo@granby.example", "email"),
        ("c@granby.example", "email"),
    ]
    assert WaveInvitation.objects.filter(wave=opened, way_in="slip", member=None).count() == 2


def test_the_tree_is_written_down_with_how_many_of_each(opened, office, team, night):
    rows = {row.unit_id: row for row in WaveUnit.objects.filter(wave=opened)}
    assert {key: row.invited for key, row in rows.items()} == {
        office.pk: 0,
        team.pk: 3,
        night.pk: 3,
    }
    assert rows[team.pk].parent_id == rows[office.pk].pk
    assert rows[office.pk].parent_id is None


def test_the_link_in_the_mail_can_be_answered_once(opened):
    secret = link_in(to("alva@granby.example"))
    cast(secret=secret, values={"enps": 9}, texts={})
    with pytest.raises(AnsweredError):
        cast(secret=secret, values={"enps": 9}, texts={})


def test_secrets_stand_nowhere_in_the_tables_of_surveys(opened):
    secret = link_in(to("alva@granby.example"))
    kept = WaveInvitation.objects.filter(wave=opened).values_list("secret_hash", flat=True)
    assert secret not in kept
    assert all(len(one) == 64 for one in kept)


def test_the_mail_says_what_it_must_in_both_languages(opened):
    mail = to("alva@granby.example")
    assert mail.subject == "Vad säger du? Så har vi det"
    for words in (
        "Ingen kan se vem som har svarat vad",
        "Nobody can see who answered what",
        "Hanna Hittepå, 0911-69 60 10",
        "minst 7",
        "/en/enkat/",
    ):
        assert words in mail.body_text
    assert "\0" not in mail.body_text
    assert "%(" not in mail.body_text


def test_killed_between_two_lots_it_goes_on_where_it_was(wave, today, monkeypatch):
    monkeypatch.setattr(opening, "AT_A_TIME", 2)
    send = opening._send_some
    calls = []

    def killed_in_the_second(*given):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return send(*given)

    monkeypatch.setattr(opening, "_send_some", killed_in_the_second)
    with pytest.raises(KeyboardInterrupt):
        opening.open_wave(wave=wave, by=None, today=today)
    assert Message.objects.count() == 2
    monkeypatch.setattr(opening, "_send_some", send)
    opening.open_wave(wave=wave, by=None, today=today)
    opening.open_wave(wave=wave, by=None, today=today)
    assert Message.objects.count() == 4
    assert Member.objects.filter(wave=wave).count() == 6


def test_an_address_that_is_none_becomes_a_slip_that_belongs_to_nobody(wave, today, staff):
    Person.objects.filter(pk=staff["alva"]).update(email="alva på jobbet")
    opening.open_wave(wave=wave, by=None, today=today)
    slips = WaveInvitation.objects.filter(wave=wave, way_in="slip")
    assert slips.count() == 3
    assert not slips.exclude(member=None, title="", is_manager=False).exists()
    for slip in slips:
        cast(secret=code_of_slip(slip.pk).lower(), values={"enps": 7}, texts={})


def test_nobody_to_ask_leaves_it_unopened(wave, today):
    Employment.objects.all().delete()
    with pytest.raises(WaveError, match="ingen att fråga"):
        opening.open_wave(wave=wave, by=None, today=today)
    wave.refresh_from_db()
    assert wave.state == WaveState.DRAFT


def test_opened_early_it_counts_the_staff_no_later_than_today(wave, today):
    Wave.objects.filter(pk=wave.pk).update(
        opens_on=today + timedelta(days=5), counted_on=today + timedelta(days=5)
    )
    found = opening.open_wave(wave=wave, by=None, today=today)
    assert (found.opens_on, found.counted_on) == (today, today)


def test_a_reminder_goes_to_those_who_have_not_answered_with_the_same_link(opened, today):
    day = today + timedelta(days=8)
    first = link_in(to("bo@granby.example"))
    cast(secret=link_in(to("alva@granby.example")), values={"enps": 9}, texts={})
    assert reminding.remind(wave=opened, today=day) == 3
    assert reminding.remind(wave=opened, today=day) == 0
    reminders = Message.objects.filter(key__contains="reminder")
    assert "alva@granby.example" not in reminders.values_list("recipient", flat=True)
    assert link_in(reminders.get(recipient="bo@granby.example")) == first


def test_no_reminder_is_due_before_its_day_nor_after_the_last(opened, today):
    assert reminding.remind(wave=opened, today=today + timedelta(days=7)) == 0
    assert reminding.remind(wave=opened, today=today + timedelta(days=21)) == 0
    # The first was missed, the second is sent once.
    assert reminding.remind(wave=opened, today=today + timedelta(days=18)) == 4


def test_one_is_reminded_once_a_day_by_hand(opened, today):
    user, day = UserFactory(), today + timedelta(days=2)
    reminding.ask_to_remind(wave=opened, by=user, today=day)
    with pytest.raises(WaveError, match="redan"):
        reminding.ask_to_remind(wave=opened, by=user, today=day)
    assert reminding.remind(wave=opened, today=day) == 4


def test_not_reminded_on_the_day_it_opens(opened, today):
    with pytest.raises(WaveError):
        reminding.ask_to_remind(wave=opened, by=UserFactory(), today=today)


def test_an_employee_gets_their_link_again_where_it_was_sent(opened, staff):
    user = UserFactory()
    Person.objects.filter(pk=staff["alva"]).update(user=user)
    first = link_in(to("alva@granby.example"))
    own.send_again(wave=opened, by=user)
    again = Message.objects.get(key__contains="again")
    assert (again.recipient, link_in(again)) == ("alva@granby.example", first)
    cast(secret=first, values={"enps": 9}, texts={})
    with pytest.raises(WaveError):
        own.send_again(wave=opened, by=user)


def test_others_get_no_link(opened):
    with pytest.raises(WaveError):
        own.send_again(wave=opened, by=UserFactory())


def test_called_off_its_answers_links_and_people_are_deleted(opened):
    secret = link_in(to("alva@granby.example"))
    cast(secret=secret, values={"enps": 9}, texts={})
    ending.call_off(wave=opened, by=None)
    opened.refresh_from_db()
    assert opened.state == WaveState.CANCELLED
    assert not BallotBox.objects.exists()
    assert not WaveInvitation.objects.exists()
    assert not Member.objects.exists()
    assert set(Message.objects.values_list("state", flat=True)) == {MessageState.CANCELLED}
    with pytest.raises(Exception, match="inställd"):
        cast(secret=secret, values={"enps": 9}, texts={})


def test_extended_it_takes_answers_longer(opened, today):
    ending.extend(wave=opened, closes_on=today + timedelta(days=30), by=None)
    opened.refresh_from_db()
    assert opened.closes_on == today + timedelta(days=30)
    with pytest.raises(WaveError, match="har varit"):
        ending.extend(wave=opened, closes_on=today - timedelta(days=1), by=None)
    with pytest.raises(WaveError, match="tre månader"):
        ending.extend(wave=opened, closes_on=today + timedelta(days=93), by=None)


def test_links_are_made_of_a_secret_outside_the_database(opened, settings):
    invitation = WaveInvitation.objects.filter(wave=opened, way_in="email").first()
    secret = secret_of(opened.pk, invitation.pk)
    assert secret.startswith(f"{opened.pk}-")
    settings.SECRET_KEY = "en annan"
    assert secret_of(opened.pk, invitation.pk) != secret
    with pytest.raises(UnknownLinkError):
        cast(secret=secret, values={}, texts={})


def test_codes_are_typed_by_people(opened):
    slip = WaveInvitation.objects.filter(wave=opened, way_in="slip").first()
    assert code_of(code_of_slip(slip.pk)) == code_of_slip(slip.pk)
