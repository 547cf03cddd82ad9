import csv
import io
import json

import pytest
from tests.factories.improvements import (
    ImprovementFactory,
    ProgrammeFactory,
    TopicFactory,
    UpdateFactory,
)
from tests.factories.organisation import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory(shown=True, slug="hundra")


def rows(response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


def test_the_whole_set_as_csv(client, programme):
    ImprovementFactory(
        programme=programme,
        stamped=True,
        title='Kaffe; "gratis", ja',
        summary="=1+1",
        topic=TopicFactory(slug="trivsel"),
        owner_unit=UnitFactory(code="SOC", name="Socialförvaltningen"),
    )
    for _ in range(600):
        ImprovementFactory(programme=programme, coming=True, owner_unit=None, topic=None)
    response = client.get("/api/v1/improvements.csv")

    assert response["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert response["Content-Disposition"].startswith('attachment; filename="improvements-20')
    table = rows(response)
    assert len(table) == 601
    first = table[0]
    assert (first["number"], first["title"]) == ("1", 'Kaffe; "gratis", ja')
    assert first["summary"] == "'=1+1"
    assert (first["topic"], first["unit"], first["unit_name"]) == (
        "trivsel",
        "SOC",
        "Socialförvaltningen",
    )
    assert (table[1]["number"], table[1]["topic"], table[1]["unit"]) == ("", "", "")


def test_the_whole_set_as_json_is_the_list_without_pages(client, programme):
    for _ in range(3):
        ImprovementFactory(programme=programme, stamped=True)
    whole = json.loads(client.get("/api/v1/improvements.json").getvalue())

    assert whole == client.get("/api/v1/improvements").json()["items"]


def test_updates_as_files(client, programme):
    UpdateFactory(improvement__programme=programme, text="Klart!")

    [row] = rows(client.get("/api/v1/updates.csv"))
    assert (row["improvement"], row["text"]) == ("1", "Klart!")
    [item] = json.loads(client.get("/api/v1/updates.json").getvalue())
    assert (item["improvement"], item["text"]) == (1, "Klart!")


@pytest.mark.parametrize("name", ["improvements", "updates"])
def test_empty_sets_are_whole_files_too(client, name):
    assert json.loads(client.get(f"/api/v1/{name}.json").getvalue()) == []
    assert rows(client.get(f"/api/v1/{name}.csv")) == []
