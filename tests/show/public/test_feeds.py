import json

import pytest
from defusedxml.ElementTree import fromstring
from tests.factories.improvements import ImprovementFactory, TopicFactory

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def three(programme):
    topic = TopicFactory(name="Skola & förskola")
    return ImprovementFactory.create_batch(3, programme=programme, stamped=True, topic=topic)


def test_atom_has_all_that_the_standard_asks_for(client, three):
    response = client.get("/forbattringar/flode.atom")
    assert response["Content-Type"] == "application/atom+xml"
    feed = fromstring(response.content)
    assert feed.tag == f"{ATOM}feed"
    for required in ("id", "title", "updated", "author"):
        assert feed.find(ATOM + required) is not None
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.find(f"{ATOM}title").text[0] for entry in entries] == ["3", "2", "1"]
    ids = [entry.find(f"{ATOM}id").text for entry in entries]
    assert ids[0] == "http://localhost:8000/forbattringar/3/"
    assert all(entry.find(f"{ATOM}updated").text for entry in entries)


def test_identities_are_the_same_in_every_language(client, three):
    def ids(address):
        feed = fromstring(client.get(address).content)
        return [entry.find(f"{ATOM}id").text for entry in feed.findall(f"{ATOM}entry")]

    assert ids("/forbattringar/flode.atom") == ids("/en/forbattringar/flode.atom")


def test_json_feed_has_the_fields_of_version_1_1(client, three):
    response = client.get("/forbattringar/flode.json")
    assert response["Content-Type"] == "application/feed+json"
    feed = json.loads(response.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert {"title", "home_page_url", "feed_url", "items", "language"} <= feed.keys()
    item = feed["items"][0]
    assert item["id"] == item["url"] == "http://localhost:8000/forbattringar/3/"
    assert {"title", "summary", "content_html", "date_published", "image"} <= item.keys()
    assert item["tags"] == ["Skola & förskola"]


def test_feeds_hold_the_newest_alone(client, programme):
    ImprovementFactory.create_batch(32, programme=programme, stamped=True)
    ImprovementFactory(programme=programme, coming=True)
    numbers = [
        int(item["title"].split(".")[0])
        for item in json.loads(client.get("/forbattringar/flode.json").content)["items"]
    ]
    assert numbers == list(range(32, 2, -1))


def test_markup_in_titles_is_escaped_in_feeds(client, programme):
    ImprovementFactory(programme=programme, stamped=True, title="<b>&", summary="<script>x")
    item = json.loads(client.get("/forbattringar/flode.json").content)["items"][0]
    assert "<script>" not in item["content_html"]
    fromstring(client.get("/forbattringar/flode.atom").content)


def test_an_empty_programme_has_valid_feeds(client, programme):
    assert fromstring(client.get("/forbattringar/flode.atom").content).find(f"{ATOM}updated").text
    assert json.loads(client.get("/forbattringar/flode.json").content)["items"] == []


def test_the_map_has_every_page_in_every_language(client, three):
    response = client.get("/sitemap.xml")
    places = [one.text for one in fromstring(response.content).iter(f"{MAP}loc")]
    assert "http://localhost:8000/forbattringar/2/" in places
    assert "http://localhost:8000/en/forbattringar/2/" in places
    for place in places:
        path = place.removeprefix("http://localhost:8000")
        assert client.get(path).status_code == 200, path


def test_robots_may_read_all_but_the_inside(client, db):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /arbete/" in text
    assert "Sitemap: http://localhost:8000/sitemap.xml" in text
