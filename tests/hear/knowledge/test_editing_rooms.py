"""Topics, contact reasons, films and files, as editors keep them."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from tests.factories.accounts import user_with
from tests.factories.knowledge import (
    ContactReasonFactory,
    FilmFactory,
    TopicFactory,
    published_article,
)
from tests.factories.organisation import UnitFactory

from hundra.core.accounts.models import Role, User
from hundra.core.organisation.models import Unit
from hundra.hear.knowledge import services
from hundra.hear.knowledge.models import Address, Attachment, ContactReason, Film, Revision, Topic

pytestmark = pytest.mark.django_db

MP4 = b"\x00\x00\x00\x18ftypmp42" + b"\0" * 60
VTT = "WEBVTT\n\n00:01.000 --> 00:04.000\nHej och välkommen.\n".encode()


@pytest.fixture
def unit() -> Unit:
    return UnitFactory()


@pytest.fixture
def editor(unit: Unit) -> User:
    return user_with(Role.EDITOR, unit)


@pytest.fixture
def client(editor: User) -> Client:
    signed_in = Client()
    signed_in.force_login(editor)
    return signed_in


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")
    return out.getvalue()


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in members.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


def upload(client: Client, article, name: str, data: bytes, media_type: str, alt: str = ""):
    begun = article.translations.get().published
    sent = {
        "title": "Osparad rubrik",
        "do": "upload",
        "alt": alt,
        "opened_at": begun.written_at.isoformat(),
        "file": SimpleUploadedFile(name, data, content_type=media_type),
    }
    place = reverse("editing_text", kwargs={"pk": article.pk, "language": "sv"})
    return client.post(place, sent)


def test_a_picture_is_added_with_its_description_and_nothing_typed_is_lost(client, unit):
    article = published_article(owner_unit=unit)

    answer = upload(client, article, "../../bänk<script>.png", picture(), "image/png", "En bänk")

    page = answer.content.decode()
    added = Attachment.objects.get()
    assert (added.name, added.alt, added.media_type) == ("bänk script.jpg", "En bänk", "image/jpeg")
    assert f"![En bänk](bild:{added.pk})" in page
    assert 'value="Osparad rubrik"' in page
    assert "<script>.png" not in page
    assert Revision.objects.count() == 1
    shown = client.get(reverse("editing_file", kwargs={"pk": article.pk, "file": added.pk}))
    assert shown["Content-Type"] == "image/jpeg"
    b"".join(shown.streaming_content)


@pytest.mark.parametrize(
    ("name", "data", "media_type", "said"),
    [
        ("bild.png", picture(), "image/png", "Beskriv"),
        ("bild.svg", b"<svg onload='alert(1)'/>", "image/svg+xml", "JPEG"),
        ("brev.pdf", b"MZ\x90\0", "application/pdf", "PDF"),
        (
            "brev.pdf",
            b"%PDF-1.7 /OpenAction << /JavaScript (app.alert(1)) >>",
            "application/pdf",
            "skript",
        ),
        ("brev.docx", archive(word__document_xml=b"<w/>", word__vbaProject=b"x"), "", "makron"),
        ("sida.html", b"<script>alert(1)</script>", "text/html", "PDF"),
        ("tom.pdf", b"", "application/pdf", ""),
    ],
)
def test_a_file_that_could_harm_is_refused_in_words(client, unit, name, data, media_type, said):
    article = published_article(owner_unit=unit)

    alt = "En bild" if name.endswith("svg") else ""
    answer = upload(client, article, name, data, media_type, alt)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert 'value="Osparad rubrik"' in answer.content.decode()
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "kept"),
    [
        ("Blankett (ny).PDF", b"%PDF-1.7\n", "Blankett (ny).pdf"),
        ("brev.doc", archive(word__document_xml=b"<w/>"), "brev.docx"),
        ("siffror.csv", "år;antal\n2026;3\n".encode(), "siffror.csv"),
        ("a\u202egnp.pdf", b"%PDF-1.7\n", "a gnp.pdf"),
        ("CON/..\\.pdf", b"%PDF-1.7\n", "dokument.pdf"),
    ],
)
def test_a_document_is_kept_under_a_harmless_name(editor, unit, name, data, kept):
    article = published_article(owner_unit=unit)

    added = services.add_document(by=editor, article=article, data=data, name=name)

    assert added.name == kept
    assert ".." not in added.file.name


def test_a_document_is_downloaded_never_shown(client, editor, unit):
    article = published_article(owner_unit=unit)
    added = services.add_document(by=editor, article=article, data=b"%PDF-1.7\n", name="a.pdf")

    answer = client.get(reverse("editing_file", kwargs={"pk": article.pk, "file": added.pk}))

    assert answer["Content-Disposition"] == 'attachment; filename="a.pdf"'
    assert "sandbox" in answer["Content-Security-Policy"]
    b"".join(answer.streaming_content)


def test_a_file_of_a_published_text_stays(editor, unit):
    article = published_article(owner_unit=unit)
    added = services.add_document(by=editor, article=article, data=b"%PDF-1.7\n", name="a.pdf")
    Revision.objects.get().attachments.add(added)

    with pytest.raises(services.NotPossibleError):
        services.remove_attachment(by=editor, attachment=added)


def test_a_topic_is_made_moved_and_removed_while_empty(client):
    first = TopicFactory(order=10, names={"sv": "Bygga"})
    client.post(reverse("editing_topic_new"), {"name_sv": "Äldre och omsorg", "icon": "house"})
    made = Topic.objects.get(slug="aldre-och-omsorg")

    client.post(reverse("editing_topic_move", kwargs={"pk": made.pk}), {"up": "1"})
    assert list(Topic.objects.all()) == [made, first]

    published_article(topic=first)
    for topic in (first, made):
        client.post(reverse("editing_topic_remove", kwargs={"pk": topic.pk}))
    assert list(Topic.objects.all()) == [first]


def test_a_topics_old_address_leads_its_articles_on(editor):
    topic = TopicFactory(slug="gammal", names={"sv": "Ämne"})
    article = published_article(topic=topic)

    services.save_topic(
        by=editor, topic=topic, slug="ny", names={"sv": "Ämne"}, descriptions={}, icon="house"
    )

    address = Address.objects.get()
    assert (address.topic_slug, address.slug, address.article) == ("gammal", article.slug, article)


def test_reasons_are_kept_once_each(client):
    page = reverse("editing_reasons")
    assert client.post(page, {"name": " parkering "}).status_code == 302
    assert client.post(page, {"name": "Parkering"}).status_code == 422
    reason = ContactReason.objects.get()
    used = ContactReasonFactory()
    published_article().reasons.add(used)

    for one in (reason, used):
        client.post(reverse("editing_reason_remove", kwargs={"pk": one.pk}))
    assert list(ContactReason.objects.all()) == [used]


def film(unit: Unit, **more: object) -> dict[str, object]:
    return {
        "title": "Så sorterar du",
        "audience": "everyone",
        "language": "sv",
        "owner_unit": unit.pk,
        "transcript": "Hej och välkommen.",
        **more,
    }


def test_a_film_needs_captions_and_its_words_before_it_is_kept(client, unit):
    page = reverse("editing_film_new")
    file = SimpleUploadedFile("film.mp4", MP4, content_type="video/mp4")
    assert client.post(page, film(unit, file=file)).status_code == 422
    assert client.post(page, film(unit, url="https://film.example/1")).status_code == 422

    file.seek(0)
    captions = SimpleUploadedFile("text.vtt", VTT)
    answer = client.post(page, film(unit, file=file, captions=captions))

    made = Film.objects.get()
    assert answer.url == reverse("editing_film", kwargs={"pk": made.pk})
    assert (made.slug, made.published) == ("sa-sorterar-du", False)
    client.post(reverse("editing_film_publish", kwargs={"pk": made.pk}))
    made.refresh_from_db()
    assert made.published
    part = client.get(reverse("editing_film_part", kwargs={"pk": made.pk, "part": "text"}))
    assert b"".join(part.streaming_content) == VTT


@pytest.mark.parametrize(
    ("head", "captions"),
    [
        (b"MZ\x90\0" + b"\0" * 60, VTT),
        (MP4, b"1\n00:00:01,000 --> 00:00:02,000\nSRT"),
        (MP4, b"WEBVTT\n\n00:05.000 --> 00:04.000\nBak"),
        (MP4, b"WEBVTT\n"),
    ],
)
def test_a_film_of_another_kind_is_refused_in_words(client, unit, head, captions):
    files = {
        "file": SimpleUploadedFile("film.mp4", head),
        "captions": SimpleUploadedFile("text.vtt", captions),
    }
    answer = client.post(reverse("editing_film_new"), film(unit, **files))

    assert answer.status_code == 422
    assert not Film.objects.exists()


def test_films_of_other_units_are_as_if_they_were_not(client):
    other = FilmFactory()
    place = {"pk": other.pk}

    assert list(client.get(reverse("editing_films")).context["table"].rows) == []
    assert client.get(reverse("editing_film", kwargs=place)).status_code == 404
    assert client.post(reverse("editing_film_hide", kwargs=place)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("page", "queries"), [("editing_topics", 9), ("editing_reasons", 9), ("editing_films", 10)]
)
def test_lists_ask_the_same_number_of_questions(
    client, unit, page, queries, number, django_assert_max_num_queries
):
    for _ in range(number):
        published_article().reasons.add(ContactReasonFactory())
        FilmFactory(owner_unit=unit)
    client.get(reverse(page))
    with django_assert_max_num_queries(queries):
        client.get(reverse(page))
