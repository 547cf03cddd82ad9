"""Series: yearly figures of a programme, entered and imported, drawn against its launches."""

import datetime as dt
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.factories.accounts import UserFactory, user_with
from tests.factories.improvements import ImprovementFactory, ProgrammeFactory
from tests.factories.indicators import SeriesFactory, YearValueFactory
from tests.factories.organisation import UnitFactory

from hundra.core.accounts.models import Role
from hundra.core.ui.faults import sentence
from hundra.measure.indicators import queries, rules, services
from hundra.measure.indicators.errors import NameTakenError, YearError
from hundra.measure.indicators.models import Series

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst():
    return user_with(Role.ANALYST, UnitFactory())


@pytest.fixture
def series():
    return SeriesFactory(name="Sökande till sommarjobb")


def years(series):
    return list(series.values.values_list("year", "value", "note"))


def test_analysts_and_communicators_edit_and_employees_see():
    unit = UnitFactory()
    for role in Role.values:
        user = user_with(role, unit)
        assert rules.may_see(user)
        assert rules.may_edit(user) == (role in {"analyst", "communicator"})
    assert rules.may_see(UserFactory())
    assert not rules.may_edit(UserFactory())
    assert not rules.may_see(UserFactory(is_active=False))
    assert not rules.may_see(AnonymousUser())


def test_a_series_gets_its_address_from_its_name_and_none_is_taken_twice(analyst):
    programme = ProgrammeFactory()
    details = {"unit_of_measure": "ansökningar", "definition": "Alla ansökningar."}
    made = services.create_series(
        by=analyst, programme=programme, name="Sökande, sommar", **details
    )
    assert made.slug == "sokande-sommar"
    with pytest.raises(NameTakenError):
        services.create_series(by=analyst, programme=programme, name="Sökande: sommar", **details)
    other = services.create_series(
        by=analyst, programme=ProgrammeFactory(), name="Sökande, sommar", **details
    )
    assert other.slug == made.slug


def test_a_year_has_one_value_which_can_be_corrected_and_removed(series, analyst):
    services.set_value(by=analyst, series=series, year=2024, value=Decimal(812))
    services.set_value(by=analyst, series=series, year=2024, value=Decimal(815), note="Rättat")
    assert years(series) == [(2024, Decimal(815), "Rättat")]
    value = series.values.get()
    with pytest.raises(YearError):
        services.set_value(by=analyst, series=series, year=24, value=Decimal(1))
    services.remove_value(by=analyst, series=series, year=2024)
    assert years(series) == []
    history = value.events.model.objects.filter(pgh_obj_id=value.pk).order_by("pgh_id")
    assert [(event.pgh_label, event.pgh_context.metadata["user"]) for event in history] == [
        ("insert", analyst.pk),
        ("update", analyst.pk),
        ("delete", analyst.pk),
    ]


def test_a_file_of_years_is_taken_whole_and_leaves_other_years(series, analyst):
    YearValueFactory(series=series, year=2014, value=3100)
    YearValueFactory(series=series, year=2015, value=2900, note="Ny blankett")
    report = services.import_values(
        by=analyst,
        series=series,
        data="År;Antal\n2015;2900\n2016;2 450,5\n2014;3120\n".encode("cp1252"),
        name="sommarjobb.csv",
    )
    assert (report.created, report.changed, report.unchanged, report.saved) == (1, 1, 1, True)
    assert years(series) == [
        (2014, Decimal(3120), ""),
        (2015, Decimal(2900), "Ny blankett"),
        (2016, Decimal("2450.5"), ""),
    ]


def test_a_dry_run_saves_nothing(series, analyst):
    report = services.import_values(
        by=analyst, series=series, data=b"year,value\n2016,5\n", name="a.csv", dry_run=True
    )
    assert (report.created, report.saved, years(series)) == (1, False, [])


def test_faults_of_a_file_are_told_by_line_and_nothing_is_saved(series, analyst):
    report = services.import_values(
        by=analyst,
        series=series,
        data=b"year,value\n2016,5\n16,5\n2017,many\n2016,6\n2018,1000000000000\n",
        name="a.csv",
    )
    assert [(fault.line, sentence(fault)) for fault in report.faults] == [
        (3, "År är inget år: ”16”. Skriv så här: 2026."),
        (4, "Värde är inget tal: ”many”."),
        (6, "Värde är inget tal: ”1000000000000”."),
        (5, "Året 2016 finns redan på rad 2."),
    ]
    assert (report.saved, years(series)) == (False, [])


