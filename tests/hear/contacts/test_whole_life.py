"""A matter's whole life, by the services alone, and then its disposal: nothing is left anywhere.

Every column of every table is read as text, histories and the job queue included, and every file.
"""

import datetime as dt
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from tests.factories.accounts import user_with
from tests.factories.calling import CLOSED, contact_of, desk_with_menu, ready_guide
from tests.factories.calling import simulated_provider as simulated
from tests.factories.contacts import DeskReasonFactory
from tests.factories.organisation import UnitFactory
from tests.hear.contacts.test_letters import raw_mail

from hundra.adapters.voice.simulator import serve
from hundra.core.accounts.models import Role
from hundra.core.audit import retention
from hundra.core.audit.models import RetentionDecision
from hundra.core.messages.models import Message
from hundra.hear.cases import services as cases
from hundra.hear.cases.models import Case, Party
from hundra.hear.cases.queries.lists import searched
from hundra.hear.contacts.models import Call, Contact, Enclosure, VoiceMessage
from hundra.hear.contacts.queries import searching
from hundra.hear.contacts.services import letters, life, settling
from hundra.hear.contacts.services.calls import messages as spoken
from hundra.hear.surveys.models import Invitation

pytestmark = pytest.mark.django_db

# No words of the dictionary: of those, how common they are is remembered, which is of nobody.
NAME, WORD = "Snobbelina Qvixström", "qvixtrolleri"
NUMBER, ADDRESS = "+46701740699", "snobbelina@example.se"
PDF = b"%PDF-1.4 Snobbelinas hemliga bilaga %%EOF"
SOUND = b"RIFF\x24\x00\x00\x00WAVEfmt " + b"Snobbelinas hemliga tal".ljust(40)
PLANTED = ("Snobbelina", "qvix", NUMBER, NUMBER[1:], "hemliga", b"hemliga".hex())
FAR_AHEAD = dt.timedelta(days=9000)

HOLDS = """
    SELECT EXISTS (SELECT FROM {} t WHERE lower(t::text) LIKE ANY (%s))
"""


def tables():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(table_schema) || '.' || quote_ident(table_name)"
            " FROM information_schema.tables WHERE table_type = 'BASE TABLE'"
            " AND table_schema NOT IN ('pg_catalog', 'information_schema')"
        )
        return [name for (name,) in cursor.fetchall()]


def tables_that_tell():
    """Those with a row that holds anything planted: in text, JSON, bytes (in hex) or an index."""
    wanted = [f"%{planted.lower()}%" for planted in PLANTED]
    found = set()
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(HOLDS.format(table), [wanted])
            if cursor.fetchone()[0]:
                found.add(table.removeprefix("public."))
    return found


def files_that_tell(folder: Path):
    return [
        file
        for file in folder.rglob("*")
        if file.is_file() and (b"hemliga" in file.read_bytes() or "qvix" in file.name)
    ]


def found_by_searching(desk):
    """Contacts and cases that any of the searches finds."""
    found = set()
    for words in (WORD, NAME, NUMBER, ADDRESS):
        asked = searching.Asked(desks=[desk.pk], words=words)
        found |= {f"K{one.pk}" for one in searching.find(asked).contacts}
        found |= {f"Ä{one.pk}" for one in searched(Case.objects.all(), words)}
    return found


@pytest.fixture
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def desk(settings):
    settings.DEMO = True  # The simulator's time is believed in a demo alone.
    made = desk_with_menu()
    made.email = "kontakt@granby.example"
    made.save()
    return made


