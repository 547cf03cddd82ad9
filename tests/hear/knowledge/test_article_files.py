"""One article as a file: what is written is read back, and what is wrong is told in words."""

import datetime as dt

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hundra.hear.knowledge.errors import InvalidError
from hundra.hear.knowledge.exchange import (
    ArticleFile,
    FileAttachment,
    read_article_file,
    slug_of,
    write_article_file,
)
from hundra.hear.knowledge.wording import LINK_KINDS, Link

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60).map(str.strip)
SAID = TEXTS.filter(bool)
LISTS = st.lists(SAID, max_size=4).map(tuple)
# Lines end in one way in a file, and those around the body are not part of it.
BODIES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=200)
DAYS = st.none() | st.dates()
ARTICLES = st.builds(
    ArticleFile,
    title=SAID,
    topic=TEXTS,
    slug=TEXTS,
    language=TEXTS,
    original=TEXTS,
    status=st.sampled_from(["", "published", "draft", "withdrawn"]),
    audience=st.sampled_from(["", "everyone", "employees", "guides"]),
    unit=TEXTS,
    reasons=LISTS,
    review_on=DAYS,
    expires_on=DAYS,
    short_answer=TEXTS,
    spoken_answer=TEXTS,
    steps=LISTS,
    links=st.lists(
        st.builds(Link, kind=st.sampled_from(sorted(LINK_KINDS)), label=TEXTS, url=TEXTS),
        max_size=3,
    ).map(tuple),
    keywords=LISTS,
    films=LISTS,
    attachments=st.lists(
        st.builds(FileAttachment, file=TEXTS, name=TEXTS, alt=TEXTS), max_size=2
    ).map(tuple),
    change_note=TEXTS,
    body=BODIES.map(lambda body: body.strip("\n")),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ARTICLES)
def test_what_is_written_is_read_back(article):
    assert read_article_file(write_article_file(article)) == article


def test_keys_and_values_may_be_swedish():
    article = read_article_file(
        "---\n"
        "Rubrik: Vad kostar det?\n"
        "ämne: Avfall och vatten\n"
        "målgrupp: vägledare\n"
        "Kort svar: Inget.\n"
        "säg så här: Det kostar inget.\n"
        "steg: [Gå dit., Gå hem.]\n"
        "länkar:\n  - {typ: e-tjänst, text: Boka, adress: 'https://e.example/'}\n"
        "sökord: pris, kostnad\n"
        "ses över: 2027-01-31\n"
        "---\nBrödtext.\n"
    )

    assert article == ArticleFile(
        title="Vad kostar det?",
        topic="Avfall och vatten",
        audience="guides",
        short_answer="Inget.",
        spoken_answer="Det kostar inget.",
        steps=("Gå dit.", "Gå hem."),
        links=(Link(kind="e-service", label="Boka", url="https://e.example/"),),
        keywords=("pris", "kostnad"),
        review_on=dt.date(2027, 1, 31),
        body="Brödtext.",
    )


def test_words_that_yaml_takes_for_something_else_stay_words():
    article = read_article_file("---\ntitle: 2024\nkeywords: [no, 07:30, 1e3]\nunit: ~\n---\n")

    assert (article.title, article.keywords, article.unit) == ("2024", ("no", "07:30", "1e3"), "")


def test_keys_that_mean_nothing_are_told():
    assert read_article_file("---\ntitle: Ett\nlayout: post\n---\n").unknown == ("layout",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "front matter"),
        ("# Bara text", "front matter"),
        ("---\ntitle: Ett\n", "no end"),
        ("---\ntitle: Ett: två\n---\n", "line 2"),
        ("---\n- Ett\n---\n", "lines of the kind"),
        ("---\ntopic: ett\n---\n", "Write a title"),
        ("---\ntitle: [Ett]\n---\n", "as text"),
        ("---\ntitle: Ett\ntitel: Två\n---\n", "twice"),
        ("---\ntitle: Ett\ntitle: Två\n---\n", "once"),
        ("---\ntitle: Ett\naudience: grannen\n---\n", "grannen"),
        ("---\ntitle: Ett\nreview_on: i maj\n---\n", "as a day"),
        ("---\ntitle: Ett\nsteps: {a: b}\n---\n", "list of texts"),
        ("---\ntitle: Ett\nlinks: [nej]\n---\n", "links"),
        ("---\ntitle: &a Ett\nunit: *a\n---\n", "Line 3 refers"),
        ("---\ntitle: Ett\nx: [[[[[[[[[[1]]]]]]]]]]\n---\n", "lists inside lists"),
        ("---\ntitle: Ett\nx: \x00\n---\n", "UTF-8"),
        ("---\ntitle: Ett\nx: " + "a" * 70_000 + "\n---\n", "too long"),
        ("---\ntitle: !!python/object/apply:os.system [ls]\n---\n", "as text"),
    ],
)
def test_what_is_wrong_is_told_in_words(text, words):
    with translation.override("en"), pytest.raises(InvalidError, match=words):
        read_article_file(text)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Så söker du förskola!", "sa-soker-du-forskola"),
        ("  Öl & vin  ", "ol-vin"),
        ("../../etc/passwd", "etc-passwd"),
        ("مرحبا", ""),
    ],
)
def test_addresses_are_plain_letters(text, slug):
    assert slug_of(text) == slug