def test_figures_carry_definition_source_and_launches_by_month(series):
    programme = series.programme
    for year in (2023, 2024, 2025):
        YearValueFactory(series=series, year=year, value=year)
    for number, day in (
        (4, dt.date(2024, 3, 20)),
        (1, dt.date(2024, 3, 5)),
        (7, dt.date(2025, 6, 1)),
    ):
        ImprovementFactory(programme=programme, delivered=True, number=number, delivered_on=day)
    ImprovementFactory(programme=programme, stamped=True, number=9)
    figures = queries.figures(series)
    assert [(year.year, year.value) for year in figures.years] == [
        (2023, 2023),
        (2024, 2024),
        (2025, 2025),
    ]
    assert figures.launches == (
        queries.Launch(dt.date(2024, 3, 5), 2, (1, 4)),
        queries.Launch(dt.date(2025, 6, 1), 1, (7,)),
    )
    assert (figures.definition, figures.source) == (series.definition, series.source)


def test_the_public_sees_public_series_with_figures_only(django_assert_num_queries):
    programme = ProgrammeFactory()
    for name, public in (("A", True), ("B", False), ("C", True), ("D", True)):
        series = SeriesFactory(programme=programme, name=name, is_public=public)
        if name != "D":
            YearValueFactory(series=series, year=2024)
    with django_assert_num_queries(3):
        assert [series.name for series in queries.public_series(programme)] == ["A", "C"]
    with django_assert_num_queries(1):  # Launches are not asked for where nothing is drawn.
        assert queries.public_series(ProgrammeFactory.build(pk=0)) == []


def test_the_page_shows_chart_table_and_definition(series, client_as):
    YearValueFactory(series=series, year=2023, value=3120)
    YearValueFactory(series=series, year=2024, value=812)
    page = client_as(UserFactory()).get(reverse("series", kwargs={"pk": series.pk}))
    text = page.content.decode()
    assert series.definition in text
    assert "<svg" in text
    assert "3\u00a0120" in text
    assert "Lägg till eller rätta ett år" not in text


def test_the_list_takes_the_same_queries_for_one_and_three(
    client_as, django_assert_max_num_queries
):
    programme = ProgrammeFactory(shown=True)
    SeriesFactory(programme=programme)
    client = client_as(UserFactory())
    with django_assert_max_num_queries(15) as one:
        client.get(reverse("series_list"))
    SeriesFactory.create_batch(2, programme=programme)
    with django_assert_max_num_queries(len(one)):
        client.get(reverse("series_list"))


def test_an_analyst_creates_fills_and_imports_by_the_pages(analyst, client_as):
    programme = ProgrammeFactory(shown=True)
    client = client_as(analyst)
    details = {
        "name": "Sjukfrånvaro",
        "unit_of_measure": "procent",
        "definition": "Andel av arbetstiden.",
    }
    client.post(reverse("series_new"), details)
    series = Series.objects.get(programme=programme)
    address = {"pk": series.pk}
    client.post(reverse("series_year", kwargs=address), {"year": "2024", "value": "6,4"})
    assert years(series) == [(2024, Decimal("6.4"), "")]
    wrong = client.post(reverse("series_year", kwargs=address), {"year": "2025", "value": "mycket"})
    assert (wrong.status_code, "Skriv ett tal" in wrong.content.decode()) == (422, True)
    assert "mycket" in wrong.content.decode()
    for save, count in ((False, 1), (True, 2)):
        sent = SimpleUploadedFile("ar.csv", "år;värde\n2023;7\n".encode())
        data = {"file": sent} | ({"save": "on"} if save else {})
        client.post(reverse("series_import", kwargs=address), data)
        assert series.values.count() == count
    client.post(reverse("series_year_remove", kwargs={**address, "year": 2023}))
    client.post(reverse("series_edit", kwargs=address), {**details, "name": "Frånvaro"})
    series.refresh_from_db()
    assert (series.name, series.slug, series.values.count()) == ("Frånvaro", "sjukfranvaro", 1)
