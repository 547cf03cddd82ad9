"""What readers meet at an article's address, outside and inside."""

import datetime as dt
import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.factories.accounts import UserFactory, user_with
from tests.factories.knowledge import (
    CAPTIONS,
    FILM,
    AttachmentFactory,
    FilmFactory,
    TopicFactory,
    TranslationFactory,
    published_article,
    show,
)
from tests.factories.organisation import UnitFactory

from hundra.core.accounts.models import Role
from hundra.hear.knowledge.models import Address, Article, ArticleState, Audience

pytestmark = pytest.mark.django_db

LINKS = [
    {"kind": "page", "label": "Läs reglerna", "url": "https://www.granby.example/regler"},
    {"kind": "e-service", "label": "Ansök här", "url": "https://e.granby.example/bygglov"},
]


@pytest.fixture
def article() -> Article:
    return published_article(
        topic=TopicFactory(slug="bygga-bo", names={"sv": "Bygga och bo", "en": "Building"}),
        slug="bygglov",
        title="Ansök om bygglov",
        short_answer="Du ansöker i e-tjänsten.",
        spoken_answer="Du gör det på nätet.",
        steps=["Läs reglerna.", "Ansök."],
        links=LINKS,
        body="## När behövs det?\n\nNär du <script>alert(1)</script> bygger.",
        reviewed_on=dt.date(2026, 3, 4),
    )


def path(article, prefix="", language=""):
    last = f"{language}/" if language else ""
    return f"{prefix}/hjalp/{article.topic.slug}/{article.slug}/{last}"


def in_language(article, language, **wording):
    translation = TranslationFactory(article=article, language=language)
    original = article.translations.get(language=article.original_language).published
    return show(translation, based_on=original, **wording)


def structured(response):
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', response.text)
    assert found is not None
    return {part["@type"]: part for part in json.loads(found[1])["@graph"]}


def test_an_article_shows_all_that_it_says_and_does_first_what_one_can_do(client, article):
    response = client.get(path(article))
    text = response.text.partition("<main")[2]
    for words in ("Ansök om bygglov", "Du ansöker i e-tjänsten.", "Läs reglerna.", "4 mars 2026"):
        assert words in text
    assert text.index("Ansök här") < text.index("När behövs det?") < text.index(LINKS[0]["url"])
    assert "<script>alert" not in text
    assert "Du gör det på nätet." not in text
    assert dict(response.cookies) == {}


def test_search_engines_get_the_question_the_steps_and_the_one_address(client, article, settings):
    parts = structured(response := client.get(path(article)))
    (question,) = parts["FAQPage"]["mainEntity"]
    assert question["name"] == "Ansök om bygglov"
    assert question["acceptedAnswer"]["text"].startswith("Du ansöker i e-tjänsten. När behövs det?")
    steps = [step["text"] for step in parts["HowTo"]["step"]]
    assert steps == ["Läs reglerna.", "Ansök."]
    assert parts["FAQPage"]["lastReviewed"] == "2026-03-04"
    assert f'<link rel="canonical" href="{settings.BASE_URL}{path(article)}">' in response.text


def test_words_cannot_break_out_of_the_structured_data(client):
    hostile = "</script><script>alert(1)</script>"
    article = published_article(title=hostile, steps=[hostile], body=hostile)
    response = client.get(path(article))
    assert structured(response)["FAQPage"]["name"] == hostile
    assert "<script>alert" not in response.text


def test_the_page_is_in_the_readers_language_where_there_is_a_text(client, article):
    in_language(article, "en", title="Apply for building permission")
    assert "Apply for building permission" in client.get(path(article, "/en")).text
    assert "Ansök om bygglov" in client.get(path(article)).text


def test_without_a_text_in_english_the_swedish_is_shown_and_said_to_be(client, article, settings):
    text = client.get(path(article, "/en")).text
    assert '<h1 class="ds-heading" data-size="xl" lang="sv" dir="ltr">Ansök om bygglov' in text
    assert "This answer is only in Swedish." in text
    assert f'<link rel="canonical" href="{settings.BASE_URL}{path(article)}">' in text


def test_other_languages_have_an_address_of_their_own_and_run_their_way(client, article, settings):
    in_language(article, "ar", title="رخصة بناء")
    in_language(article, "en", title="Building permission")
    text = client.get(path(article, language="ar")).text
    assert '<div class="answer-page" dir="rtl">' in text
    assert 'lang="ar" dir="rtl">رخصة بناء</h1>' in text
    for code, prefix, last in (("sv", "", ""), ("en", "/en", ""), ("ar", "", "ar")):
        url = settings.BASE_URL + path(article, prefix, last)
        assert f'<link rel="alternate" hreflang="{code}" href="{url}">' in text
    assert f'<link rel="canonical" href="{settings.BASE_URL}{path(article, "", "ar")}">' in text


