"""Improvements whose numbers were given before."""

import datetime as dt
import os
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from tests.factories.improvements import ImprovementFactory, ProgrammeFactory, TopicFactory
from tests.factories.organisation import UnitFactory

from hundra.hear.suggestions.models import Audience
from hundra.improve.improvements import services
from hundra.improve.improvements.models import Improvement, Programme

ROOT = Path(__file__).resolve().parents[3]
PITEA = Path(os.environ.get("HUNDRA_DATA", ROOT / "../shared/data")) / "improvements/pitea.csv"


def import_text(programme, text: str, **options):
    return services.import_improvements(
        data=text.encode(), name="fil.csv", programme=programme, by=None, **options
    )


def sentences(report) -> list[tuple[int, str]]:
    return [(line.line, line.text) for line in report.lines]


@pytest.mark.skipif(not PITEA.exists(), reason="the data of the sources is not here")
def test_piteas_numbers_import_as_they_are(programme):
    report = services.import_improvements(
        data=PITEA.read_bytes(), name="pitea.csv", programme=programme, by=None
    )

    numbers = Improvement.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 4, 10, 13, 15, 21, 23, 27, 37, 48]
    assert (report.saved, report.created, report.next_number) == (True, 10, 49)
    assert Improvement.objects.get(number=37).title == (
        "VR-utbildning för vårdpersonal i förflyttningsteknik"
    )


def test_defaults_are_told_in_the_report(programme):
    report = import_text(programme, "number,title\n7,Kaffe\n")

    made = Improvement.objects.get()
    assert (made.number, made.audience, made.state) == (7, "citizens", "stamped")
    assert made.stamped_at.date() == programme.starts_on
    assert sentences(report) == [(2, "#7 Kaffe: läggs till som stämplad.")]
    assert report.notes == (
        "Filen säger inte för vem förbättringarna är. "
        f"De räknas till {Audience.CITIZENS.label.lower()}.",
        "Filen har inga datum. Stämpeln får datumet 2025-01-01.",
    )


def test_everything_that_a_line_can_say(programme):
    topic, unit = TopicFactory(name="Skola"), UnitFactory(name="Skolkontoret")
    import_text(
        programme,
        "Nr;Rubrik;För vem;I korthet;Ämne;Enhet;Stämplad;Levererad;Mått;Kostnad\n"
        "3;Läxhjälp;medarbetare;Varje tisdag.;skola;skolkontoret;2025-02-03;2025-03-04;Antal;"
        "12 000\n",
    )

    made = Improvement.objects.get()
    assert (made.audience, made.topic, made.owner_unit) == ("employees", topic, unit)
    assert (made.state, made.delivered_on) == ("delivered", dt.date(2025, 3, 4))
    assert made.stamped_at.date() == dt.date(2025, 2, 3)
    assert (made.summary, made.measure, made.cost_sek) == ("Varje tisdag.", "Antal", 12000)


def test_the_defaults_can_be_chosen(programme):
    defaults = services.Defaults(audience="employees", state="delivered")

    import_text(programme, "number,title\n7,Kaffe\n", defaults=defaults)

    made = Improvement.objects.get()
    assert (made.audience, made.state) == ("employees", "delivered")
    assert made.delivered_on == programme.starts_on


def test_the_next_stamp_goes_on_from_the_highest(programme, ready, people):
    import_text(programme, "number,title\n48,Aktiverare\n4,E-tjänst\n")

    assert services.stamp(improvement=ready, by=people[0]).number == 49


def test_an_older_file_does_not_lower_the_number(programme):
    Programme.objects.filter(pk=programme.pk).update(last_number=60)

    report = import_text(programme, "number,title\n4,E-tjänst\n")

    assert report.next_number == 61


def test_a_file_can_be_imported_again(programme):
    import_text(programme, "number,title\n4,E-tjänst\n")

    report = import_text(programme, "number,title\n4,E-TJÄNST\n5,Kaffe\n")

    assert (report.created, report.existing, report.faults) == (1, 1, 0)
    assert sentences(report)[0] == (2, "#4 E-tjänst: finns redan och lämnas som den är.")


def test_a_number_given_to_another_is_a_fault_and_nothing_is_saved(programme):
    ImprovementFactory(programme=programme, stamped=True, number=4, title="Kaffe")

    report = import_text(programme, "number,title\n3,Nytt\n4,E-tjänst\n")

    assert not report.saved
    assert sentences(report)[1] == (3, "Nummer 4 har redan getts till ”Kaffe”.")
    assert Improvement.objects.count() == 1
    programme.refresh_from_db()
    assert programme.last_number == 4


