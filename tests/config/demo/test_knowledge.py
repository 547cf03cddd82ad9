"""The demo's articles hang together: with each other, with the organisation, films and paths."""

import csv
import random
from urllib.parse import urlsplit

from hundra.config.demo.knowledge import lives
from hundra.config.demo.knowledge.library import articles, entries
from hundra.config.demo.organisation import build_organisation
from hundra.hear.knowledge.exchange import slug_of
from hundra.hear.knowledge.wording import faults, lacks

FILES = [
    file for entry in articles().values() for file in (entry.file, *entry.translations.values())
]


def test_there_are_so_many_in_twelve_topics_some_in_english():
    topics = {entry["slug"] for entry in entries("topics")}

    assert len(articles()) >= 150
    assert {entry.topic for entry in articles().values()} == topics
    assert len(topics) == 12
    assert sum("en" in entry.translations for entry in articles().values()) >= 20


def test_each_has_all_that_readers_need():
    for file in FILES:
        assert faults(file.wording()) == []
        assert lacks(file.wording()) == []
        assert file.unknown == ()
        assert len(file.title) <= 120
        assert len(file.short_answer) <= 400


def test_links_lead_only_to_made_up_places():
    for link in (link for file in FILES for link in file.links):
        parts = urlsplit(link.url)
        assert parts.scheme == "tel" or (parts.hostname or "").endswith(".example")


def test_what_articles_name_is_there():
    table = build_organisation(random.Random(1), 2_000).units.data.decode("utf-8-sig")
    dialect = csv.Sniffer().sniff(table.splitlines()[0])
    units = {row["Namn"] for row in csv.DictReader(table.splitlines(), dialect=dialect)}
    films = {entry["slug"] for entry in entries("films")}

    for entry in articles().values():
        assert entry.slug == slug_of(entry.slug)
        assert entry.file.unit in units
        assert entry.file.audience
        assert set(entry.file.films) <= films


def test_paths_searches_and_special_lives_are_about_articles_that_there_are():
    steps = [step for path in entries("paths") for step in path["steps"]]
    found = [each for group in entries("searches") for each in group.get("found", [])]
    special = {*lives.SOON, *lives.OVERDUE, *lives.NEW_AND_WAITING, *lives.CHANGED_AND_WAITING}
    special |= {lives.EXPIRED, lives.WITHDRAWN, *lives.IN_WORK, *lives.CHANGED}

    named = {step["article"] for step in steps if step["kind"] == "article"}
    assert named | {each["article"] for each in found} | special <= articles().keys()
    hidden = {lives.EXPIRED, lives.WITHDRAWN, *lives.NEW_AND_WAITING}
    assert not named & hidden
    assert "en" in articles()[lives.BEHIND].translations
