"""Search by meaning: real model, real vectors in PostgreSQL, with and without pgvector."""

from typing import Any

import pytest
from django.db import connection
from tests.factories.knowledge import published_article

from hundra.hear.knowledge import nearby
from hundra.hear.knowledge.finding import holding, meaning
from hundra.hear.knowledge.models import Article, Audience, IndexedText
from hundra.hear.knowledge.queries import finding
from hundra.hear.knowledge.services import indexing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def by_meaning(own_search_index: None, settings: Any) -> None:
    settings.SEARCH_MEANING = True


@pytest.fixture(params=["pgvector", "memory"])
def store(request: pytest.FixtureRequest) -> str:
    if request.param == "memory" and nearby.exists():
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE knowledge_nearby")  # Undone with the test's transaction.
    if request.param == "pgvector" and not nearby.exists():
        pytest.skip("this PostgreSQL has no pgvector")
    return request.param


def indexed(*articles: Article) -> None:
    numbers = [article.pk for article in articles]
    indexing.index_words(numbers)
    indexing.index_meaning(numbers, meaning.embedder())


def some_articles() -> None:
    indexed(
        published_article(
            title="Anmäl att barnet ska börja i förskola",
            short_answer="Du ställer ditt barn i kö i e-tjänsten, tidigast sex månader innan.",
        ),
        published_article(
            title="Hämtning av sopor",
            short_answer="Vi tömmer ditt kärl varannan vecka på samma veckodag.",
        ),
        published_article(
            title="Parkera på gatan",
            short_answer="Som boende kan du köpa ett tillstånd för gatorna i ditt område.",
        ),
    )


def first(words: str) -> str:
    hits = finding.search(words, audiences=Audience.values, language="sv").hits
    return hits[0].translation.published.title if hits else ""


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("How do I get a place at kindergarten for my child?", "Anmäl att barnet"),
        ("when is the garbage collected", "Hämtning av sopor"),
        ("where can I park my car?", "Parkera på gatan"),
    ],
)
def test_a_question_without_the_texts_words_is_understood(store, words, title):
    some_articles()

    assert first(words).startswith(title)


@pytest.mark.parametrize(("words", "sure"), [("hämtas soporna", True), ("qwxz zzzzt", False)])
def test_what_shares_no_word_is_never_called_sure(store, words, sure):
    some_articles()

    assert finding.search(words, audiences=Audience.values, language="sv").sure is sure


def test_both_stores_give_the_same(settings):
    if not nearby.exists():
        pytest.skip("this PostgreSQL has no pgvector")
    some_articles()
    with_pgvector = finding.search("bilen", audiences=Audience.values, language="sv")
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE knowledge_nearby")
    holding.forget()
    in_memory = finding.search("bilen", audiences=Audience.values, language="sv")

    assert [hit.translation for hit in in_memory.hits] == [
        hit.translation for hit in with_pgvector.hits
    ]


def test_a_text_is_found_by_its_words_until_its_meaning_is_known():
    article = published_article(title="Bygglov")
    indexing.index_words([article.pk])

    assert first("bygglov") == "Bygglov"
    assert IndexedText.objects.get().meaning is None


def test_another_audience_keeps_the_meaning():
    article = published_article(title="Bygglov", audience=Audience.GUIDES)
    indexed(article)
    before = bytes(IndexedText.objects.get().meaning)
    article.audience = Audience.EVERYONE
    article.save()
    indexing.index_words([article.pk])

    row = IndexedText.objects.get()
    assert (row.audience, bytes(row.meaning)) == (Audience.EVERYONE, before)


def test_a_restored_database_has_its_vectors_searched_by_postgresql_again():
    if not nearby.exists():
        pytest.skip("this PostgreSQL has no pgvector")
    some_articles()
    before = nearby.nearest([1.0] + [0.0] * 383, audiences=Audience.values, limit=9)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE knowledge_nearby")

    assert nearby.make() is True
    assert nearby.nearest([1.0] + [0.0] * 383, audiences=Audience.values, limit=9) == before
