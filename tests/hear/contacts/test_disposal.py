"""What is disposed of is gone: from every table, the histories, the search index and the files."""

import datetime as dt
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone
from tests.factories.cases import PartyFactory
from tests.factories.contacts import ContactFactory
from tests.factories.knowledge import ContactReasonFactory

from hundra.core.audit import retention
from hundra.core.audit.models import Disposal, RetentionDecision
from hundra.hear.cases.models import Party
from hundra.hear.contacts.models import (
    Call,
    Contact,
    ContactEvent,
    Desk,
    Enclosure,
    Letter,
    RefusedMail,
    VoiceMessage,
    WordsAsked,
)

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 22)
LONG_AGO = dt.datetime(2020, 3, 2, 10, tzinfo=dt.UTC)
NAME, NUMBER, ADDRESS = "Snobbelina Påhittsson", "+46701740699", "snobbelina@example.se"
WORD, FILE = "grodperspektivet", b"Snobbelinas hemliga bilaga"
PLANTED = (NAME, "Snobbelina", NUMBER, ADDRESS, WORD, "grodperspektiv", FILE.hex())
RULES = (
    *("contacts.persons", "contacts.letters", "contacts.calls", "contacts.voice_messages"),
    *("contacts.refused_mail", "parties.left"),
)


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def decide(*rules, days=365):
    for number, rule in enumerate(rules, start=1):
        RetentionDecision.objects.create(
            rule=rule, number=f"KS 2026/{number}", decided_on=dt.date(2026, 1, 1), days=days
        )


def plant(at=LONG_AGO, **contact):
    """A contact with all that it can tell of a person, everywhere it can be told."""
    party = PartyFactory(name=NAME, phone=NUMBER, email=ADDRESS, created_at=at)
    made = ContactFactory(
        done=True,
        party=party,
        channel="email",
        external_id=f"<{ADDRESS}>",
        subject=f"{NAME} frågar",
        note=f"Ringer från {NUMBER} om {WORD}",
        callback_to=NUMBER,
        received_at=at,
        **contact,
    )
    ContactEvent.objects.create(contact=made, kind="keyed", at=at, told={"from": NUMBER})
    letter = Letter.objects.create(
        contact=made,
        message_id=f"<1.{ADDRESS}>",
        sender=ADDRESS,
        recipient="kommun@example.se",
        subject=WORD,
        text=f"Hälsningar {NAME}",
        at=at,
    )
    enclosure = Enclosure(
        letter=letter, name=f"{NAME}.txt", media_type="text/plain", size=len(FILE)
    )
    enclosure.file.save("bilaga.txt", ContentFile(FILE))
    call = Call.objects.create(
        contact=made,
        provider="46elks",
        provider_id=f"c{made.pk}",
        from_number=NUMBER,
        started_at=at,
        hung_up_at=at,
    )
    message = VoiceMessage(call=call, address="https://leverantor.example/1", at=at)
    message.file.save("rost.wav", ContentFile(FILE))
    RefusedMail.objects.create(
        desk=made.desk,
        message_id=f"<2.{ADDRESS}>",
        sender=ADDRESS,
        subject=NAME,
        why="för stort",
        at=at,
    )
    return made


