import datetime
import re

import pytest
from django.template import engines
from django.utils import translation

from hundra.core.ui import charts


@pytest.fixture(scope="module")
def yearly():
    return charts.line(
        title="Sökande <till> sommarjobb",
        x_title="År",
        y_title="Antal",
        points=[
            charts.Point(2024, 3120, "Sökande"),
            charts.Point(2025, 2870.5, "Sökande"),
            charts.Point(2025, None, "Anställda"),
            charts.Point(2024, 410, "Anställda"),
        ],
        events=[charts.Event(datetime.date(2025, 7, 2), "Förbättring 21")],
    )


def test_the_drawing_holds_no_style_script_or_inner_roles(yearly):
    svg = yearly.svg
    assert svg.startswith('<svg class="chart-drawing" role="img"')
    assert " style=" not in svg
    assert "<style" not in svg
    assert "<script" not in svg
    assert svg.count("role=") == 1


def test_the_drawing_has_a_name_that_is_escaped(yearly):
    assert "Diagram: Sökande &lt;till&gt; sommarjobb" in yearly.svg


def test_the_drawing_takes_the_colours_of_the_page(yearly):
    assert "var(--hundra-chart-1)" in yearly.svg
    assert not re.search(r"#0[12]0[12]0\d", yearly.svg)


def test_the_drawing_is_as_wide_as_its_place(yearly):
    assert not re.match(r"<svg[^>]* width=", yearly.svg)
    assert re.match(r"<svg[^>]* viewBox=", yearly.svg)
    assert yearly.narrow_svg != yearly.svg


def test_numbers_are_written_as_the_language_does(yearly):
    assert "3\u00a0000" in yearly.svg
    with translation.override("en"):
        assert "3,000" in yearly.svg


def test_months_are_swedish():
    chart = charts.line(
        title="Maj",
        x_title="Dag",
        y_title="Antal",
        points=[charts.Point(datetime.date(2026, 5, day), day) for day in (1, 15, 31)],
    )
    assert re.search(r"\d maj 2026", chart.svg)
    with translation.override("en"):
        assert re.search(r"\d May 2026", chart.svg)


def test_the_table_has_every_figure_and_a_dash_for_what_is_missing(yearly):
    assert yearly.columns == ["År", "Sökande", "Anställda"]
    assert yearly.table_rows == [["2024", "3\u00a0120", "410"], ["2025", "2\u00a0870,5", "–"]]


def test_bars_are_drawn_with_their_table():
    chart = charts.bars(
        title="Enheter",
        label_title="Enhet",
        value_title="Antal",
        horizontal=True,
        values=[charts.Bar("Skola", 3, "Nya"), charts.Bar("Skola", 2, "Gamla")],
    )
    assert "Skola" in chart.svg
    assert chart.table_rows == [["Skola", "3", "2"]]


def test_a_picture_of_the_chart_can_be_made(yearly):
    assert yearly.png().startswith(b"\x89PNG")
    assert "#0102" not in yearly.file_svg()


def test_a_chart_without_figures_is_still_a_chart():
    chart = charts.line(title="Inget", points=[], x_title="År", y_title="Antal")
    assert chart.svg.startswith("<svg")
    assert chart.table_rows == []


def test_the_tag_shows_drawing_and_table(yearly):
    html = engines["django"].from_string("{% chart chart 3 %}").render({"chart": yearly})
    assert '<h3 class="ds-heading"' in html
    assert '<td class="numeric">3\u00a0120</td>' in html
    assert "2025-07-02: Förbättring 21" in html


@pytest.mark.parametrize("last", [datetime.date(2024, 5, 1), datetime.date(2026, 11, 1)])
def test_no_two_marks_of_the_axis_say_the_same(last):
    first = datetime.date(2024, 1, 1)
    chart = charts.line(
        title="T",
        x_title="Dag",
        y_title="Antal",
        points=[charts.Point(first, 1), charts.Point(last, 9)],
    )

    marks = re.findall(r">([^<>]*20\d\d)<", chart.svg)

    assert len(marks) >= 2
    assert sorted(set(marks)) == sorted(marks)


def test_a_chart_is_built_anew_for_other_content_or_another_language():
    def drawn(value, title="Sökande"):
        return charts.bars(
            title=title, label_title="År", value_title="Antal", values=[charts.Bar("2024", value)]
        )

    assert drawn(3) is drawn(3)
    assert drawn(4).rows == [["2024", 4]]
    assert drawn(3, title="Antagna").title == "Antagna"
    swedish = drawn(3)
    with translation.override("en"):
        assert drawn(3) is not swedish


def test_a_band_is_shaded_and_stands_in_the_table_by_the_clock():
    chart = charts.line(
        title="Dagen",
        x_title="Klockan",
        y_title="Samtal",
        points=[charts.Point(9, 20, "Väntas"), charts.Point(9.5, 24, "Väntas")],
        bands=[charts.Band(9, 12, 28, "Nio av tio"), charts.Band(9.5, 15, 33, "Nio av tio")],
        clock=True,
    )
    assert chart.columns == ["Klockan", "Väntas", "Nio av tio"]
    assert chart.table_rows == [["09.00", "20", "12–28"], ["09.30", "24", "15–33"]]
    assert 'opacity="0.16"' in chart.svg
    assert "09.00" in chart.svg