def written_life(desk, guide, *, is_confidential):
    """A mail with a file is answered and becomes a case, which is discussed and closed."""
    unit = UnitFactory(parent=desk.unit)
    handler = user_with(Role.HANDLER, unit)
    manager = user_with(Role.MANAGER, unit)
    reason = DeskReasonFactory(
        desk=desk, unit=unit, promise_hours=8, is_confidential=is_confidential
    )
    raw = raw_mail(
        f"{WORD} {NUMBER}",
        From=f"{NAME} <{ADDRESS}>",
        Subject=f"{WORD} {NAME}",
        Message_ID=f"<qvix-{is_confidential}@example.se>",
        files=[("qvix.pdf", PDF)],
    )
    contact = letters.take_in(raw=raw, desk=desk)
    life.answer(contact=contact, by=guide.user)
    letters.reply(contact=contact, by=guide.user, text=f"Hej {NAME}", key=f"{is_confidential}")
    case = settling.hand_over(
        contact=contact,
        by=guide.user,
        reason=reason,
        text=f"{NAME} om {WORD}",
        promise=f"Vi ringer {NAME}",
        name=NAME,
        phone=NUMBER,
        words=WORD,
    )
    cases.take(case=case, by=handler)
    cases.note(case=case, text=WORD, by=handler)
    cases.message(case=case, text=f"Hej {NAME}", by=handler)
    cases.receive_message(case=case, text=WORD)
    cases.correct(case=case, title=NAME, text=WORD, place=WORD, reason=reason.reason, by=handler)
    if is_confidential:
        cases.make_plain(case=case, cause=WORD, by=manager)
        cases.make_confidential(case=case, cause=WORD, by=manager)
    cases.close(case=case, answer=WORD, by=handler)
    return case


def spoken_life(desk, guide, settings):
    """A call to a closed desk leaves a message, and is rung back, registered and asked about."""
    with serve() as api:
        settings.VOICE_PROVIDER = "hundra.adapters.voice.elks46.provider.Elks46"
        settings.VOICE_URL = api.settings_url
        api.recordings["/a1/recordings/r.wav"] = SOUND
        provider = simulated()
        call = provider.place_call(from_number=NUMBER, to_number=desk.phone, at=CLOSED)
        provider.press(call, "1", at=CLOSED)
        provider.speak(call, 12, at=CLOSED, address=f"{api.url}/recordings/r.wav")
        spoken.fetch(VoiceMessage.objects.get())
    contact = contact_of(call)
    life.answer(contact=contact, by=guide.user)
    life.end(contact=contact)
    settling.register(
        contact=contact,
        by=guide.user,
        reason=desk.reasons.get(reason__name="skola"),
        outcome="solved",
        note=f"{NAME} {NUMBER} {WORD}",
    )
    return contact


@pytest.fixture
def lived(uploads, desk, settings, django_capture_on_commit_callbacks):
    guide = ready_guide(desk)
    with django_capture_on_commit_callbacks(execute=True):
        spoken_life(desk, guide, settings)
    for is_confidential in (False, True):
        with django_capture_on_commit_callbacks(execute=True):
            written_life(desk, guide, is_confidential=is_confidential)
    Message.objects.update(state="sent", sent_at=timezone.now())


def test_after_a_whole_life_and_disposal_nothing_is_left_anywhere(
    lived, desk, uploads, django_capture_on_commit_callbacks
):
    # First: what is looked for would be found.
    told = tables_that_tell()
    assert told >= {
        *("cases_case", "cases_caseevent", "cases_entry", "cases_party", "contacts_contact"),
        *("contacts_letter", "contacts_enclosure", "contacts_call", "outbox_message"),
    }
    assert len(files_that_tell(uploads)) >= 3
    assert len(found_by_searching(desk)) == 5
    assert Invitation.objects.count() >= 1
    assert (Enclosure.objects.count() >= 2, VoiceMessage.objects.count()) == (True, 1)

    for number, rule in enumerate(retention.rules()):
        RetentionDecision.objects.create(
            rule=rule.key, number=f"KS {number}", decided_on=dt.date(2026, 1, 1), days=rule.days
        )
    for _night in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            retention.prune(today=timezone.localdate() + FAR_AHEAD, dry_run=False)

    assert tables_that_tell() == set()
    assert files_that_tell(uploads) == []
    assert found_by_searching(desk) == set()
    # What is counted is still there.
    assert (Contact.objects.count(), Case.objects.count(), Call.objects.count()) == (3, 2, 1)
    assert Party.objects.count() == 0
