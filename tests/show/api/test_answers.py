"""The answers in the open data: what is for everyone, in the language wanted."""

import csv
import io
import json

import pytest
from tests.factories.knowledge import (
    ContactReasonFactory,
    TopicFactory,
    TranslationFactory,
    published_article,
    show,
)
from tests.factories.organisation import UnitFactory

from hundra.hear.knowledge.models import Article, Audience
from hundra.hear.knowledge.services import indexing
from hundra.show.api import answers

pytestmark = pytest.mark.django_db

LINK = {"kind": "e-service", "label": "Ansök", "url": "https://e.granby.example/bygglov"}


@pytest.fixture(autouse=True)
def base(settings):
    settings.BASE_URL = "https://granby.example"


@pytest.fixture
def article() -> Article:
    names = {"sv": "Bygga och bo", "en": "Building"}
    made = published_article(
        topic=TopicFactory(slug="bygga-bo", names=names, descriptions={"sv": "Bygglov."}),
        slug="bygglov",
        owner_unit=UnitFactory(code="BYGG", name="Bygglovsenheten"),
        title="Ansök om bygglov",
        short_answer="Du ansöker i e-tjänsten.",
        body="## När?\n\nFöre bygget.",
        steps=["Ansök."],
        links=[LINK],
        keywords=["lov"],
    )
    made.reasons.add(ContactReasonFactory(name="bygglov"))
    show(TranslationFactory(article=made, language="en"), title="Building permission")
    indexing.index_words([made.pk])
    return made


def test_an_answer_has_all_that_its_page_says(client, article):
    got = client.get(f"/api/v1/articles/{article.pk}").json()
    published = article.translations.get(language="sv").published.approved_at
    assert got == {
        "id": article.pk,
        "language": "sv",
        "languages": ["en", "sv"],
        "title": "Ansök om bygglov",
        "short_answer": "Du ansöker i e-tjänsten.",
        "keywords": ["lov"],
        "topic": {"slug": "bygga-bo", "name": "Bygga och bo"},
        "unit": {"code": "BYGG", "name": "Bygglovsenheten"},
        "reasons": ["bygglov"],
        "reviewed_on": None,
        "published_at": published.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "page": "https://granby.example/hjalp/bygga-bo/bygglov/",
        "steps": ["Ansök."],
        "text": "## När?\n\nFöre bygget.",
        "links": [LINK],
    }


def test_an_answer_is_in_the_language_wanted_else_as_it_was_written(client, article):
    english = client.get(f"/api/v1/articles/{article.pk}?language=en").json()
    assert english["title"] == "Building permission"
    assert english["topic"]["name"] == "Building"
    assert english["page"] == "https://granby.example/en/hjalp/bygga-bo/bygglov/"
    finnish = client.get(f"/api/v1/articles/{article.pk}?language=fi").json()
    assert (finnish["language"], finnish["title"]) == ("sv", "Ansök om bygglov")


def test_the_list_is_narrowed_by_topic_and_language(client, article):
    other = published_article(title="Annat")

    def ids(asked: str = "") -> list[int]:
        return [one["id"] for one in client.get(f"/api/v1/articles{asked}").json()["items"]]

    assert ids() == [other.pk, article.pk]
    assert ids("?topic=bygga-bo") == [article.pk]
    assert ids("?language=en&only=language") == [article.pk]
    assert ids("?language=en") == [other.pk, article.pk]


def test_topics_tell_how_many_answers_they_hold(client, article):
    published_article(topic=article.topic, audience=Audience.EMPLOYEES)
    (topic,) = client.get("/api/v1/topics").json()["items"]
    assert topic == {
        "slug": "bygga-bo",
        "name": "Bygga och bo",
        "description": "Bygglov.",
        "articles": 1,
        "page": "https://granby.example/hjalp/bygga-bo/",
    }


def test_search_gives_the_passage_why_and_what_was_meant(client, article):
    got = client.get("/api/v1/search", {"q": "bygglåv"}).json()
    assert got["corrected"] == "bygglov"
    (hit,) = got["items"]
    assert (hit["rank"], hit["id"], hit["title"]) == (1, article.pk, "Ansök om bygglov")
    assert {"kind": "corrected", "asked": "bygglåv", "met": "bygglov"} in hit["why"]
    assert hit["page"] == "https://granby.example/hjalp/bygga-bo/bygglov/"


def test_too_many_questions_are_told_to_wait(client, article, monkeypatch):
    monkeypatch.setattr(answers, "A_MINUTE", 0)
    response = client.get("/api/v1/search", {"q": "bygglov"})
    assert (response.status_code, response["Retry-After"]) == (429, "60")
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["title"] == "För många frågor"


def test_all_answers_come_in_one_file(client, article):
    text = client.get("/api/v1/articles.csv").getvalue().decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["title"] == "Ansök om bygglov"
    assert (row["unit"], row["topic"], row["languages"]) == ("BYGG", "bygga-bo", "en, sv")
    (item,) = json.loads(client.get("/api/v1/articles.json").getvalue())
    assert item["page"] == row["page"] == "https://granby.example/hjalp/bygga-bo/bygglov/"


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_asks_the_database_as_little_however_long(client, django_assert_num_queries, number):
    for _ in range(number):
        article = published_article()
        article.reasons.add(ContactReasonFactory())
    with django_assert_num_queries(4):
        assert len(client.get("/api/v1/articles").json()["items"]) == number


def test_what_is_unchanged_is_not_sent_again_and_any_site_may_read(client, article):
    first = client.get("/api/v1/articles")
    assert first["Access-Control-Allow-Origin"] == "*"
    again = client.get("/api/v1/articles", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
