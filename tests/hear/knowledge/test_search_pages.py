"""The search box: whole pages without a script, and the part that changes as one types."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories.accounts import UserFactory, user_with
from tests.factories.knowledge import (
    TopicFactory,
    TranslationFactory,
    published_article,
    show,
)
from tests.factories.organisation import UnitFactory

from hundra.core.accounts.models import Role
from hundra.hear.knowledge.models import Article, ArticleUse, Audience, Search
from hundra.hear.knowledge.queries.browsing import forget_ranking
from hundra.hear.knowledge.services import indexing
from hundra.hear.knowledge.views import searching

pytestmark = pytest.mark.django_db

TYPING = {"HX-Request": "true", "HX-Target": "svar", "HX-Trigger": "ask-words"}


@pytest.fixture
def article() -> Article:
    made = published_article(
        topic=TopicFactory(slug="bygga-bo", names={"sv": "Bygga och bo", "en": "Building"}),
        slug="bygglov",
        title="Ansök om bygglov",
        short_answer="Du ansöker om bygglov i e-tjänsten.",
    )
    indexing.index_words([made.pk])
    return made


def test_a_plain_form_gives_a_whole_page_with_the_passage_and_why(client, article):
    response = client.get("/hjalp/", {"q": "bygglov"})
    text = response.text
    assert "<title>bygglov · Hjälp" in text
    assert (
        f'href="/hjalp/bygga-bo/bygglov/" data-hit data-article="{article.pk}" data-rank="1"'
        in text
    )
    assert "<mark>bygglov</mark>" in text
    assert "Varför visas det här?" in text
    assert "”bygglov” står i svaret." in text
    assert "Bygga och bo" in text
    assert '<meta name="robots" content="noindex">' in text
    assert dict(response.cookies) == {}


def test_as_one_types_only_the_part_that_changes_is_sent_and_told(client, article):
    text = client.get("/hjalp/", {"q": "byggl"}, headers=TYPING).text
    assert "<html" not in text
    assert 'role="status" hx-swap-oob="true">1 svar hittat' in text
    assert "Ansök om bygglov" in text
    response = client.get("/hjalp/", {"q": "byggl"}, headers=TYPING)
    assert {"HX-Target", "HX-Trigger"} <= set(re.split(r",\s*", response["Vary"]))


def test_an_emptied_box_shows_the_topics_again(client, article):
    text = client.get("/hjalp/", {"q": "  "}, headers=TYPING).text
    assert "Välj ett ämne" in text
    assert "data-search-words" not in text


def test_a_misspelt_word_is_found_and_what_was_meant_can_be_searched_for(client, article):
    text = client.get("/hjalp/", {"q": "bygglåv"}).text
    assert "Menade du" in text
    assert '<a href="/hjalp/?q=bygglov"><strong>bygglov</strong></a>' in text
    assert "Ansök om bygglov" in text


def test_where_nothing_is_found_there_are_topics_and_people(client, article, settings):
    settings.CONTACT_PHONE, settings.CONTACT_EMAIL = "0980-319 21 00", "kommun@granby.example"
    text = client.get("/hjalp/", {"q": "xyzzyq"}).text
    assert "Vi hittade inget svar på det" in text
    assert 'href="/hjalp/bygga-bo/"' in text
    assert 'href="tel:09803192100"' in text
    assert 'href="mailto:kommun@granby.example"' in text
    assert 'href="/forslag/nytt/"' in text
    assert "Inget svar hittat" in text


def test_the_answers_language_is_told_where_it_is_not_the_readers(client):
    arabic = published_article(language="ar", title="رخصة بناء", short_answer="رخصة")
    indexing.index_words([arabic.pk])
    text = client.get("/hjalp/", {"q": "رخصة"}).text
    assert "arabiska" in text
    assert '<h3 lang="ar" dir="rtl">' in text
    assert f'href="/hjalp/{arabic.topic.slug}/{arabic.slug}/ar/"' in text


@pytest.mark.parametrize("words", ["\0", "<script>alert(1)</script>", "%", "'" * 300, "a" * 5000])
def test_any_words_are_answered_and_none_becomes_markup(client, article, words):
    response = client.get("/hjalp/", {"q": words})
    assert response.status_code == 200
    assert "<script>alert" not in response.text


def test_too_many_searches_from_one_place_are_told_to_wait(client, article, monkeypatch):
    monkeypatch.setattr(searching, "A_MINUTE", 0)
    monkeypatch.setattr(searching, "timedelta", lambda minutes: timedelta(days=1))
    response = client.get("/hjalp/", {"q": "bygglov"}, headers=TYPING)
    assert response.status_code == 429
    assert "Väldigt många söker just nu" in response.text
    assert client.get("/hjalp/").status_code == 200


def test_only_a_form_sent_without_scripts_is_noted_here(client, article):
    client.get("/hjalp/", {"q": "bygglov"})
    assert Search.objects.count() == 0
    client.get("/hjalp/", {"q": "bygglov", "utan-skript": "1"})
    assert (Search.objects.get().words, Search.objects.get().hits) == ("bygglov", 1)


def test_inside_each_finds_what_is_for_them_with_its_audience(client):
    kept = published_article(audience=Audience.GUIDES, title="Hotfulla samtal")
    staff = published_article(audience=Audience.EMPLOYEES, title="Hotfulla besök")
    indexing.index_words([kept.pk, staff.pk])
    client.force_login(UserFactory())
    text = client.get("/arbete/kunskap/", {"q": "hotfulla"}).text
    assert "Hotfulla besök" in text
    assert "Hotfulla samtal" not in text
    client.force_login(user_with(Role.GUIDE, UnitFactory()))
    text = client.get("/arbete/kunskap/", {"q": "hotfulla"}).text
    assert "Hotfulla samtal" in text
    assert f'href="/arbete/kunskap/{kept.topic.slug}/{kept.slug}/"' in text


def test_the_start_shows_topics_with_answers_what_is_used_and_what_is_new(client, article):
    TopicFactory(slug="tomt")
    used = published_article(title="Mest använt", topic=article.topic)
    day = {"door": "public", "language": "sv", "day": timezone.localdate()}
    ArticleUse.objects.create(article=used, count=9, **day)
    forget_ranking()
    text = client.get("/hjalp/").text
    assert "2 svar" in text
    assert "/hjalp/tomt/" not in text
    assert text.index("Många frågar om") < text.index("Mest använt") < text.index("Nytt och ändrat")


def test_a_topic_lists_each_answer_once_by_title_in_the_readers_language(client, article):
    for title in ("Ölservering", "Åretrunt", "Zon"):
        published_article(title=title, topic=article.topic)
    show(TranslationFactory(article=article, language="en"), title="Building permission")
    found = re.findall(r"<strong>([^<]+)</strong>", client.get("/hjalp/bygga-bo/").text)
    assert found == ["Ansök om bygglov", "Zon", "Åretrunt", "Ölservering"]
    found = re.findall(r"<strong>([^<]+)</strong>", client.get("/en/hjalp/bygga-bo/").text)
    assert found == ["Building permission", "Zon", "Åretrunt", "Ölservering"]


def test_a_long_topic_is_paged(client):
    topic = TopicFactory(slug="langt")
    for number in range(31):
        published_article(topic=topic, title=f"Svar {number:02}")
    assert "Svar 30" not in client.get("/hjalp/langt/").text
    second = client.get("/hjalp/langt/", {"sida": "2"}).text
    assert re.findall(r"<strong>(Svar \d+)", second) == ["Svar 30"]
    assert client.get("/hjalp/langt/", {"sida": "x" * 90}).status_code == 200


ADDRESSES = {
    "/hjalp/": 5,
    "/hjalp/amnet/": 4,
    "/hjalp/amnet/svar-0/": 6,
    "/hjalp/?q=svaret": 4,
}


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("number", [1, 3])
def test_however_many_there_are_the_questions_to_the_database_are_as_few(
    client, django_assert_num_queries, address, number
):
    topic = TopicFactory(slug="amnet")
    made = [published_article(topic=topic, slug=f"svar-{n}", title="Svaret") for n in range(number)]
    indexing.index_words([article.pk for article in made])
    used = {"door": "public", "language": "sv", "day": timezone.localdate()}
    ArticleUse.objects.create(article=made[0], count=9, **used)
    forget_ranking()
    client.get("/hjalp/?q=svaret")
    client.get("/hjalp/")
    with django_assert_num_queries(ADDRESSES[address]):
        assert client.get(address).status_code == 200