def test_a_dry_run_saves_nothing(programme):
    report = import_text(programme, "number,title\n4,E-tjänst\n", dry_run=True)

    assert (report.saved, report.created, report.next_number) == (False, 1, 5)
    assert not Improvement.objects.exists()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("x,Kaffe", "Numret ”x” måste vara ett heltal från 1 och uppåt."),
        ("0,Kaffe", "Numret ”0” måste vara ett heltal från 1 och uppåt."),
        ("99999999999,Kaffe", "Numret ”99999999999” måste vara ett heltal från 1 och uppåt."),
        ("5,", "Rubriken saknas."),
        ("5,Kaffe,barn", "”barn” är ingen målgrupp. Skriv invånare eller medarbetare."),
        ("5,Kaffe,,i morgon", "”i morgon” är inget datum. Skriv det som 2026-01-31."),
        ("5,Kaffe,,2999-01-01", "Dagen 2999-01-01 ligger i framtiden."),
        (
            "5,Kaffe,,,Rymden",
            "Ämnet ”Rymden” finns inte. Lägg till det först, eller lämna cellen tom.",
        ),
        (
            "5,Kaffe,,,,Rymdkontoret",
            "Enheten ”Rymdkontoret” finns inte. Skriv dess namn eller kod, eller lämna cellen tom.",
        ),
        ("5,Kaffe,,,,,gratis", "Kostnaden ”gratis” måste vara hela kronor."),
    ],
)
def test_each_fault_has_its_sentence(programme, line, sentence):
    report = import_text(programme, f"number,title,audience,stamped,topic,unit,cost\n{line}\n")

    assert sentences(report) == [(2, sentence)]
    assert not Improvement.objects.exists()


def test_a_number_twice_in_the_file(programme):
    report = import_text(programme, "number,title\n5,Kaffe\n5,Te\n")

    assert sentences(report)[1] == (3, "Nummer 5 finns redan på rad 2.")
    assert not Improvement.objects.exists()


def test_a_title_too_long_is_a_fault(programme):
    report = import_text(programme, f"number,title\n5,{'a' * 121}\n")

    assert report.faults == 1
    assert report.lines[0].text.startswith("Rubrik: ")


def test_units_of_one_name_are_told_apart_by_code(programme):
    UnitFactory(name="Hemtjänsten", code="H1")
    south = UnitFactory(name="Hemtjänsten", code="H2")

    twins = import_text(programme, "number,title,unit\n5,Kaffe,Hemtjänsten\n")
    import_text(programme, "number,title,unit\n5,Kaffe,H2\n")

    assert twins.lines[0].text == "Flera enheter heter ”Hemtjänsten”. Skriv enhetens kod i stället."
    assert Improvement.objects.get().owner_unit == south


def test_a_workbook(programme):
    book = Workbook()
    book.active.append(["Nummer", "Rubrik"])
    book.active.append([4, "E-tjänst"])
    data = BytesIO()
    book.save(data)

    report = services.import_improvements(
        data=data.getvalue(), name="fil.xlsx", programme=programme, by=None
    )

    assert report.created == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Filen är tom. Välj en annan."),
        (b"PK\x03\x04nonsense", "Arbetsboken är trasig. Öppna den, spara om den och försök igen."),
        (b"a,b\n1,2\n", None),
        (b"\x00\x01\x02", None),
        (b'number,title\n1,"open\n', "Ett citattecken öppnas men stängs aldrig. Rätta raden."),
    ],
)
def test_what_is_no_table_gets_a_sentence(programme, data, sentence):
    report = services.import_improvements(data=data, name="x", programme=programme, by=None)

    assert (report.saved, report.faults > 0) == (False, True)
    assert sentence is None or report.lines[0].text == sentence


@settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.one_of(
        st.binary(max_size=300), st.text(max_size=200).map(lambda t: f"number,title\n{t}".encode())
    )
)
def test_any_bytes_end_in_a_report(programme, data):
    report = services.import_improvements(
        data=data, name="x.csv", programme=programme, by=None, dry_run=True
    )

    assert not report.saved
    assert all(line.text for line in report.lines)


class TestCommand:
    def run(self, path: Path, *options: str) -> str:
        out = StringIO()
        call_command("import_improvements", str(path), *options, stdout=out, no_color=True)
        return out.getvalue()

    @pytest.fixture
    def file(self, tmp_path):
        path = tmp_path / "fil.csv"
        path.write_text("number,title\n4,E-tjänst\n", encoding="utf-8")
        return path

    def test_imports_into_the_shown_programme(self, programme, file):
        ProgrammeFactory()

        said = self.run(file)

        assert Improvement.objects.get().programme == programme
        assert "Rad 2: #4 E-tjänst: läggs till som stämplad." in said
        assert "1 tillagda, 0 fanns redan. Nästa stämpel får nummer 5." in said

    def test_imports_into_the_one_named(self, programme, file):
        other = ProgrammeFactory(slug="annat")

        self.run(file, "--programme", "annat", "--audience", "employees")

        made = Improvement.objects.get()
        assert (made.programme, made.audience) == (other, "employees")

    def test_the_first_programme_is_created(self, db, file):
        self.run(file)

        assert Improvement.objects.get().programme.name == "100 förbättringar"

    def test_a_dry_run_creates_nothing(self, db, file):
        said = self.run(file, "--dry-run")

        assert "inget sparat" in said
        assert not Programme.objects.exists()

    @pytest.mark.parametrize("name", ["finns-inte", ""])
    def test_an_unknown_programme_is_told(self, db, file, name):
        ProgrammeFactory.create_batch(2)

        with pytest.raises(CommandError, match=r"Programmet|--programme"):
            self.run(file, "--programme", name)

    def test_a_file_that_is_not_there(self, db, tmp_path):
        with pytest.raises(CommandError, match="går inte att läsa"):
            self.run(tmp_path / "saknas.csv")

    def test_faults_stop_the_command(self, programme, tmp_path):
        path = tmp_path / "fel.csv"
        path.write_text("number,title\nx,Kaffe\n", encoding="utf-8")

        with pytest.raises(CommandError, match="Inget sparades: 1 rad har fel"):
            self.run(path)
