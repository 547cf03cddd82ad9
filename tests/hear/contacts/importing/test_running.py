"""Other systems' files become contacts and cases, once, whatever is sent again."""

import time
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from tests.factories.contacts import DeskFactory
from tests.factories.exports import as_csv, as_xlsx, chicago_rows, nyc_rows
from tests.factories.knowledge import ContactReasonFactory
from tests.factories.organisation import UnitFactory

from hundra.core.messages.models import Message
from hundra.hear.cases.models import Case, Party
from hundra.hear.contacts.importing.profile import look_through
from hundra.hear.contacts.models import Contact, ContactEvent, ImportMapping
from hundra.hear.contacts.services.importing import drafted, import_contacts, remember
from hundra.hear.contacts.services.importing.mappings import MappingError
from hundra.hear.knowledge.models import ContactReason
from hundra.hear.surveys.models import Invitation

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("Europe/Stockholm")


@pytest.fixture
def desk():
    return DeskFactory()


def mapping_of(data, desk, **changed):
    from dataclasses import replace

    draft = replace(drafted(look_through(data, name="fil.csv")), **changed)
    return remember(by=None, name="New York", desk=desk, draft=draft)


def taken(data, mapping, **more):
    return import_contacts(data, name="fil.csv", mapping=mapping, **more)


def one_row(**changed):
    row = next(iter(nyc_rows(1)))
    fixed = {"created_date": "03/14/2024 01:22:33 PM", "closed_date": "", "status": "Open"}
    return {**row, **fixed, **changed}


def test_a_line_becomes_a_contact_and_a_case(desk):
    unit, reason = UnitFactory(name="NYPD"), ContactReasonFactory(name="illegal parking")
    data = as_csv(
        [
            one_row(
                unique_key="60000001",
                closed_date="03/16/2024 09:00:00 AM",
                status="Closed",
                agency="NYPD",
                complaint_type="Illegal Parking",
                descriptor="Blocked Hydrant",
                incident_address="1 EXAMPLE AVENUE",
                resolution_description="A car was moved.",
                open_data_channel_type="ONLINE",
                latitude="40.7",
                longitude="-73.9",
            )
        ]
    )
    mapping = mapping_of(data, desk)
    report = taken(data, mapping)
    assert (report.carried_out, report.lines) == (True, 1)
    assert (report.contacts.created, report.cases.created, report.refused) == (1, 1, ())
    contact, case = Contact.objects.get(), Case.objects.get()
    assert contact.received_at == datetime(2024, 3, 14, 13, 22, 33, tzinfo=HERE)
    assert (contact.channel, contact.state, contact.outcome) == ("web", "done", "case")
    assert (contact.desk, contact.reason, contact.case) == (desk, reason, case)
    assert (contact.is_imported, contact.guide, contact.party) == (True, None, None)
    assert contact.subject == "Illegal Parking: Blocked Hydrant"
    assert (case.unit, case.reason, case.state) == (unit, reason, "closed")
    assert case.closed_at == datetime(2024, 3, 16, 9, tzinfo=HERE)
    assert (case.place, case.latitude, case.longitude) == ("1 EXAMPLE AVENUE", 40.7, -73.9)
    assert (case.answer, case.source) == ("A car was moved.", "import")
    assert [spell.state for spell in case.spells.all()] == ["new", "closed"]
    assert case.spells.get(until=None).since == case.closed_at


@pytest.mark.slow
def test_ten_thousand_lines_take_seconds_and_again_change_nothing(desk):
    data = as_csv(nyc_rows(10_000))
    mapping = mapping_of(data, desk, makes_reasons=True)
    began = time.process_time()
    first = taken(data, mapping)
    assert time.process_time() - began < 20
    assert (first.lines, first.contacts.created, first.cases.created) == (10_000, 10_000, 10_000)
    assert set(first.reasons) == set(ContactReason.objects.values_list("name", flat=True))
    again = taken(data, mapping)
    assert (again.contacts.unchanged, again.cases.unchanged) == (10_000, 10_000)
    assert (again.contacts.created, again.contacts.changed, again.cases.changed) == (0, 0, 0)
    assert (Contact.objects.count(), Case.objects.count()) == (10_000, 10_000)


def test_nobody_is_asked_written_to_or_given_anything(desk):
    data = as_csv([{"Datum": "2026-03-14", "E-post": "alva@example.se", "Kanal": "Telefon"}])
    mapping = mapping_of(
        data,
        desk,
        columns={"Datum": "received_at", "E-post": "email", "Kanal": "channel"},
        makes="both",
    )
    taken(data, mapping)
    assert Contact.objects.get().party.email == "alva@example.se"
    assert Message.objects.count() == 0
    assert ContactEvent.objects.count() == 0
    assert Case.objects.get().due_at is None


