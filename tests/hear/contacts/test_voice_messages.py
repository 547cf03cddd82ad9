"""What callers say after the tone is heard by those who may see the contact, and it is noted."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from tests.factories.accounts import user_with
from tests.factories.cases import CaseFactory
from tests.factories.contacts import ContactFactory, DeskFactory, GuideFactory

from hundra.core.accounts.models import Role
from hundra.core.audit.models import Reading
from hundra.hear.contacts.models import Call, ContactState, VoiceMessage
from hundra.hear.contacts.services.listening import note_listening

pytestmark = pytest.mark.django_db
SOUND = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(2000)


@pytest.fixture
def desk():
    return DeskFactory()


@pytest.fixture
def guide(desk):
    return GuideFactory(desk=desk)


def left_at(desk, *, fetched=True, **fields):
    contact = ContactFactory(desk=desk, **fields)
    call = Call.objects.create(contact=contact, provider="46elks", provider_id=f"c{contact.pk}")
    message = VoiceMessage.objects.create(call=call, address="https://x.example/1", seconds=65)
    if fetched:
        message.file.save("1.wav", ContentFile(SOUND))
    return message


def play(client, user, message, **headers):
    client.force_login(user)
    address = reverse("contact_voice_message", kwargs={"pk": message.pk})
    return client.get(address, headers=headers)


def page(client, user, contact):
    client.force_login(user)
    return client.get(reverse("contact", kwargs={"pk": contact.pk})).content.decode()


def test_the_contacts_page_has_a_player_that_loads_nothing_by_itself(client, desk, guide):
    message = left_at(desk)
    shown = page(client, guide.user, message.call.contact)

    address = reverse("contact_voice_message", kwargs={"pk": message.pk})
    assert f'<audio controls preload="none" src="{address}"' in shown
    assert "1:05" in shown
    assert Reading.objects.count() == 0


def test_the_sound_is_sent_whole_or_in_part_and_kept_nowhere(client, desk, guide):
    message = left_at(desk)
    whole = play(client, guide.user, message)
    part = play(client, guide.user, message, range="bytes=4-9")

    assert b"".join(whole.streaming_content) == SOUND
    assert (whole["Content-Type"], whole["Cache-Control"]) == ("audio/wav", "private, no-store")
    assert (part.status_code, b"".join(part.streaming_content)) == (206, SOUND[4:10])


def test_listening_is_noted_once_for_all_its_parts(client, desk, guide):
    message = left_at(desk)
    for asked in ("bytes=1-", "bytes=0-", "bytes=500-"):
        play(client, guide.user, message, range=asked)

    reading = Reading.objects.get()
    assert (reading.reader, reading.record) == (guide.user, "contacts.voicemessage")
    assert reading.what == f"{message.call.contact.number}: voice message"


def test_another_time_or_another_listener_is_noted_anew(desk, guide):
    message, other = left_at(desk), GuideFactory(desk=desk)
    now = timezone.now()
    note_listening(message=message, by=guide.user, at=now)
    note_listening(message=message, by=other.user, at=now)
    note_listening(message=message, by=guide.user, at=now + timedelta(minutes=11))

    assert Reading.objects.count() == 3


def test_who_is_at_another_desk_hears_nothing_and_nothing_is_noted(client, desk):
    message = left_at(desk)
    outsiders = [GuideFactory().user, user_with(Role.MANAGER, DeskFactory().unit)]

    assert [play(client, one, message).status_code for one in outsiders] == [404, 404]
    assert Reading.objects.count() == 0


def test_what_led_to_a_confidential_case_is_heard_by_its_unit_only(client, desk, guide):
    case = CaseFactory(confidential=True)
    message = left_at(desk, state=ContactState.DONE, case=case)

    assert play(client, guide.user, message).status_code == 404
    assert "<audio" not in page(client, guide.user, message.call.contact)
    case.unit = desk.unit
    case.save()
    manager = user_with(Role.MANAGER, desk.unit)
    assert play(client, manager, message).status_code == 200


def test_a_message_on_its_way_is_told_of_and_a_lost_file_is_not_found(client, desk, guide):
    waiting, lost = left_at(desk, fetched=False), left_at(desk)
    lost.file.storage.delete(lost.file.name)

    assert "Hämtas från teleoperatören" in page(client, guide.user, waiting.call.contact)
    assert play(client, guide.user, waiting).status_code == 404
    assert play(client, guide.user, lost).status_code == 404


def test_the_guides_page_leads_to_the_message(client, desk, guide):
    message = left_at(desk, state=ContactState.ACTIVE, guide=guide)
    client.force_login(guide.user)
    shown = client.get(reverse("service_centre")).content.decode()

    assert reverse("contact", kwargs={"pk": message.call.contact_id}) + "#voice" in shown