def tables_that_tell():
    """Every table of the database with a row that tells any of what was planted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        tables = [name for (name,) in cursor.fetchall()]
        return {
            table for table in tables if any(_tells(cursor, table, planted) for planted in PLANTED)
        }


def _tells(cursor, table, planted):
    cursor.execute(
        f'SELECT EXISTS (SELECT FROM "{table}" t WHERE strpos(lower(t::text), lower(%s)) > 0)',
        [planted],
    )
    return cursor.fetchone()[0]


def found_by_word():
    desks = Desk.objects.values_list("pk", flat=True)
    return Contact.objects.filter(search=WordsAsked(desks, WORD)).exists()


def files_that_tell(folder: Path):
    return [file for file in folder.rglob("*") if file.is_file() and FILE in file.read_bytes()]


def test_the_search_for_what_was_planted_finds_it_everywhere_first(uploads):
    plant()
    assert tables_that_tell() == {
        "contacts_contact",
        "contacts_contactevent",
        "contacts_letter",
        "contacts_enclosure",
        "contacts_call",
        "contacts_refusedmail",
        "cases_party",
    }
    assert len(files_that_tell(uploads)) == 2
    assert found_by_word()


def test_after_disposal_nothing_of_the_person_is_anywhere(
    uploads, django_capture_on_commit_callbacks
):
    made = plant(reason=ContactReasonFactory())
    decide(*RULES)
    with django_capture_on_commit_callbacks(execute=True):
        retention.prune(today=TODAY, dry_run=False)
    assert tables_that_tell() == set()
    assert files_that_tell(uploads) == []
    assert not found_by_word()
    assert Party.objects.count() == 0
    # What is counted is as it was.
    kept = Contact.objects.get(pk=made.pk)
    unchanged = ("desk_id", "channel", "state", "reason_id", "guide_id", "outcome", "received_at")
    unchanged += ("queued_at", "answered_at", "ended_at", "registered_at", "language")
    assert [getattr(kept, name) for name in unchanged] == [
        getattr(made, name) for name in unchanged
    ]
    assert kept.events.count() == 1
    assert Call.objects.get().started_at == LONG_AGO


def test_each_disposal_is_written_down_with_its_decision():
    made = plant()
    decide(*RULES)
    retention.prune(today=TODAY, dry_run=False)
    written = {one.rule: one for one in Disposal.objects.all()}
    assert set(written) == set(RULES)
    persons = written["contacts.persons"]
    assert (persons.number, persons.record_ids) == ("KS 2026/1", [str(made.pk)])
    assert (persons.record, persons.days, persons.files) == ("contacts.contact", 365, 0)
    assert written["contacts.letters"].files == 1
    assert written["contacts.voice_messages"].files == 1


def test_a_dry_run_tells_how_many_and_touches_nothing(uploads):
    plant()
    decide(*RULES)
    told = {one.rule.key: one.count for one in retention.prune(today=TODAY, dry_run=True)}
    # The party still has its contact, until that has been emptied.
    assert {key: told[key] for key in RULES} == dict.fromkeys(RULES, 1) | {"parties.left": 0}
    assert "contacts_contact" in tables_that_tell()
    assert Disposal.objects.count() == 0


def test_without_a_decision_and_before_its_time_nothing_goes():
    plant(at=timezone.now() - dt.timedelta(days=300))
    retention.prune(today=timezone.localdate(), dry_run=False)
    decide(*RULES, days=365)
    retention.prune(today=timezone.localdate(), dry_run=False)
    assert Disposal.objects.count() == 0
    assert Contact.objects.get().note


def test_what_is_not_settled_stays_however_old():
    ContactFactory(received_at=LONG_AGO, subject=NAME)
    decide("contacts.persons")
    retention.prune(today=TODAY, dry_run=False)
    assert Contact.objects.get().subject == NAME


def test_once_disposed_of_is_no_longer_due():
    plant()
    decide(*RULES)
    retention.prune(today=TODAY, dry_run=False)
    again = retention.prune(today=TODAY, dry_run=False)
    assert {one.count for one in again if one.decision} == {0}


def test_an_imported_contact_keeps_its_number_so_that_it_is_not_taken_in_anew():
    ContactFactory(
        done=True, received_at=LONG_AGO, is_imported=True, external_id="m1:7", subject=NAME
    )
    decide("contacts.persons")
    retention.prune(today=TODAY, dry_run=False)
    kept = Contact.objects.get()
    assert (kept.subject, kept.external_id) == ("", "m1:7")


def test_someone_with_a_contact_or_case_left_stays():
    from tests.factories.cases import CaseFactory

    party = PartyFactory(created_at=LONG_AGO)
    CaseFactory(party=party)
    PartyFactory(created_at=LONG_AGO)
    decide("parties.left")
    retention.prune(today=TODAY, dry_run=False)
    assert list(Party.objects.all()) == [party]
