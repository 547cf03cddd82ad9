"""Hostile tables at the doors of the imports: a Swedish sentence each, and nothing half done."""

import html
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.accounts import user_with
from tests.factories.improvements import ProgrammeFactory
from tests.factories.indicators import SeriesFactory
from tests.factories.organisation import UnitFactory
from tests.hostile.material import NAMES, Named, bomb, nothing_done, texts, workbook

from hundra.core.organisation.models import HrUpload, Unit
from hundra.core.organisation.services.hr import uploads
from hundra.improve.improvements.models import Improvement
from hundra.measure.indicators.models import YearValue

pytestmark = pytest.mark.django_db

# A sentence of ours begins with one of these, and ends as sentences do.
SAID = re.compile(
    r"(Filen|Filens|Den skickade filen|Arbetsboken|Kolumn(?:er)?|Ingen kolumn|Två kolumner|"
    r"Raden|En cell|Ett citattecken|"
    r"Citattecken|Bokstäverna|Tecknen|Numret|Rubriken|Det finns så många|Det är så många|Året|År|"
    r"Värdet|Värde|Title|Titel|Nummer|Number)\b[^<>]{5,200}[.:]",
)
TEXTS = texts("number;title", "7;Kaffe")
BOMBS = bomb()
CELLS = {
    "numbers too large": "number;title;cost\n7;Kaffe;1e308\n",
    "cost of a quadrillion": "number;title;cost\n7;Kaffe;-999999999999999\n",
    "number too large": "number;title\n99999999999999999999;Kaffe\n",
    "infinite number": "number;title\nNaN;Kaffe\n",
    "year nought": "number;title;stamped\n7;Kaffe;0000-01-01\n",
    "no such day": "number;title;stamped\n7;Kaffe;2025-02-30\n",
    "the end of time": "number;title;delivered\n7;Kaffe;9999-12-31\n",
    "title too long": f"number;title\n7;{'å' * 9_000}\n",
    "same number": "number;title\n7;Kaffe\n7;Te\n",
    "unknown unit": "number;title;unit\n7;Kaffe;'; DROP TABLE--\n",
}


@pytest.fixture
def administrator(client_as):
    return client_as(user_with("administrator", UnitFactory()))


def send(client, programme, data: bytes, name: str = "fil.csv"):
    return client.post(
        reverse("improvements_import"),
        {
            "programme": programme.pk,
            "audience": "employees",
            "state": "delivered",
            "save": "on",
            "file": Named(name, data),
        },
    )


def refused(answer) -> None:
    assert answer.status_code in {400, 413, 422}
    assert SAID.search(html.unescape(answer.text)), re.findall(r"<li>.*?</li>", answer.text)[-3:]


@pytest.mark.parametrize("kind", [kind for kind in TEXTS if kind != "old mac lines"])
def test_improvements_from_hostile_text(kind, administrator):
    programme = ProgrammeFactory()
    with nothing_done():
        answer = send(administrator, programme, TEXTS[kind])
    refused(answer)
    # What was chosen beside the file is chosen still.
    assert '<option value="employees" selected>' in answer.text


@pytest.mark.parametrize("kind", BOMBS)
def test_improvements_from_hostile_workbooks(kind, administrator):
    programme = ProgrammeFactory()
    with nothing_done():
        refused(send(administrator, programme, BOMBS[kind], "fil.xlsx"))


@pytest.mark.parametrize("kind", CELLS)
def test_improvements_with_hostile_cells(kind, administrator):
    programme = ProgrammeFactory()
    with nothing_done():
        answer = send(administrator, programme, CELLS[kind].encode())
    assert answer.status_code == 422
    assert "Inget sparades" in answer.text or "Ingenting sparades" in answer.text


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_hostile_names_of_files_are_only_shown(name, administrator):
    programme = ProgrammeFactory()
    with nothing_done():
        answer = send(administrator, programme, b"number;title\nx;y\n", name)
    assert answer.status_code in {400, 422}
    assert "<script>alert(1)" not in answer.text
    assert "etc/passwd" not in answer.text
    assert "\u202e" not in answer.text


def test_formulas_are_text(administrator):
    programme = ProgrammeFactory()
    sent = workbook([["number", "title"], [7, '=HYPERLINK("http://x.example";"a")'], [8, "=1+1"]])
    with nothing_done():
        refused(send(administrator, programme, sent, "fil.xlsx"))
    assert send(administrator, programme, b"number;title\n7;=1+1\n").status_code == 200
    assert Improvement.objects.get().title == "=1+1"


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    data=st.binary(max_size=200) | st.text(max_size=60).map(lambda t: t.encode("utf-8", "ignore"))
)
def test_any_bytes_at_the_doors(data, administrator, request):
    programme = ProgrammeFactory()
    for start in (b"", b"number;title\n", b"PK\x03\x04"):
        answer = send(administrator, programme, start + data)
        assert answer.status_code in {200, 422}
    assert Unit.objects.count() == 1 or Unit.objects.exists()


