"""Tables read from CSV and XLSX, and everything wrong with them told."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hundra.engines.tables import (
    Fault,
    Limits,
    as_date,
    as_decimal,
    as_flag,
    as_integer,
    plain,
    read_table,
)

HEADERS = {
    "number": ("Anställningsnummer", "Anst.nr", "Employee number"),
    "given_name": ("Förnamn", "Given name"),
    "unit": ("Enhet",),
}


def read(data, **options):
    options = {"name": "personer.csv", "headers": HEADERS} | options
    return read_table(data if isinstance(data, bytes) else data.encode(), **options)


def rows(table):
    return [(row.line, dict(row.cells)) for row in table.rows]


def workbook(*lines, sheets=()):
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    for title, content in sheets:
        sheet = book.create_sheet(title)
        for line in content:
            sheet.append(line)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def repacked(data, **parts):
    """The workbook with some parts replaced (`sheet1.xml` → its XML)."""
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(saved, "w") as new:
        for name in old.namelist():
            found = [content for part, content in parts.items() if part in name]
            new.writestr(name, *found or [old.read(name)], zipfile.ZIP_DEFLATED)
    return saved.getvalue()


EXPECTED = [
    (2, {"number": "7", "given_name": "Åsa", "unit": "Köket"}),
    (3, {"number": "8", "given_name": "Bö", "unit": ""}),
]
TEXT = "Anst.nr;FÖRNAMN ;enhet\n7; Åsa;Köket\n8;Bö;\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_common_kind_of_csv_reads_the_same(encoding, delimiter, line_end):
    text = TEXT.replace(";", delimiter).replace("\n", line_end)
    table = read(text.encode(encoding))
    assert (rows(table), table.faults) == (EXPECTED, ())
    assert table.columns == ("number", "given_name", "unit")


def test_a_workbook_reads_like_the_same_csv():
    table = read(workbook(["Anst.nr", "FÖRNAMN ", "enhet"], [7, " Åsa", "Köket"], [8, "Bö"]))
    assert (rows(table), table.faults) == (EXPECTED, ())


def test_cells_of_a_workbook_become_what_someone_would_type():
    table = read(
        workbook(
            ["number", "given_name", "unit"],
            [37.5, date(2026, 1, 31), True],
            [38.0, None, "=1+1"],
        )
    )
    assert [dict(row.cells) for row in table.rows] == [
        {"number": "37.5", "given_name": "2026-01-31", "unit": "1"},
        {"number": "38", "given_name": "", "unit": ""},
    ]


def test_the_sheet_with_known_headers_is_read():
    data = workbook(["Läs mig"], sheets=[("Personer", [["Anst.nr", "Enhet"], ["7", "Köket"]])])
    assert rows(read(data)) == [(2, {"number": "7", "unit": "Köket"})]


def test_title_lines_above_the_header_are_passed_over():
    table = read("Utskrift från HR;;\n\nAnst.nr;Förnamn;Enhet\n7;Åsa;Köket\n")
    assert rows(table) == [(4, {"number": "7", "given_name": "Åsa", "unit": "Köket"})]


def test_line_numbers_count_lines_inside_quotes_and_blank_lines():
    table = read('number,given_name\n1,"Åsa\nKarin"\n\n2,Bo\n')
    assert rows(table) == [
        (2, {"number": "1", "given_name": "Åsa\nKarin"}),
        (5, {"number": "2", "given_name": "Bo"}),
    ]


def test_excels_separator_line_is_obeyed():
    table = read("sep=|\nnumber|unit\n7|Köket\n")
    assert rows(table) == [(3, {"number": "7", "unit": "Köket"})]


def test_an_absent_column_reads_as_empty_and_unknown_headers_are_named():
    table = read("number,Skostorlek\n7,42\n")
    assert table.rows[0]["unit"] == ""
    assert table.unknown == ("Skostorlek",)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", Fault("empty_file")),
        (b" \r\n ", Fault("empty_file")),
        (b";;\n;;\n", Fault("empty_file")),
        (b"number,unit\n", Fault("no_rows")),
        (b"colour,size\nred,4\n", Fault("no_known_columns", 1)),
        (b"number,Anst.nr\n1,2\n", Fault("column_twice", 1, {"columns": "number, Anst.nr"})),
        (b'number,unit\n1,2\n1,"2\n', Fault("broken_quotes", 3)),
        (b'number,unit\n1,"2"x\n', Fault("broken_quotes", 2)),
        (b"number,unit\n1,2,3\n", Fault("too_many_cells", 2, {"cells": 3, "columns": 2})),
        (b"number\n1\x00\n", Fault("not_a_table")),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", Fault("old_workbook")),
        (b"PK\x03\x04 not a zip", Fault("broken_workbook")),
        ("number\nå\n".encode() + "å".encode("cp1252"), Fault("mixed_encoding", 3)),
        (b"number\n\x81\n", Fault("unknown_encoding", 2)),
    ],
)
def test_what_is_wrong_is_told_with_its_line(data, fault):
    assert read(data).faults == (fault,)


def test_a_required_column_that_is_missing_is_told():
    table = read("number\n7\n", required=("number", "unit"))
    assert table.faults == (Fault("missing_columns", 1, {"columns": "Enhet"}),)


@pytest.mark.parametrize(
    ("limits", "fault"),
    [
        (Limits(bytes_sent=10), Fault("too_large", 0, {"megabytes": 1})),
        (Limits(rows=1), Fault("too_many_rows", 0, {"limit": 1})),
        (Limits(columns=2), Fault("too_many_columns", 1, {"limit": 2})),
        (Limits(cell_length=4), Fault("cell_too_long", 2, {"limit": 4})),
    ],
)
def test_limits_refuse_and_never_cut(limits, fault):
    assert read(TEXT, limits=limits).faults == (fault,)


def test_a_good_row_beside_a_bad_one_is_still_read():
    table = read("number,unit\n1,2,3\n4,5\n")
    assert rows(table) == [(3, {"number": "4", "unit": "5"})]
    assert table.faults == (Fault("too_many_cells", 2, {"cells": 3, "columns": 2}),)


def test_a_field_beyond_the_readers_own_limit_is_told():
    table = read("number\n" + "x" * 200_000 + "\n")
    assert table.faults == (Fault("cell_too_long", 2, {"limit": 10_000}),)


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = repacked(workbook(["number"]), **{"sheet1.xml": b"<x>" + b" " * 3_000_000})
    assert len(bomb) < 20_000
    table = read(bomb, limits=Limits(bytes_unpacked=2_000_000))
    assert table.faults == (Fault("unpacks_too_large", 0, {"megabytes": 2}),)


def test_a_zip_within_a_zip_is_not_a_table():
    inner = workbook(["number"])
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("inner.xlsx", inner)
    assert read(outer.getvalue()).faults == (Fault("not_a_table"),)


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
)


@pytest.mark.parametrize("part", ["sheet1.xml", "workbook.xml", "styles.xml"])
def test_xml_entities_are_refused(part):
    data = repacked(workbook(["number"], ["seven"]), **{part: LAUGHS})
    assert [fault.code for fault in read(data).faults] == ["broken_workbook"]


def test_a_workbook_that_lies_about_its_size_is_read_as_it_is():
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<dimension ref="A1"/><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>number</t></is></c></row>'
        b'<row r="3"><c r="A3"><v>7</v></c></row>'
        b'<row r="99999999999"><c r="XFD99999999999"><v>8</v></c></row>'
        b"</sheetData></worksheet>"
    )
    table = read(repacked(workbook(["number"]), **{"sheet1.xml": sheet}))
    assert rows(table) == [(3, {"number": "7"})]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\hemligt\\lön.xlsx", "lön.xlsx"),
        ("per\u202esoner\x00.csv\n", "personer.csv"),
        ("a" * 300, "a" * 100),
        ("/", "?"),
    ],
)
def test_hostile_names_are_made_fit_to_show(name, shown):
    assert read(TEXT, name=name).name == shown


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_crash_the_reader(data):
    table = read(data)
    assert table.rows or table.faults


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200).map(lambda text: "number;unit\n" + text))
def test_no_text_crashes_the_reader(text):
    table = read(text.encode("utf-8", "surrogatepass"))
    assert table.rows or table.faults


WORKBOOK = workbook(["number", "unit"], ["7", "Köket"], [8, date(2026, 1, 31)])


@settings(max_examples=50, deadline=None)
@given(st.integers(0, len(WORKBOOK) - 1), st.binary(min_size=1, max_size=8), st.booleans())
def test_no_damaged_workbook_crashes_the_reader(at, junk, cut):
    data = WORKBOOK[:at] + junk + (b"" if cut else WORKBOOK[at + len(junk) :])
    table = read(data)
    assert table.rows or table.faults


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["sheet1.xml", "workbook.xml", "styles.xml", "workbook.xml.rels"]),
    st.sampled_from(
        [b"<c", b"<v>", b't="inlineStr"', b't="n"', b't="d"', b'r="A1"', b"7", b"<row", b"numFmt"]
    ),
    st.sampled_from(
        [b"", b"<c", b'r="ZZZZ9"', b"9" * 5000, b't="s"', b"1e999", b'r="-1"', b"<x/>", b"&"]
    ),
)
def test_no_nonsense_inside_a_workbook_crashes_the_reader(part, old, new):
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as archive:
        path = next(n for n in archive.namelist() if part in n)
        content = archive.read(path).replace(old, new)
    table = read(repacked(WORKBOOK, **{part: content}))
    assert table.rows or table.faults


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(*[st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]))] * 2),
        min_size=1,
        max_size=5,
    ).filter(lambda lines: all(any(line) for line in lines))
)
def test_what_a_csv_writer_writes_is_what_is_read(lines):
    import csv

    text = io.StringIO()
    csv.writer(text).writerows([("number", "unit"), *lines])
    table = read(text.getvalue())
    assert [(r["number"], r["unit"]) for r in table.rows] == lines


def test_values():
    assert plain(" Anställnings-nr ") == "anstallningsnr"
    assert [as_date(t) for t in ("2026-01-31", "20260131", "31/1 2026", "2026-01-31 00:00:00")] == [
        date(2026, 1, 31)
    ] * 4
    assert [as_date(t) for t in ("2026-02-30", "i går", "", "202613", "٢٠٢٦-٠١-٣١")] == [None] * 5
    assert [as_decimal(t) for t in ("37,5", "1 000.25", "−2", "1e9", "", "NaN", "१")] == [
        Decimal("37.5"),
        Decimal("1000.25"),
        Decimal(-2),
        None,
        None,
        None,
        None,
    ]
    assert [as_integer(t) for t in ("12", "12,0", "12,5", "tolv")] == [12, 12, None, None]
    assert [as_flag(t) for t in ("Ja", "NEJ", "", "x", "kanske")] == [
        True,
        False,
        False,
        True,
        None,
    ]
