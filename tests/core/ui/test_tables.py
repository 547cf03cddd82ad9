import datetime
from dataclasses import dataclass

import pytest
from django.template import engines
from tests.factories.accounts import UserFactory

from hundra.core.accounts.models import User
from hundra.core.ui.tables import Column, DateFilter, Filter, Table, answer


class People(Table):
    caption = "Personer"
    columns = (
        Column("name", "Namn", sort=True, link=lambda user: f"/people/{user.pk}/"),
        Column("email", "E-post", sort=True),
        Column("is_active", "Aktiv", tone=lambda user: "success"),
    )
    filters = (
        Filter("active", "Aktiv", [("True", "Ja"), ("False", "Nej")], lookup="is_active"),
        DateFilter("since", "Sedan", "joined_at__date__gte"),
    )
    search_in = ("name", "email")
    order = "name"
    page_size = 2


def names(table):
    return [user.name for user in table.page]


def people(rf, query=""):
    return People(rf.get(f"/people/{query}"), User.objects.all())


def drawn(table):
    return engines["django"].from_string("{% table table %}").render({"table": table})


@pytest.fixture
def staff(db):
    return [
        UserFactory(name="Cilla Hittepå", email="c@example.se"),
        UserFactory(name="Alva Påhittsson", email="a@example.se"),
        UserFactory(name="Bo Exempelberg", email="b@example.se", is_active=False),
    ]


def test_rows_come_in_the_tables_order_page_by_page(rf, staff):
    assert names(people(rf)) == ["Alva Påhittsson", "Bo Exempelberg"]
    assert names(people(rf, "?page=2")) == ["Cilla Hittepå"]


def test_a_heading_sorts_by_its_column_and_turns_when_it_already_does(rf, staff):
    assert names(people(rf, "?sort=-email")) == ["Cilla Hittepå", "Bo Exempelberg"]
    name, email, active = people(rf).headings
    assert (name.sorted, name.url) == ("ascending", "?sort=-name")
    assert (email.sorted, email.url) == ("", "?sort=email")
    assert active.url == ""


@pytest.mark.parametrize("sort", ["password", "-groups", "pk__x", "name;drop", ""])
def test_only_what_may_be_sorted_by_is(rf, staff, sort):
    assert names(people(rf, f"?sort={sort}")) == ["Alva Påhittsson", "Bo Exempelberg"]


def test_search_wants_every_word_in_any_field(rf, staff):
    assert names(people(rf, "?q=bo+example.se")) == ["Bo Exempelberg"]
    assert names(people(rf, "?q=bo+saknas")) == []


def test_filters_narrow_and_unknown_values_do_not(rf, staff):
    assert names(people(rf, "?active=False")) == ["Bo Exempelberg"]
    assert people(rf, "?active=perhaps").count == 3
    assert people(rf, "?since=2999-01-01").count == 0
    assert people(rf, "?since=2026-02-31").count == 3


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", ""])
def test_any_page_number_gives_a_page(rf, staff, page):
    assert people(rf, f"?page={page}").page.object_list


@pytest.mark.parametrize("query", ["?q=%00", "?q=%25", "?since=%00", "?active=%00", "?sort=%00"])
def test_hostile_text_is_only_text(rf, staff, query):
    drawn(people(rf, query))


def test_links_keep_what_else_was_asked_for(rf, staff):
    table = people(rf, "?q=example&tab=all&page=2")
    assert table.headings[1].url == "?q=example&tab=all&sort=email"
    assert table.kept == [("tab", "all")]
    assert table.csv_url == "?q=example&tab=all&format=csv"


def test_a_table_is_drawn_with_three_queries_however_many_rows(
    rf, staff, django_assert_num_queries
):
    with django_assert_num_queries(3):
        drawn(people(rf))
    UserFactory.create_batch(5)
    with django_assert_num_queries(3):
        drawn(people(rf))


def test_cells_are_escaped_and_led_to_their_record(rf, db):
    user = UserFactory(name="<script>Bo</script>")
    html = drawn(people(rf))
    assert "&lt;script&gt;Bo&lt;/script&gt;" in html
    assert f'href="/people/{user.pk}/"' in html
    assert '<span class="ds-tag" data-color="success">Ja</span>' in html


def test_an_empty_table_says_so_and_an_emptied_one_shows_the_way_back(rf, db):
    assert "Här är det tomt än så länge" in drawn(people(rf))
    UserFactory()
    page = drawn(people(rf, "?q=saknas"))
    assert "Vi hittade inget" in page
    assert 'href="/people/"' in page


def test_two_tables_of_a_page_are_told_apart(rf, staff):
    request = rf.get("/?b-q=bo")
    first = People(request, User.objects.all(), prefix="a")
    second = People(request, User.objects.all(), prefix="b")
    assert (first.count, second.count) == (3, 1)
    assert first.dom_id != second.dom_id


@dataclass(frozen=True)
class Row:
    name: str
    day: datetime.date | None


class Rows(Table):
    columns = (Column("name", "Namn", sort=True), Column("day", "Dag", sort=True))
    filters = (Filter("name", "Namn", [("Åsa", "Åsa")]),)
    search_in = ("name",)
    order = "name"


ROWS = [
    Row("Ödgärd", datetime.date(2026, 1, 2)),
    Row("Åsa", None),
    Row("Ärla", datetime.date(2025, 1, 2)),
    Row("Zeb", datetime.date(2024, 1, 2)),
]


def test_a_list_is_sorted_as_swedish_is(rf):
    assert [row.name for row in Rows(rf.get("/"), ROWS).page] == ["Zeb", "Åsa", "Ärla", "Ödgärd"]


def test_a_list_is_searched_and_filtered(rf):
    assert [row.name for row in Rows(rf.get("/?q=2025"), ROWS).page] == ["Ärla"]
    assert [row.name for row in Rows(rf.get("/?name=Åsa"), ROWS).page] == ["Åsa"]
    assert [row.name for row in Rows(rf.get("/?sort=day"), ROWS).page] == [
        "Zeb",
        "Ärla",
        "Ödgärd",
        "Åsa",
    ]


def test_the_answer_is_the_page_or_the_file(rf, staff, client):
    client.force_login(staff[0])
    assert "<table" in client.get("/arbete/komponenter/").text
    file = client.get("/arbete/komponenter/?format=csv")
    assert file.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert len(b"".join(file.streaming_content).splitlines()) == 24


def test_an_unknown_format_is_the_page(rf, staff):
    assert people(rf, "?format=exe").wants_file is False
    assert answer


def test_a_mark_is_worked_out_once_a_row_and_gives_text_tone_and_icon(rf):
    asked = []

    def mark(row):
        asked.append(row.name)
        return (f"Sent: {row.name}", "danger", "clock") if row.day is None else ("", "", "")

    class Marked(Rows):
        columns = (Column("day", "Dag", mark=mark, export=lambda row: row.day),)
        order = ""

    table = Marked(rf.get("/"), ROWS[:2])
    page = [(cell.value, cell.tone, cell.icon) for _row, (cell,) in table.lines]
    assert page == [("–", "", ""), ("Sent: Åsa", "danger", "clock")]
    assert asked == ["Ödgärd", "Åsa"]
    assert [table.columns[0].file_value(row) for row in ROWS[:2]] == [ROWS[0].day, None]
