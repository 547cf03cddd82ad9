"""What a file's columns hold, and what they seem to mean."""

import pytest
from tests.factories.exports import as_csv, as_xlsx, chicago_rows, nyc_rows

from hundra.hear.contacts.importing.dates import Order
from hundra.hear.contacts.importing.profile import (
    Profile,
    guess_columns,
    guess_orders,
    look_through,
    to_ask,
)


def profile_of(rows, **form):
    return look_through(as_csv(rows, **form), name="export.csv")


def test_new_yorks_columns_are_recognised():
    assert guess_columns(profile_of(nyc_rows(200))) == {
        "unique_key": "external_id",
        "created_date": "received_at",
        "closed_date": "closed_at",
        "agency": "unit",
        "complaint_type": "reason",
        "descriptor": "subject",
        "resolution_description": "answer",
        "incident_address": "place",
        "status": "status",
        "open_data_channel_type": "channel",
        "latitude": "latitude",
        "longitude": "longitude",
    }


def test_chicagos_columns_are_recognised():
    assert guess_columns(profile_of(chicago_rows(200))) == {
        "Service Request Number": "external_id",
        "SR Type": "reason",
        "Created Date": "received_at",
        "Closed Date": "closed_at",
        "Status": "status",
        "Owner Department": "unit",
        "Street Address": "place",
        "Origin": "channel",
        "Latitude": "latitude",
        "Longitude": "longitude",
    }


def test_a_swedish_telephony_export_is_recognised_and_people_are_not_taken():
    rows = [
        {
            "Samtals-ID": "1",
            "Datum": "2026-03-14 10:00",
            "Besvarat": "2026-03-14 10:01",
            "Kanal": "Telefon",
            "Kontaktorsak": "Bygglov",
            "Telefonnummer": "070-174 06 35",
            "Namn": "Alva Påhittsson",
        }
    ]
    assert guess_columns(profile_of(rows, delimiter=";")) == {
        "Samtals-ID": "external_id",
        "Datum": "received_at",
        "Besvarat": "answered_at",
        "Kanal": "channel",
        "Kontaktorsak": "reason",
    }


def test_a_column_named_as_a_time_that_holds_none_is_not_one():
    rows = [{"Date": "ja", "Created": "2024-03-14"}, {"Date": "nej", "Created": "2024-03-15"}]
    assert guess_columns(profile_of(rows)) == {"Created": "received_at"}


def test_american_dates_are_seen_as_such_in_each_column():
    profile = profile_of(nyc_rows(200))
    columns = guess_columns(profile)
    assert guess_orders(profile, columns) == {
        "received_at": Order.MONTH_FIRST,
        "closed_at": Order.MONTH_FIRST,
    }
    assert to_ask(profile, columns) == {}


def test_dates_that_do_not_tell_are_asked_about():
    profile = profile_of([{"Datum": "03/04/2024"}, {"Datum": "05/06/2024"}])
    assert guess_orders(profile, guess_columns(profile)) == {}
    assert to_ask(profile, guess_columns(profile)) == {"received_at": None}


def test_a_column_that_does_not_tell_is_as_the_files_other_dates():
    rows = [
        {"Created": "03/14/2024", "Closed": "04/05/2024"},
        {"Created": "03/02/2024", "Closed": ""},
    ]
    profile = profile_of(rows)
    assert guess_orders(profile, guess_columns(profile)) == {
        "received_at": Order.MONTH_FIRST,
        "closed_at": Order.MONTH_FIRST,
    }


def test_what_is_missing_is_not_counted_and_words_are():
    profile = profile_of(nyc_rows(300))
    board, status = profile.column("community_board"), profile.column("status")
    assert (board.filled, board.examples) == (0, ())
    assert {word for word, _count in status.values} == {"Closed", "Open", "In Progress", "Assigned"}
    assert profile.column("latitude").values is None or profile.lines <= 300
    assert profile.lines == 300


def test_a_workbook_is_seen_as_the_same_table():
    rows = list(nyc_rows(50))
    assert look_through(as_xlsx(rows), name="a.xlsx").columns == profile_of(rows).columns


def test_a_profile_is_kept_whole():
    profile = profile_of(nyc_rows(50))
    assert Profile.from_json(profile.as_json()) == profile


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"PK\x03\x04skr\xc3\xa4p", "broken_workbook"),
        (b"\x00\x01\x02", "not_a_table"),
        (b"created,b\n", "no_rows"),
        (b'created,b\n"2024-01-01,x', "broken_quotes"),
        (b",".join(b"c%d" % n for n in range(200)) + b"\n1,2\n", "too_many_columns"),
    ],
    ids=["empty", "broken zip", "binary", "only header", "quote", "wide"],
)
def test_a_file_that_is_no_table_is_told_so(data, code):
    assert look_through(data, name="x").fault.code == code


def test_two_columns_of_one_name_are_told_apart():
    profile = look_through(b"created,Location,Location\n2024-01-01,a,b\n", name="x")
    assert [column.header for column in profile.columns] == ["created", "Location", "Location (2)"]