@pytest.mark.parametrize("kind", ["empty", "nul", "noise", "a million columns", "half utf-8"])
def test_the_command_for_improvements(kind, tmp_path):
    ProgrammeFactory(shown=True)
    file = tmp_path / "fil.csv"
    file.write_bytes(TEXTS[kind])
    told = StringIO()
    with nothing_done(), pytest.raises(CommandError, match="Inget"):
        call_command("import_improvements", str(file), stdout=told)
    assert SAID.search(told.getvalue())


# Series ---------------------------------------------------------------------------------------

YEARS = texts("år;värde", "2020;7") | {
    "too large": "år;värde\n2020;1e308\n".encode(),
    "fifteen digits": "år;värde\n2020;999999999999999\n".encode(),
    "year out of range": "år;värde\n99999;7\n".encode(),
    "year twice": "år;värde\n2020;7\n2020;8\n".encode(),
    "note too long": f"år;värde;anmärkning\n2020;7;{'x' * 300}\n".encode(),
}


@pytest.mark.parametrize("kind", [*(k for k in YEARS if k != "old mac lines"), *BOMBS])
def test_years_from_hostile_files(kind, client_as):
    series = SeriesFactory()
    client = client_as(user_with("analyst", UnitFactory()))
    data = YEARS.get(kind) if kind in YEARS else BOMBS[kind]
    with nothing_done():
        answer = client.post(
            reverse("series_import", kwargs={"pk": series.pk}),
            {"save": "on", "file": Named("fil.csv", data)},
        )
    refused(answer)
    assert not YearValue.objects.exists()


# HR's files -----------------------------------------------------------------------------------

UNITS = "Enhetskod;Namn;Typ;Överordnad enhet\nK;Granby kommun;kommun;\n"
PEOPLE = "Anställningsnummer;Förnamn;Efternamn\n1;Alva;Påhittsson\n"
WORK = (
    "Anst.nr;Enhetskod;Tjänst;Befattning;Chef;Från;Till;Veckotimmar\n1;K;T1;Chef;;2020-01-01;;40\n"
)
HOSTILE = {
    **{f"text: {k}": v for k, v in texts(*UNITS.strip().split("\n")).items()},
    **{f"workbook: {k}": v for k, v in BOMBS.items()},
}


@pytest.mark.parametrize("kind", [k for k in HOSTILE if k != "text: old mac lines"])
def test_hostile_files_of_hr(kind, client_as):
    """The page takes them in, the job tries them, and the page tells what is wrong."""
    client = client_as(user_with("hr", UnitFactory(code="X")))
    sent = {
        "units": Named("enheter.csv", HOSTILE[kind]),
        "people": Named("personer.csv", PEOPLE.encode()),
        "employments": Named("anst.csv", WORK.encode()),
        "allow_many_vanish": "on",
    }
    answer = client.post(reverse("hr_files"), sent)
    if answer.status_code == 422:
        refused(answer)
        return
    kept = HrUpload.objects.get()
    with nothing_done():
        uploads.check(kept.pk)
    kept.refresh_from_db()
    assert (kept.state, kept.units, kept.people) == ("refused", None, None)
    page = client.get(reverse("hr_upload", kwargs={"key": kept.pk}))
    assert page.status_code == 200
    assert SAID.search(html.unescape(page.text))


@pytest.mark.parametrize("kind", ["text: noise", "text: nul", "workbook: billion laughs"])
def test_the_command_for_hr(kind, tmp_path):
    paths = [tmp_path / name for name in ("enheter.csv", "personer.csv", "anst.csv")]
    for path, data in zip(paths, (HOSTILE[kind], PEOPLE.encode(), WORK.encode()), strict=True):
        path.write_bytes(data)
    told = StringIO()
    with nothing_done(), pytest.raises(CommandError, match="Inget har ändrats"):
        call_command("import_hr", *map(str, paths), stderr=told)
    assert SAID.search(told.getvalue())


def test_files_beyond_all_measure_are_not_read(client_as, monkeypatch):
    """Refused by their size, before a byte of them is read into the memory."""
    series = SeriesFactory()
    client = client_as(user_with("analyst", UnitFactory()))
    with nothing_done():
        answer = client.post(
            reverse("series_import", kwargs={"pk": series.pk}),
            {"save": "on", "file": Named("fil.csv", bytes(20_000_001))},
        )
    assert answer.status_code == 422
    assert "Filen är för stor. Den får vara högst 20 MB." in answer.text
