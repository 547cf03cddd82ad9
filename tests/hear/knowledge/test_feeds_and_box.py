"""Feeds of what is new, and the box in frames elsewhere."""

import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories.knowledge import TopicFactory, TranslationFactory, published_article, show

from hundra.hear.knowledge.models import Article, Revision
from hundra.hear.knowledge.services import indexing

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def article(settings) -> Article:
    settings.BASE_URL = "https://granby.example"
    names = {"sv": "Bygga och bo", "en": "Building"}
    topic = TopicFactory(slug="bygga-bo", names=names)
    made = published_article(
        topic=topic, slug="bygglov", title="Bygglov & plank", short_answer="Ansök <nu>."
    )
    show(TranslationFactory(article=made, language="en"), title="Building permission")
    Revision.objects.update(approved_at=timezone.now() - timedelta(days=9))
    return made


def test_the_feeds_tell_what_changed_last_first_with_a_name_that_stays(client, article):
    newer = published_article(title="Nyare")
    feed = ET.fromstring(client.get("/hjalp/flode.atom").content)
    entries = feed.findall(f"{ATOM}entry")
    assert [one.findtext(f"{ATOM}title") for one in entries] == ["Nyare", "Bygglov & plank"]
    identity = f"tag:granby.example,2026:svar/{article.pk}/sv"
    assert entries[1].findtext(f"{ATOM}id") == identity
    items = client.get("/hjalp/flode.json").json()["items"]
    assert [one["title"] for one in items] == ["Nyare", "Bygglov & plank"]
    assert items[1]["id"] == identity
    assert items[1]["url"] == "https://granby.example/hjalp/bygga-bo/bygglov/"
    assert items[1]["content_text"] == "Ansök <nu>."
    assert items[0]["url"].endswith(f"/{newer.topic.slug}/{newer.slug}/")


def test_a_changed_answer_comes_first_again(client, article):
    published_article(title="Nyare")
    show(article.translations.get(language="sv"), title="Bygglov i dag")
    (first, _) = client.get("/hjalp/flode.json").json()["items"]
    assert first["title"] == "Bygglov i dag"


def test_the_english_feed_is_in_english_where_there_is_a_text(client, article):
    feed = client.get("/en/hjalp/flode.json").json()
    assert feed["language"] == "en"
    assert feed["items"][0]["url"] == "https://granby.example/en/hjalp/bygga-bo/bygglov/"


def test_an_unchanged_feed_is_not_sent_again(client, article):
    for address in ("/hjalp/flode.atom", "/hjalp/flode.json"):
        first = client.get(address)
        assert dict(first.cookies) == {}
        assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_the_map_of_the_site_has_the_answer_in_each_language(client, article):
    show(TranslationFactory(article=article, language="ar"), title="رخصة")
    text = client.get("/sitemap.xml").text
    for last in ("/hjalp/bygga-bo/bygglov/", "/hjalp/bygga-bo/bygglov/ar/"):
        assert f"<loc>https://granby.example{last}</loc><lastmod>" in text
    english = '<xhtml:link rel="alternate" hreflang="en" href="https://granby.example/en/hjalp/'
    assert text.count(english + 'bygga-bo/bygglov/"/>') == 3
    assert "<loc>https://granby.example/hjalp/bygga-bo/</loc>" in text


def test_the_box_may_be_framed_by_the_sites_allowed_and_leads_out_of_the_frame(client, article):
    response = client.get("/inbaddad/hjalp/")
    assert "frame-ancestors 'self' *" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    assert '<base target="_top">' in response.text
    assert 'method="get" action="/hjalp/"' in response.text
    assert dict(response.cookies) == {}
    assert "frame-ancestors 'none'" in client.get("/hjalp/")["Content-Security-Policy"]


def test_the_box_answers_in_the_frame_as_one_types(client, article):
    indexing.index_words([article.pk])
    typing = {"HX-Request": "true", "HX-Target": "svar", "HX-Trigger": "ask-words"}
    text = client.get("/inbaddad/hjalp/", {"q": "bygglov"}, headers=typing).text
    assert 'href="/hjalp/bygga-bo/bygglov/" data-hit' in text
    assert 'hx-get="/inbaddad/hjalp/"' in client.get("/inbaddad/hjalp/").text


def test_the_box_can_begin_with_a_topic_and_shrugs_at_an_unknown_one(client, article):
    text = client.get("/inbaddad/hjalp/", {"amne": "bygga-bo"}).text
    assert "Bygglov &amp; plank" in text
    assert 'href="/hjalp/bygga-bo/"' in text
    for unknown in ("finns-inte", "\0", "x" * 900):
        assert client.get("/inbaddad/hjalp/", {"amne": unknown}).status_code == 200
