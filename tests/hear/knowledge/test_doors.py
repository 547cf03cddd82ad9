"""What is not for a reader is found by no door: each is tried, for each thing that may hide.

The article is first for everyone, indexed, linked, used and had at another address before; then it
is hidden, and search is not even told. Every door must show it before and nothing of it after.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from tests.factories.accounts import UserFactory, user_with
from tests.factories.knowledge import (
    AttachmentFactory,
    FilmFactory,
    TopicFactory,
    TranslationFactory,
    published_article,
    show,
)
from tests.factories.organisation import UnitFactory

from hundra.core.accounts.models import Role, User
from hundra.hear.knowledge.models import (
    Address,
    Article,
    ArticleState,
    ArticleUse,
    Audience,
    Film,
    Translation,
)
from hundra.hear.knowledge.queries.browsing import forget_ranking
from hundra.hear.knowledge.services import indexing

pytestmark = pytest.mark.django_db

SECRET = "Hemlighuset"
"""Stands in every word of the article, and in no question that is asked."""
WORD = "kvastologi"
PARTS = {"HX-Request": "true", "HX-Target": "svar", "HX-Trigger": "ask-words"}


@dataclass(frozen=True)
class Hidden:
    article: Article
    picture: int
    document: int
    film: Film


@pytest.fixture
def hidden() -> Hidden:
    """For everyone so far: nothing is hidden yet."""
    topic = TopicFactory(slug="dolt-amne", names={"sv": f"Ämnet {SECRET}"})
    article = published_article(
        topic=topic,
        slug="dolt-svar",
        title=f"{SECRET}: {WORD}",
        short_answer=f"{SECRET} om {WORD}.",
        spoken_answer=f"{SECRET} om {WORD}.",
        body=f"## {SECRET}\n\n{SECRET} om {WORD}.",
        steps=[SECRET],
        keywords=[SECRET, WORD],
    )
    picture = AttachmentFactory(article=article, picture=True, alt=SECRET)
    picture.file.save("bild.jpg", ContentFile(SECRET.encode()))
    document = AttachmentFactory(article=article, name=SECRET)
    document.file.save("karta.pdf", ContentFile(SECRET.encode()))
    film = FilmFactory(on_file=True, title=SECRET, transcript=SECRET)
    film.file.save("film.mp4", ContentFile(SECRET.encode()))
    revision = article.translations.get().published
    revision.attachments.set([picture, document])
    revision.films.set([film])
    for language in ("en", "so"):
        translation = TranslationFactory(article=article, language=language)
        show(translation, title=f"{SECRET}: {WORD}", short_answer=SECRET, body=SECRET)
    Address.objects.create(topic_slug="gammalt-amne", slug="gammalt-svar", article=article)
    day = timezone.localdate()
    ArticleUse.objects.create(article=article, day=day, door="public", language="sv", count=99)
    indexing.index_words([article.pk])
    forget_ranking()
    return Hidden(article, picture.pk, document.pk, film)


def for_guides(hidden: Hidden) -> None:
    Article.objects.update(audience=Audience.GUIDES)
    Film.objects.update(audience=Audience.GUIDES)


def for_employees(hidden: Hidden) -> None:
    Article.objects.update(audience=Audience.EMPLOYEES)
    Film.objects.update(audience=Audience.EMPLOYEES)


def a_draft(hidden: Hidden) -> None:
    Translation.objects.update(published=None)
    Film.objects.update(published=False)


def withdrawn(hidden: Hidden) -> None:
    Article.objects.update(state=ArticleState.WITHDRAWN, withdrawal_reason=SECRET)
    Film.objects.update(published=False)


def expired(hidden: Hidden) -> None:
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Article.objects.update(review_on=yesterday - dt.timedelta(days=9), expires_on=yesterday)
    Film.objects.update(published=False)


Doors = dict[str, Callable[[Hidden], str]]
PUBLIC_DOORS: Doors = {
    "home": lambda it: "/",
    "help": lambda it: "/hjalp/",
    "help in english": lambda it: "/en/hjalp/",
    "topic": lambda it: "/hjalp/dolt-amne/",
    "article": lambda it: "/hjalp/dolt-amne/dolt-svar/",
    "article in english": lambda it: "/en/hjalp/dolt-amne/dolt-svar/",
    "article in somali": lambda it: "/hjalp/dolt-amne/dolt-svar/so/",
    "old address": lambda it: "/hjalp/gammalt-amne/gammalt-svar/",
    "search": lambda it: f"/hjalp/?q={WORD}",
    "search by a misspelling": lambda it: "/hjalp/?q=kvastolgi",
    "search by a beginning": lambda it: "/hjalp/?q=kvasto",
    "search in english": lambda it: f"/en/hjalp/?q={WORD}",
    "embedded box": lambda it: "/inbaddad/hjalp/",
    "embedded topic": lambda it: "/inbaddad/hjalp/?amne=dolt-amne",
    "embedded search": lambda it: f"/inbaddad/hjalp/?q={WORD}",
    "atom": lambda it: "/hjalp/flode.atom",
    "json feed": lambda it: "/hjalp/flode.json",
    "api topics": lambda it: "/api/v1/topics",
    "api articles": lambda it: "/api/v1/articles",
    "api articles of the topic": lambda it: "/api/v1/articles?topic=dolt-amne",
    "api article": lambda it: f"/api/v1/articles/{it.article.pk}",
    "api search": lambda it: f"/api/v1/search?q={WORD}",
    "api search by a misspelling": lambda it: "/api/v1/search?q=kvastolgi",
    "api csv": lambda it: "/api/v1/articles.csv",
    "api json": lambda it: "/api/v1/articles.json",
    "picture": lambda it: f"/hjalp/bild/{it.picture}.bild",
    "document": lambda it: f"/hjalp/dokument/{it.document}.fil",
    "film": lambda it: f"/hjalp/film/{it.film.slug}.film.mp4",
}
INSIDE_DOORS: Doors = {
    "knowledge": lambda it: "/arbete/kunskap/",
    "topic": lambda it: "/arbete/kunskap/dolt-amne/",
    "article": lambda it: "/arbete/kunskap/dolt-amne/dolt-svar/",
    "article in somali": lambda it: "/arbete/kunskap/dolt-amne/dolt-svar/so/",
    "old address": lambda it: "/arbete/kunskap/gammalt-amne/gammalt-svar/",
    "search": lambda it: f"/arbete/kunskap/?q={WORD}",
    "search by a misspelling": lambda it: "/arbete/kunskap/?q=kvastolgi",
    "picture": lambda it: f"/arbete/kunskap/bild/{it.picture}.bild",
    "document": lambda it: f"/arbete/kunskap/dokument/{it.document}.fil",
    "film": lambda it: f"/arbete/kunskap/film/{it.film.slug}.film.mp4",
}
HIDINGS = (for_guides, for_employees, a_draft, withdrawn, expired)
OUT_OF_USE = (a_draft, withdrawn, expired)
# The address shows in what the map of the site says, and nothing else of the article does.
SITEMAP = "/sitemap.xml"


def said(client: Client, address: str, **headers: str) -> str:
    response = client.get(address, headers=headers, follow=True)
    assert response.status_code in {200, 404, 410}, address
    return response.getvalue().decode()


def both_ways(client: Client, address: str) -> str:
    """As a page, and as what a script asks for while one types."""
    return said(client, address) + said(client, address, **PARTS)


def showing(client: Client, hidden: Hidden, doors: Doors) -> set[str]:
    """The doors that show something of the article."""
    return {
        name
        for name, door in doors.items()
        if SECRET in (shown := both_ways(client, door(hidden)))
        or ("misspelling" in name and WORD in shown)
    }


def employees() -> list[User]:
    """Those who work here and are no guides."""
    roles = (Role.EDITOR, Role.MANAGER, Role.ADMINISTRATOR)
    return [UserFactory(), *(user_with(role, UnitFactory()) for role in roles)]


def test_every_public_door_is_open_to_what_is_for_everyone(client, hidden):
    assert showing(client, hidden, PUBLIC_DOORS) == PUBLIC_DOORS.keys()


@pytest.mark.parametrize("hide", HIDINGS)
def test_no_public_door_shows_what_is_hidden(client, hidden, hide):
    hide(hidden)
    assert showing(client, hidden, PUBLIC_DOORS) == set()


@pytest.mark.parametrize("hide", HIDINGS)
def test_a_public_door_shows_no_more_to_those_who_may_see_more_inside(client, hidden, hide):
    client.force_login(user_with(Role.GUIDE, UnitFactory()))
    hide(hidden)
    assert showing(client, hidden, PUBLIC_DOORS) == set()


@pytest.mark.parametrize("hide", [for_guides, for_employees])
def test_inside_a_guide_finds_it_by_every_door(client, hidden, hide):
    client.force_login(user_with(Role.GUIDE, UnitFactory()))
    hide(hidden)
    assert showing(client, hidden, INSIDE_DOORS) == INSIDE_DOORS.keys()


@pytest.mark.parametrize("hide", [for_guides, *OUT_OF_USE])
def test_inside_nobody_but_guides_finds_what_is_for_guides(client, hidden, hide):
    hide(hidden)
    for user in employees():
        client.force_login(user)
        assert showing(client, hidden, INSIDE_DOORS) == set()


@pytest.mark.parametrize("hide", OUT_OF_USE)
def test_what_is_out_of_use_is_not_found_by_guides_either(client, hidden, hide):
    client.force_login(user_with(Role.GUIDE, UnitFactory()))
    hide(hidden)
    assert showing(client, hidden, INSIDE_DOORS) == set()


@pytest.mark.parametrize("hide", HIDINGS)
def test_the_map_of_the_site_leads_to_what_is_for_everyone_alone(client, hidden, hide):
    before = said(client, SITEMAP)
    for address in ("/hjalp/dolt-amne/", "/hjalp/dolt-amne/dolt-svar/so/"):
        assert f"{address}</loc>" in before
    hide(hidden)
    assert "dolt" not in said(client, SITEMAP)


@pytest.mark.parametrize("hide", HIDINGS)
def test_search_that_has_been_told_keeps_quiet_too(client, hidden, hide):
    hide(hidden)
    indexing.index_words([hidden.article.pk])
    for address in (f"/hjalp/?q={WORD}", "/hjalp/?q=kvastolgi", "/hjalp/?q=kvasto"):
        shown = both_ways(client, address)
        assert SECRET not in shown
        assert f"<mark>{WORD}" not in shown
    assert WORD not in both_ways(client, "/hjalp/?q=kvastolgi")
