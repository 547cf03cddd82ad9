import csv
import datetime
import io
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.utils import translation
from openpyxl import load_workbook
from tests.factories.accounts import UserFactory

from hundra.core.accounts.models import User
from hundra.core.ui.tables import Column, Table


@dataclass(frozen=True)
class Row:
    text: object
    number: object = 0


class Rows(Table):
    caption = "Årets rader"
    columns = (
        Column("text", "Text"),
        Column("number", "Tal", numeric=True),
        Column("hidden", "Bara på sidan", value=lambda row: "x", in_file=False),
    )


def csv_of(rf, rows):
    response = Rows(rf.get("/?format=csv"), rows).file()
    return response, b"".join(response.streaming_content)


def xlsx_of(rf, rows):
    response = Rows(rf.get("/?format=xlsx"), rows).file()
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    response.file_to_stream.close()
    return book.active


def test_csv_opens_right_in_a_swedish_spreadsheet(rf):
    response, content = csv_of(rf, [Row("Åsa; Öberg", Decimal("12.5"))])
    assert content == '\ufeffText;Tal\r\n"Åsa; Öberg";12,5\r\n'.encode()
    assert response.headers["Content-Disposition"].startswith('attachment; filename="arets-rader-')


def test_csv_in_english_has_commas_and_points(rf):
    with translation.override("en"):
        _response, content = csv_of(rf, [Row("a", 12.5)])
    assert content.decode("utf-8-sig") == "Text,Tal\r\na,12.5\r\n"


FORMULAS = ["=1+1", "+46 70", "-2", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")']


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula(rf, text):
    _response, content = csv_of(rf, [Row(text, -5)])
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[1] == [f"'{text}", "-5"]
    cell = xlsx_of(rf, [Row(text, -5)]).cell(2, 1)
    assert cell.data_type == "s"
    assert cell.value.strip() == text.strip()


def test_xlsx_keeps_numbers_and_dates_as_such(rf):
    sheet = xlsx_of(rf, [Row(datetime.date(2026, 3, 9), 12.5), Row("ett\x00två\x0b", True)])
    assert sheet["A2"].value == datetime.datetime(2026, 3, 9)  # noqa: DTZ001
    assert sheet["B2"].value == 12.5
    assert sheet["A3"].value == "etttvå"
    assert sheet["B3"].value == "Ja"
    assert sheet.max_column == 2


def test_moments_are_written_in_local_time(rf):
    moment = datetime.datetime(2026, 7, 1, 10, 0, tzinfo=datetime.UTC)
    _response, content = csv_of(rf, [Row(moment)])
    assert b"2026-07-01 12:00;0" in content


def test_a_file_of_a_queryset_is_read_in_one_query(rf, db, django_assert_num_queries):
    UserFactory.create_batch(4)

    class People(Table):
        columns = (Column("email", "E-post", sort=True),)
        order = "email"
        page_size = 2

    with django_assert_num_queries(1):
        table = People(rf.get("/?format=csv"), User.objects.all())
        assert len(b"".join(table.file().streaming_content).splitlines()) == 5