def test_a_dry_run_tells_the_same_and_keeps_nothing(desk):
    data = as_csv(chicago_rows(50))
    mapping = mapping_of(data, desk, makes_reasons=True)
    report = taken(data, mapping, dry_run=True)
    assert (report.carried_out, report.contacts.created) == (False, 50)
    assert (Contact.objects.count(), Case.objects.count(), ContactReason.objects.count()) == (
        0,
    ) * 3
    assert taken(data, mapping).contacts == report.contacts


def test_a_line_that_says_something_new_changes_what_is_here(desk):
    opened = [one_row(unique_key="1", status="Open")]
    mapping = mapping_of(as_csv(opened), desk)
    taken(as_csv(opened), mapping)
    closed = [one_row(unique_key="1", status="Closed", closed_date="03/20/2024 08:00:00 AM")]
    report = taken(as_csv(closed), mapping)
    assert (report.cases.changed, report.contacts.unchanged) == (1, 1)
    case = Case.objects.get()
    assert case.state == "closed"
    assert [spell.state for spell in case.spells.all()] == ["new", "closed"]


def test_a_case_that_is_worked_with_here_is_left_alone(desk):
    data = as_csv([one_row(unique_key="1", status="Open")])
    mapping = mapping_of(data, desk)
    taken(data, mapping)
    Case.objects.update(version=1, title="Omskriven")
    report = taken(data, mapping)
    assert report.cases.unchanged == 1
    assert Case.objects.get().title == "Omskriven"


def test_lines_that_cannot_be_read_are_left_out_and_told_by_number(desk):
    rows = [
        one_row(unique_key="1"),
        one_row(unique_key="2", created_date=""),
        one_row(unique_key="3", created_date="14/03/2024 01:00:00 PM"),
        one_row(unique_key="4", created_date="03/14/2199 01:00:00 PM"),
        one_row(unique_key="5", resolution_description="x" * 8001),
        one_row(unique_key="6" * 81),
    ]
    data = as_csv(rows)
    mapping = mapping_of(
        data, desk, dates={"received_at": "month_first", "closed_at": "month_first"}
    )
    report = taken(data, mapping)
    assert [(told.line, told.code) for told in report.refused] == [
        (3, "time_missing"),
        (4, "not_a_time"),
        (5, "time_to_come"),
        (6, "text_too_long"),
        (7, "text_too_long"),
    ]
    assert (report.refused_count, report.contacts.created, Contact.objects.count()) == (5, 1, 1)


def test_what_is_unlikely_is_taken_and_noted(desk):
    data = as_csv(
        [
            one_row(unique_key="1", status="Closed", closed_date="03/01/2024 08:00:00 AM"),
            one_row(unique_key="2", status="Closed"),
            one_row(unique_key="3", latitude="0", longitude="0", status="Open"),
            one_row(unique_key="3"),
        ]
    )
    report = taken(data, mapping_of(data, desk))
    assert [(told.line, told.code) for told in report.notes] == [
        (2, "closed_before"),
        (3, "closing_unknown"),
        (4, "no_coordinates"),
        (5, "line_repeated"),
    ]
    assert (report.repeated, Contact.objects.count()) == (1, 3)
    assert [case.closed_at for case in Case.objects.order_by("pk")] == [None] * 3
    assert [case.state for case in Case.objects.order_by("pk")] == ["closed", "closed", "new"]


def test_personal_numbers_are_covered(desk):
    data = as_csv([one_row(descriptor="Gäller 19121212-1212 som ringde", status="Open")])
    report = taken(data, mapping_of(data, desk))
    assert Contact.objects.get().subject.endswith("Gäller ••• som ringde")
    assert report.note_counts == {"personal_number_covered": 1}
    assert "1212-1212" not in str(report)


def test_without_numbers_a_line_is_its_own_number(desk):
    rows = [{"Datum": "2026-03-14", "Kanal": "Telefon"}] * 3
    data = as_csv(rows)
    mapping = mapping_of(data, desk)
    assert taken(data, mapping).contacts.created == 3
    assert taken(data, mapping).contacts.unchanged == 3
    assert Contact.objects.count() == 3


def test_the_same_number_in_another_system_is_another_contact(desk):
    data = as_csv([one_row(unique_key="1")])
    taken(data, mapping_of(data, desk))
    other = remember(
        by=None, name="Chicago", desk=desk, draft=drafted(look_through(data, name="b.csv"))
    )
    assert taken(data, other).contacts.created == 1


def test_unknown_columns_are_told_and_kept_nowhere(desk):
    data = as_csv([one_row(borough="HEMLIGT STADSDELSNAMN")])
    report = taken(data, mapping_of(data, desk))
    assert "borough" in report.unknown
    kept = [str(vars(record)) for record in (*Contact.objects.all(), *Case.objects.all())]
    assert not any("STADSDELSNAMN" in text for text in kept)