def test_a_language_that_pages_come_in_leads_to_its_own_page(client, article):
    in_language(article, "en", title="Building permission")
    response = client.get(path(article, language="en"))
    assert (response.status_code, response["Location"]) == (301, path(article, "/en"))


def test_a_language_that_there_is_no_text_in_leads_to_the_article(client, article):
    response = client.get(path(article, language="fi"))
    assert (response.status_code, response["Location"]) == (302, path(article))


def test_a_translation_says_when_the_original_has_changed_since(client, article):
    in_language(article, "so", title="Ruqsadda dhismaha")
    warning = "Den här översättningen är äldre"
    assert warning not in client.get(path(article, language="so")).text
    show(article.translations.get(language="sv"), title="Ansök om bygglov, nu enklare")
    assert warning in client.get(path(article, language="so")).text
    assert warning not in client.get(path(article)).text


def test_an_old_address_leads_on_for_good_also_in_other_languages(client, article):
    Address.objects.create(topic_slug="bygga", slug="lov", article=article)
    in_language(article, "so")
    response = client.get("/hjalp/bygga/lov/")
    assert (response.status_code, response["Location"]) == (301, path(article))
    response = client.get("/hjalp/bygga/lov/so/")
    assert (response.status_code, response["Location"]) == (301, path(article, language="so"))


def test_the_old_address_of_what_only_guides_read_leads_nobody_else_on(client, article):
    Address.objects.create(topic_slug="bygga", slug="lov", article=article)
    Article.objects.update(audience=Audience.GUIDES)
    assert client.get("/hjalp/bygga/lov/").status_code == 404


def test_what_is_withdrawn_or_past_its_day_is_gone_with_a_way_on(client, article):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    for change in (
        {"state": ArticleState.WITHDRAWN, "withdrawal_reason": "Hemligt skäl"},
        {"review_on": yesterday - dt.timedelta(days=9), "expires_on": yesterday},
    ):
        Article.objects.filter(pk=article.pk).update(**change)
        response = client.get(path(article))
        assert response.status_code == 410
        assert "Svaret finns inte kvar" in response.text
        assert 'name="q"' in response.text
        assert "Ansök om bygglov" not in response.text
        assert "Hemligt skäl" not in response.text
        Article.objects.update(state=ArticleState.IN_USE, withdrawal_reason="", expires_on=None)


def test_what_never_was_is_not_found_with_a_way_on(client, article):
    for address in ("/hjalp/bygga-bo/finns-inte/", "/hjalp/finns-inte/"):
        response = client.get(address)
        assert response.status_code == 404
        assert 'name="q"' in response.text
        assert "Bygga och bo" in response.text


def test_guides_get_the_words_to_say_first_and_others_do_not(client, article):
    address = reverse("knowledge_article", kwargs={"topic": "bygga-bo", "slug": "bygglov"})
    client.force_login(user_with(Role.GUIDE, UnitFactory()))
    text = client.get(address).text
    assert text.index("Säg så här") < text.index("Du gör det på nätet.")
    assert text.index("Du gör det på nätet.") < text.index("Du ansöker i e-tjänsten.")

    client.force_login(UserFactory())
    assert "Du gör det på nätet." not in client.get(address).text


def test_inside_every_language_is_read_without_leaving_ones_own_page(client, article):
    in_language(article, "en", title="Building permission")
    client.force_login(UserFactory())
    response = client.get("/arbete/kunskap/bygga-bo/bygglov/en/")
    assert "Building permission" in response.text
    assert '<html lang="sv"' in response.text


def test_inside_an_old_address_leads_on_too(client, article):
    Address.objects.create(topic_slug="bygga", slug="lov", article=article)
    client.force_login(UserFactory())
    response = client.get("/arbete/kunskap/bygga/lov/")
    assert response["Location"] == "/arbete/kunskap/bygga-bo/bygglov/"


def shown_on(article, attachment):
    article.translations.get(language="sv").published.attachments.add(attachment)


def test_a_picture_stands_in_the_text_only_if_it_belongs_to_it(client):
    article = published_article(body="")
    own, foreign = AttachmentFactory(article=article, picture=True), AttachmentFactory(picture=True)
    body = f"![En karta](bild:{own.pk}) ![Annat](bild:{foreign.pk})"
    show(article.translations.get(), body=body).attachments.add(own)
    text = client.get(path(article)).text
    address = reverse("help_picture", kwargs={"pk": own.pk})
    assert f'<img src="{address}" alt="En karta" loading="lazy">' in text
    assert reverse("help_picture", kwargs={"pk": foreign.pk}) not in text
    response = client.get(address)
    assert (response["Content-Type"], response.getvalue()) == ("image/jpeg", b"jpeg")


