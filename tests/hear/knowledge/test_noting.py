"""What readers' pages tell: searches and chosen hits, opened articles; by which door, never who."""

import uuid

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from tests.factories.accounts import UserFactory, user_with
from tests.factories.knowledge import TranslationFactory, published_article, show
from tests.factories.organisation import UnitFactory

from hundra.core.accounts.models import Role
from hundra.hear.knowledge.models import ArticleUse, Audience, Search
from hundra.hear.knowledge.services import learning
from hundra.hear.knowledge.views.learning.noting import SEARCHES_AN_HOUR, note_plain_search

pytestmark = pytest.mark.django_db


def note(client=None, *, name="note_search", **said):
    fields = {"secret": str(uuid.uuid4()), "words": "sopor", "hits": "3", "language": "sv"}
    response = (client or Client()).post(reverse(name), {**fields, **said})
    assert (response.status_code, response.content) == (204, b"")
    assert client or not response.cookies


def kept(*fields):
    return list(Search.objects.order_by("pk").values_list(*fields, flat=len(fields) == 1))


def test_a_search_is_kept_with_its_day_and_door_and_nothing_of_who():
    note(words="När hämtas soporna?", hits="7")

    (search,) = Search.objects.values()
    assert search | {"id": 0, "secret": ""} == {
        "id": 0,
        "secret": "",
        "made_on": timezone.localdate(),
        "door": "public",
        "language": "sv",
        "words": "När hämtas soporna?",
        "key": "hämt sop",
        "hits": 7,
        "chosen_id": None,
        "chosen_rank": None,
        "watched": True,
    }


def test_words_are_kept_without_personal_data():
    note(words="inkomststöd 900101-1234, ring 070-123 45 67, anna@example.se, storgatan 4")

    assert kept("words") == ["inkomststöd •••, ring •••, •••"]


def test_a_search_for_nothing_but_personal_data_is_not_kept():
    note(words="070-123 45 67")

    assert kept("words") == []


def test_refinements_with_the_same_secret_are_one_search():
    secret = str(uuid.uuid4())
    for words, hits in (("sop", "9"), ("sopor", "7"), ("sopor jul", "0")):
        note(secret=secret, words=words, hits=hits)

    assert kept("words", "hits") == [("sopor jul", 0)]


def test_the_first_chosen_hit_counts_and_ends_the_search():
    first, second = published_article(), published_article()
    secret = str(uuid.uuid4())
    note(secret=secret, article=first.pk, rank=2)
    note(secret=secret, article=second.pk, rank=1)
    note(secret=secret, words="något annat")

    assert kept("words", "chosen", "chosen_rank") == [("sopor", first.pk, 2)]


def test_an_article_that_the_reader_may_not_read_is_not_kept_as_chosen():
    secret_article = published_article(audience=Audience.GUIDES)
    employee, guide = Client(), Client()
    employee.force_login(UserFactory())
    guide.force_login(user_with(Role.GUIDE, UnitFactory()))
    for client, name in (
        (Client(), "note_search"),
        (guide, "note_search"),  # A guide on the public pages is the public.
        (employee, "note_search_inside"),
        (guide, "note_search_inside"),
    ):
        note(client, name=name, article=secret_article.pk, rank=1)

    assert kept("door", "chosen") == [
        ("public", None),
        ("public", None),
        ("inside", None),
        ("guides", secret_article.pk),
    ]


def test_the_box_on_other_pages_is_a_door_of_its_own_and_only_public():
    inside = Client()
    inside.force_login(UserFactory())
    note(door="embedded")
    note(inside, name="note_search_inside", door="embedded")

    assert kept("door") == ["embedded", "inside"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"secret": "1"},
        {"hits": "-1"},
        {"words": ""},
        {"words": "x\x00y"},
        {"language": "svenska"},
        {"door": "guides"},
        {"article": "9" * 30},
        {"rank": "0"},
    ],
    ids=str,
)
def test_a_note_that_is_not_in_order_is_not_kept(wrong):
    note(**wrong)

    assert kept("words") == []


def test_another_sites_page_cannot_note():
    response = Client().post(reverse("note_search"), headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403


def test_too_many_from_one_connection_are_not_kept(monkeypatch):
    monkeypatch.setattr("hundra.hear.knowledge.views.learning.noting.SEARCHES_AN_HOUR", 2)
    for words in ("ett", "två", "tre"):
        note(words=words)

    assert (kept("words"), SEARCHES_AN_HOUR) == (["ett", "två"], 600)


def test_without_scripts_the_server_notes_and_knows_of_no_choice():
    said = {"door": "public", "language": "sv", "hits": 0}
    note_plain_search(RequestFactory().get("/?q=sopor"), "sopor", **said)
    note_plain_search(RequestFactory().get("/?q=sopor&utan-skript=1"), "sopor", **said)

    assert kept("words", "watched") == [("sopor", False)]


# Opened articles ----------------------------------------------------------------------------


def opened(client, article, *, name="note_article_use", language="sv"):
    address = reverse(name, kwargs={"article": article})
    assert client.post(address, {"language": language}).status_code == 204


def test_opened_articles_are_counted_by_day_door_and_language():
    article = published_article()
    show(TranslationFactory(article=article, language="en"))
    guide = Client()
    guide.force_login(user_with(Role.GUIDE, UnitFactory()))
    opened(Client(), article.pk)
    opened(Client(), article.pk)
    opened(Client(), article.pk, language="en")
    opened(guide, article.pk, name="note_article_use_inside")

    day = timezone.localdate()
    assert list(
        ArticleUse.objects.order_by("pk").values_list("day", "door", "language", "count")
    ) == [(day, "public", "sv", 2), (day, "public", "en", 1), (day, "guides", "sv", 1)]


def test_what_the_reader_cannot_have_opened_is_not_counted():
    opened(Client(), published_article(audience=Audience.EMPLOYEES).pk)
    opened(Client(), published_article().pk, language="fi")
    opened(Client(), 10**12)

    assert ArticleUse.objects.count() == 0


def test_a_count_that_cannot_be_kept_fails_nothing_else(monkeypatch, caplog):
    article = published_article()
    monkeypatch.setattr(learning.use, "COUNT_ONE", "SELECT %s, %s, %s, %s, 1/0")
    learning.note_use(article, door="public", language="sv")

    assert "could not be counted" in caplog.text
    assert ArticleUse.objects.count() == 0