def test_people_are_found_by_number_or_address_and_once(desk):
    rows = [
        {"Datum": f"2026-03-{day}", "Telefon": phone, "E-post": email, "Namn": "Alva Påhittsson"}
        for day, phone, email in (
            ("14", "070-174 06 35", ""),
            ("15", "+46701740635", ""),
            ("16", "", "ALVA@example.se"),
            ("17", "inget", "inte en adress"),
        )
    ]
    data = as_csv(rows)
    mapping = mapping_of(
        data,
        desk,
        columns={"Datum": "received_at", "Telefon": "phone", "E-post": "email", "Namn": "name"},
    )
    report = taken(data, mapping)
    parties = [contact.party for contact in Contact.objects.order_by("received_at")]
    assert parties[0] == parties[1]
    assert (parties[0].phone, parties[0].name) == ("+46701740635", "Alva Påhittsson")
    assert parties[2].email == "alva@example.se"
    assert parties[3] is None
    assert Party.objects.count() == 2
    assert report.note_counts == {"no_phone": 1, "no_address": 1}


def test_words_are_read_as_people_chose(desk):
    unit, reason = UnitFactory(), ContactReasonFactory()
    data = as_csv(
        [
            one_row(open_data_channel_type="OTHER", status="Assigned", agency="X1", descriptor="")
            | {"complaint_type": "Udda"}
        ]
    )
    mapping = mapping_of(
        data,
        desk,
        channel="letter",
        values={
            "status": {"Assigned": "closed"},
            "unit": {"X1": str(unit.pk)},
            "reason": {"Udda": str(reason.pk)},
        },
    )
    taken(data, mapping)
    contact, case = Contact.objects.get(), Case.objects.get()
    assert (contact.channel, contact.reason, contact.subject) == ("letter", reason, "Udda")
    assert (case.state, case.unit) == ("closed", unit)


def test_reasons_are_made_only_when_wanted(desk):
    data = as_csv([one_row(complaint_type="Udda")])
    taken(data, mapping_of(data, desk))
    assert (ContactReason.objects.count(), Contact.objects.get().reason) == (0, None)
    report = taken(data, mapping_of(data, desk, values={"reason": {"Udda": "new"}}))
    assert report.reasons == ("Udda",)
    assert Contact.objects.get().reason.name == "Udda"


def test_a_workbook_is_taken_as_well(desk):
    rows = list(nyc_rows(30))
    data = as_xlsx(rows)
    assert taken(data, mapping_of(data, desk)).contacts.created == 30


def test_a_file_of_another_kind_is_refused_whole(desk):
    mapping = mapping_of(as_csv([one_row()]), desk)
    report = taken(b"a,b\n1,2\n", mapping)
    assert report.fault.code == "column_not_in_file"
    broken = as_csv([one_row()]) + b'"oavslutad'
    assert taken(broken, mapping).fault.code == "broken_quotes"
    assert Contact.objects.count() == 0


def test_a_mapping_must_have_a_time_and_each_field_once(desk):
    data = as_csv([one_row()])
    with pytest.raises(MappingError):
        mapping_of(data, desk, columns={"borough": "subject"})
    with pytest.raises(MappingError):
        mapping_of(
            data, desk, columns={"created_date": "received_at", "closed_date": "received_at"}
        )
    assert ImportMapping.objects.count() == 0


def test_a_mapping_is_kept_for_the_next_file_and_replaced_by_name(desk):
    data = as_csv([one_row()])
    kept = mapping_of(data, desk, channel="letter")
    again = drafted(look_through(data, name="x"), kept)
    assert (again.channel, again.columns) == ("letter", kept.columns)
    changed = mapping_of(data, desk, channel="email")
    assert (changed.pk, changed.channel) == (kept.pk, "email")
    with pytest.raises(MappingError):
        remember(by=None, name="New York", desk=DeskFactory(), draft=again)


def test_history_that_is_taken_in_sends_nobody_anything(desk, django_capture_on_commit_callbacks):
    rows = [
        one_row(unique_key="60000001", closed_date="03/16/2024 09:00:00 AM", status="Closed"),
        one_row(unique_key="60000002"),
    ]
    people = [{"email": "alva@example.se"}, {"phone": "+46701740605"}]
    data = as_csv([{**row, **who} for row, who in zip(rows, _whole(people), strict=True)])
    mapping = mapping_of(data, desk)
    for _again in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            taken(data, mapping)

    assert Case.objects.count() == 2
    assert Message.objects.count() == Invitation.objects.count() == 0


def _whole(people):
    """Each with all the columns."""
    return [{"email": "", "phone": ""} | one for one in people]