def test_a_document_is_downloaded_by_its_name_and_never_shown(client, article):
    document = AttachmentFactory(
        article=article, name='Karta "över"\r\nåar', media_type="text/html"
    )
    shown_on(article, document)
    response = client.get(reverse("help_document", kwargs={"pk": document.pk}))
    assert response.getvalue() == b"%PDF"
    assert response["Content-Disposition"].startswith("attachment; filename")
    assert "%C3%B6ver" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_picture_that_is_no_picture_is_not_served_as_one(client, article):
    hostile = AttachmentFactory(article=article, picture=True, media_type="image/svg+xml")
    shown_on(article, hostile)
    assert client.get(reverse("help_picture", kwargs={"pk": hostile.pk})).status_code == 404


@pytest.fixture
def film(article):
    made = FilmFactory(on_file=True, title="Så bygger du")
    article.translations.get(language="sv").published.films.add(made)
    return made


def film_path(film, part="film", ending="mp4"):
    return reverse("help_film", kwargs={"slug": film.slug, "part": part, "ending": ending})


def test_a_film_is_played_with_its_captions_and_can_be_read(client, article, film):
    text = client.get(path(article)).text
    assert f'<source src="{film_path(film)}" type="video/mp4">' in text
    assert f'<track kind="captions" src="{film_path(film, "text", "vtt")}" srclang="sv"' in text
    assert "Det här sägs i filmen." in text
    captions = client.get(film_path(film, "text", "vtt"))
    assert captions["Content-Type"] == "text/vtt; charset=utf-8"
    assert captions.getvalue() == CAPTIONS


@pytest.mark.parametrize(
    ("asked", "status", "got", "told"),
    [
        ("", 200, FILM, None),
        ("bytes=0-", 206, FILM, "bytes 0-1023/1024"),
        ("bytes=10-19", 206, FILM[10:20], "bytes 10-19/1024"),
        ("bytes=1000-5000", 206, FILM[1000:], "bytes 1000-1023/1024"),
        ("bytes=-24", 206, FILM[-24:], "bytes 1000-1023/1024"),
        ("bytes=-9999", 206, FILM, "bytes 0-1023/1024"),
        ("bytes=1024-", 416, b"", "bytes */1024"),
        ("bytes=-0", 416, b"", "bytes */1024"),
        ("bytes=20-10", 200, FILM, None),
        ("bytes=0-1,5-6", 200, FILM, None),
        ("bytes=-", 200, FILM, None),
        ("rader=1-2", 200, FILM, None),
        ("bytes=" + "9" * 40 + "-", 200, FILM, None),
    ],
)
def test_a_film_can_be_begun_in_its_middle(client, film, asked, status, got, told):
    response = client.get(film_path(film), headers={"Range": asked} if asked else {})
    assert response.status_code == status
    assert response.getvalue() == got
    assert response.get("Content-Range") == told
    assert response["Accept-Ranges"] == "bytes"
    if got:
        assert response["Content-Length"] == str(len(got))


def test_a_film_that_has_changed_is_sent_whole(client, film):
    first = client.get(film_path(film))
    first.getvalue()
    asked = {"Range": "bytes=0-3", "If-Range": first["ETag"]}
    assert client.get(film_path(film), headers=asked).status_code == 206
    asked["If-Range"] = '"another"'
    response = client.get(film_path(film), headers=asked)
    assert (response.status_code, response.getvalue()) == (200, FILM)


def test_a_film_that_one_has_is_not_sent_again(client, film):
    first = client.get(film_path(film))
    first.getvalue()
    again = client.get(film_path(film), headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_a_film_elsewhere_is_a_link_unless_its_host_is_allowed(client, article, settings):
    film = FilmFactory(url="https://film.granby.example/bygg.mp4")
    article.translations.get(language="sv").published.films.add(film)
    settings.FILM_HOSTS = []
    text = client.get(path(article)).text
    assert "<video" not in text
    assert '<a class="film-away" href="https://film.granby.example/bygg.mp4">' in text
    settings.FILM_HOSTS = ["*.granby.example"]
    assert '<source src="https://film.granby.example/bygg.mp4"' in client.get(path(article)).text
    settings.FILM_HOSTS = ["film.granby.example.ond.example", "granby.example"]
    assert "<video" not in client.get(path(article)).text


def test_a_film_for_others_is_not_on_the_page(client, article, film):
    film.audience = Audience.EMPLOYEES
    film.save()
    assert "Så bygger du" not in client.get(path(article)).text
    assert client.get(film_path(film)).status_code == 404
