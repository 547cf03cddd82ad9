"""The API as a reader meets it."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories.accounts import UserFactory
from tests.factories.improvements import (
    AnswersFactory,
    ImprovementFactory,
    ProgrammeFactory,
    TopicFactory,
    UpdateFactory,
)
from tests.factories.indicators import SeriesFactory, YearValueFactory
from tests.factories.organisation import PersonFactory, UnitFactory

from hundra.hear.suggestions.models import Audience, Suggestion

pytestmark = pytest.mark.django_db

LIST = "/api/v1/improvements"


@pytest.fixture
def programme():
    return ProgrammeFactory(shown=True, name="100 förbättringar", slug="hundra")


@pytest.fixture(autouse=True)
def base(settings):
    settings.BASE_URL = "https://granby.example"


def suggestion(**fields) -> Suggestion:
    defaults = {
        "audience": Audience.CITIZENS,
        "text": "Något borde bli bättre",
        "reply_due_on": dt.date(2026, 5, 1),
    }
    return Suggestion.objects.create(**{**defaults, **fields})


def titles(client: Client, query: str = "") -> list[str]:
    return [item["title"] for item in client.get(LIST + query).json()["items"]]


def test_the_shown_programme_and_how_far_it_has_come(client, programme):
    ImprovementFactory(programme=programme, stamped=True)
    ImprovementFactory(programme=programme, delivered=True)
    ImprovementFactory(programme=programme, withdrawn=True, number=3)
    ImprovementFactory(programme=programme, coming=True)
    ProgrammeFactory(slug="hemligt")

    assert client.get("/api/v1/programmes").json() == {
        "items": [
            {
                "slug": "hundra",
                "name": "100 förbättringar",
                "tagline": "",
                "goal": 100,
                "goal_citizens": 50,
                "goal_employees": 50,
                "starts_on": "2025-01-01",
                "ends_on": None,
                "stamped": 2,
                "delivered": 1,
            }
        ]
    }


def test_an_improvement_in_full(client, programme):
    stamped = dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.UTC)
    improvement = ImprovementFactory(
        programme=programme,
        number=27,
        state="delivered",
        stamped_at=stamped,
        delivered_on=dt.date(2026, 4, 1),
        title="Chef i beredskap",
        summary="Alltid någon att ringa.",
        story="**Nu** svarar en chef.",
        topic=TopicFactory(slug="arbetsmiljo", name="Arbetsmiljö"),
        owner_unit=UnitFactory(code="SOC", name="Socialförvaltningen"),
        baseline="Ingen",
        target="Alltid",
        cost_sek=1_000_000,
    )
    published = suggestion(
        published_at=timezone.now(), public_title="Ring en chef", public_text="Jour, tack."
    )
    AnswersFactory(improvement=improvement, suggestion=published)
    AnswersFactory(improvement=improvement, suggestion=suggestion())
    news = UpdateFactory(improvement=improvement, text="Klart!", published_at=stamped)

    answer = client.get("/api/v1/improvements/27").json()
    changed_at = dt.datetime.fromisoformat(answer.pop("changed_at"))
    assert abs(changed_at - improvement.changed_at) < dt.timedelta(seconds=1)
    assert answer == {
        "id": improvement.pk,
        "number": 27,
        "programme": "hundra",
        "audience": "citizens",
        "state": "delivered",
        "title": "Chef i beredskap",
        "summary": "Alltid någon att ringa.",
        "topic": {"slug": "arbetsmiljo", "name": "Arbetsmiljö"},
        "unit": {"code": "SOC", "name": "Socialförvaltningen"},
        "planned_for": "2026-01-15",
        "stamped_at": "2026-03-02T08:00:00Z",
        "delivered_on": "2026-04-01",
        "followed_up_on": None,
        "withdrawn_on": None,
        "measure": "Väntetiden i dagar",
        "baseline": "Ingen",
        "target": "Alltid",
        "page": "https://granby.example/forbattringar/27/",
        "story": "**Nu** svarar en chef.",
        "outcome": "",
        "withdrawal_reason": "",
        "suggestions": [
            {"number": published.number, "title": "Ring en chef", "text": "Jour, tack."}
        ],
        "other_suggestions": 1,
        "updates": [
            {
                "improvement": 27,
                "published_at": "2026-03-02T08:00:00Z",
                "text": news.text,
                "page": "https://granby.example/forbattringar/27/",
            }
        ],
    }


def test_a_withdrawn_improvement_tells_why(client, programme):
    ImprovementFactory(programme=programme, withdrawn=True, number=5)

    answer = client.get("/api/v1/improvements/5").json()
    assert (answer["state"], answer["withdrawal_reason"]) == (
        "withdrawn",
        "Det löste sig på annat sätt.",
    )


def test_filters(client, programme):
    topic = TopicFactory(slug="skola")
    root = UnitFactory(code="BUN")
    under = UnitFactory(code="SKOLA", parent=root)
    under.path = f"{root.path}{under.pk}/"
    under.save()
    ImprovementFactory(programme=programme, title="Kaffe", stamped=True, audience="employees")
    ImprovementFactory(programme=programme, title="Lunch", delivered=True, topic=topic)
    ImprovementFactory(programme=programme, title="Skolväg", coming=True, owner_unit=under)

    assert titles(client) == ["Kaffe", "Lunch", "Skolväg"]
    assert titles(client, f"?audience={Audience.EMPLOYEES}") == ["Kaffe"]
    assert titles(client, "?state=delivered") == ["Lunch"]
    assert titles(client, "?state=planned") == ["Skolväg"]
    assert titles(client, "?topic=skola") == ["Lunch"]
    assert titles(client, "?unit=BUN") == ["Skolväg"]
    assert titles(client, "?unit=SKOLA") == ["Skolväg"]
    assert titles(client, "?unit=FINNS-INTE") == []
    assert titles(client, "?q=kaff") == ["Kaffe"]
    assert titles(client, "?q=%232") == ["Lunch"]
    assert titles(client, "?q=%00") == ["Kaffe", "Lunch", "Skolväg"]


def test_pages_follow_each_other(client, programme):
    for _ in range(5):
        ImprovementFactory(programme=programme, stamped=True)
    url = LIST + "?audience=citizens&page_size=2"
    numbers = []
    while url:
        response = client.get(url.removeprefix("https://granby.example"))
        page = response.json()
        assert (page["count"], page["pages"]) == (5, 3)
        numbers += [item["number"] for item in page["items"]]
        url = page["next"]

    assert numbers == [1, 2, 3, 4, 5]
    assert response["Link"] == (
        "<https://granby.example/api/v1/improvements?audience=citizens&page_size=2&page=2>; "
        'rel="prev"'
    )
    beyond = client.get(LIST + "?page=99&page_size=2").json()
    assert (beyond["items"], beyond["next"]) == ([], None)
    assert "page=3&" in beyond["previous"]


def test_updates_newest_first_and_of_one(client, programme):
    first = UpdateFactory(improvement__programme=programme, text="1", published_at=timezone.now())
    UpdateFactory(improvement__programme=programme, text="2", published_at=timezone.now())

    def texts(query=""):
        return [item["text"] for item in client.get("/api/v1/updates" + query).json()["items"]]

    assert texts() == ["2", "1"]
    assert texts(f"?improvement={first.improvement.number}") == ["1"]


def test_public_series_and_no_other(client, programme):
    shown = SeriesFactory(programme=programme, is_public=True, name="Sommarjobb")
    YearValueFactory(series=shown, year=2025, value=412, note="Ny annons")
    for hidden in (SeriesFactory(programme=programme), SeriesFactory(is_public=True)):
        YearValueFactory(series=hidden)

    [item] = client.get("/api/v1/series").json()["items"]
    assert (item["name"], item["definition"]) == ("Sommarjobb", shown.definition)
    assert item["years"] == [{"year": 2025, "value": 412.0, "note": "Ny annons"}]


def test_without_a_programme_there_is_nothing(client):
    assert client.get("/api/v1/programmes").json() == {"items": []}
    assert titles(client) == []
    assert client.get("/api/v1/series").json() == {"items": []}
    assert client.get("/api/v1/updates").json()["items"] == []
    assert client.get("/api/v1/improvements/1").status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_lists_take_a_fixed_number_of_queries(client, programme, many, django_assert_num_queries):
    for _ in range(many):
        UpdateFactory(improvement__programme=programme, improvement__topic=TopicFactory())
    with django_assert_num_queries(3):
        client.get(LIST)
    with django_assert_num_queries(3):
        client.get("/api/v1/updates")
    with django_assert_num_queries(4):
        client.get("/api/v1/improvements/1")


# --- Outsiders --------------------------------------------------------------


def test_nothing_that_is_not_public_shows(client, programme):
    ImprovementFactory(programme=programme, title="Idé som inte visas")
    ImprovementFactory(programme=programme, title="Planerad som inte visas", planned=True)
    ImprovementFactory(programme=programme, title="Struken idé", withdrawn=True)
    other = ImprovementFactory(stamped=True, title="Ett annat program", number=7)
    UpdateFactory(improvement=other, text="Nytt i ett annat program")
    UpdateFactory(
        improvement=ImprovementFactory(programme=programme, coming=True), text="Nytt om det på gång"
    )

    answers = [
        client.get(address)
        for address in (
            LIST,
            "/api/v1/updates",
            "/api/v1/improvements/7",
            "/api/v1/improvements.csv",
            "/api/v1/improvements.json",
            "/api/v1/updates.csv",
            "/api/v1/updates.json",
        )
    ]
    text = "".join(answer.getvalue().decode() for answer in answers)
    assert "inte visas" not in text
    assert "Struken" not in text
    assert "annat program" not in text
    assert "på gång" not in text


def test_people_and_money_are_not_told(client, programme):
    person = PersonFactory(given_name="Skyddia", family_name="Hemligsson", protected_identity=True)
    proposer = UserFactory(name="Förslagia Påhittsson")
    improvement = ImprovementFactory(
        programme=programme,
        stamped=True,
        responsible=person,
        created_by=proposer,
        cost_sek=987_654_321,
    )
    answered = suggestion(
        author=proposer,
        text="Mitt nummer är 0911-123456",
        published_at=timezone.now(),
        public_text="Utan nummer",
    )
    AnswersFactory(improvement=improvement, suggestion=answered, linked_by=proposer)
    UpdateFactory(improvement=improvement, written_by=proposer)

    text = "".join(
        client.get(address).getvalue().decode()
        for address in (
            LIST,
            "/api/v1/improvements/1",
            "/api/v1/updates",
            "/api/v1/improvements.csv",
        )
    )
    assert "Utan nummer" in text
    for secret in ("Hemligsson", "Påhittsson", "987654321", "0911", answered.secret):
        assert secret not in text


# --- Manners ----------------------------------------------------------------


def test_an_unchanged_answer_is_not_sent_again(client, programme):
    first = client.get(LIST)
    again = client.get(LIST, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"

    ImprovementFactory(programme=programme, stamped=True)
    assert client.get(LIST, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_any_site_may_read_and_none_may_write(client):
    asked = client.options(LIST, headers={"Origin": "https://example.org"})
    assert asked.status_code == 204
    assert asked["Access-Control-Allow-Origin"] == "*"
    assert asked["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"

    written = client.post(LIST, {}, content_type="application/json")
    assert (written.status_code, written["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert written["Content-Type"] == "application/problem+json"


def test_head_answers_as_get_without_a_body(client):
    head = client.head(LIST)

    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == client.get(LIST)["ETag"]


def test_readers_get_no_cookies(client):
    assert not client.get(LIST).cookies
    assert not client.get("/api/v1/").cookies


@pytest.mark.parametrize(
    ("query", "parameter", "message"),
    [
        ("page=noll", "page", "Det måste vara ett heltal."),
        ("page=0", "page", "Det måste vara minst 1."),
        ("page_size=1000", "page_size", "Det får vara högst 200."),
        ("audience=alla", "audience", "Det måste vara något av 'citizens' or 'employees'."),
        (f"q={'x' * 201}", "q", "Det får ha högst 200 tecken."),
    ],
)
def test_a_question_that_is_not_understood_is_explained(client, query, parameter, message):
    answer = client.get(f"{LIST}?{query}")

    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    body = answer.json()
    assert body["title"] == "Frågan gick inte att förstå"
    assert body["errors"] == [{"parameter": parameter, "message": message}]


def test_problems_come_in_english_when_asked_for(client):
    answer = client.get("/api/v1/improvements/1", headers={"Accept-Language": "en"})

    assert answer["Content-Language"] == "en"
    assert answer.json() == {
        "type": "about:blank",
        "title": "Not found",
        "status": 404,
        "detail": "There is nothing public here. The number may not be given yet.",
        "errors": [],
    }


def test_the_reference_page_lists_every_address(client):
    page = client.get("/api/v1/").content.decode()

    for path in client.get("/api/v1/openapi.json").json()["paths"]:
        assert f"GET {path}<" in page
    assert "<script" not in page.split("<main", 1)[1].split("</main>")[0]
