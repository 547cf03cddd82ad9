"""Hostile input at the open form: a Swedish sentence each, nothing lost, nothing half done."""

import io
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from tests.hear.suggestions.forms import given

from hundra.core.messages.models import Message
from hundra.hear.suggestions.models import Suggestion

pytestmark = pytest.mark.django_db


def photo(name: str = "bild.jpg") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def refused(client, sentence: str, *, status: int = 422, **changes: object) -> str:
    answer = client.post(reverse("suggest"), given(**changes))
    assert answer.status_code == status
    assert sentence in answer.text
    assert not Suggestion.objects.exists()
    assert not Message.objects.exists()
    assert not client.cookies
    return answer.text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": "  \0\n "}, "Skriv vad som skulle bli bättre."),
        ({"text": "a" * 4001}, "Texten är för lång (4001 tecken). Den får ha högst 4000."),
        ({"audience": "martians"}, "martians"),
        ({"audience": ""}, "Välj vem det skulle bli bättre för."),
        ({"email": "alva@"}, "Det ser inte ut som en e-postadress."),
        ({"place": "p" * 201}, "Texten är för lång (201 tecken)."),
        ({"website": "https://spam.example"}, "Lämna fältet ”Lämna det här tomt” tomt"),
        ({"opened": "forged"}, "Det gick väldigt fort."),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_kept(client, changes, sentence):
    text = refused(client, sentence, **changes)
    if "text" not in changes:
        assert "Sätt en bänk vid busshållplatsen Björkvägen." in text


def test_ten_million_letters(client):
    refused(client, "Det var mer än vi kan ta emot", status=413, text="å" * 5_000_000)


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "foto"),
        ("tom.jpg", b"", "Bildfilen är tom. Välj en annan bild."),
        ("a.jpg", b"\xff\xd8\xff\xe0broken", "Bilden är skadad"),
        ("stor.jpg", b"\xff\xd8" + bytes(10_000_001), "Den får vara högst 10 MB."),
    ],
)
def test_files_that_are_no_picture(client, name, data, sentence):
    text = refused(client, sentence, picture=SimpleUploadedFile(name, data))
    assert "Sätt en bänk vid busshållplatsen Björkvägen." in text


def test_zip_as_picture(client):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", bytes(5_000_000))
    refused(client, "foto", picture=SimpleUploadedFile("b.png", out.getvalue()))


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\u202egpj.exe", "'; DROP TABLE--.jpg", "å" * 300]
)
def test_hostile_file_names_are_not_kept(client, name):
    assert client.post(reverse("suggest"), given(picture=photo(name))).status_code == 302
    stored = Suggestion.objects.get().picture.name
    assert stored.startswith("suggestions/")
    assert stored.endswith(".jpg")
    assert len(stored.split("/")[-1]) == 36


def test_unseen_characters_go_and_the_rest_is_shown_as_text(client):
    text = "Hej <script>alert(1)</script> \u202eabc\u202c \0 🙂 &amp;"
    assert client.post(reverse("suggest"), given(text=text)).status_code == 302
    suggestion = Suggestion.objects.get()
    assert suggestion.text == "Hej <script>alert(1)</script> abc  🙂 &amp;"
    page = client.get(reverse("suggestion_way", kwargs={"secret": suggestion.secret}))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "<script>alert" not in page.text


def test_a_picture_is_kept_while_the_rest_is_corrected(client):
    answer = client.post(reverse("suggest"), given(picture=photo(), text=""))
    token = answer.context["form"].kept_token
    assert client.get(reverse("waiting_picture", kwargs={"token": token})).status_code == 200
    client.post(reverse("suggest"), given(kept_picture=token))
    suggestion = Suggestion.objects.get()
    assert default_storage.exists(suggestion.picture.name)


def test_a_picture_that_was_kept_can_be_dropped(client):
    answer = client.post(reverse("suggest"), given(picture=photo(), text=""))
    token = answer.context["form"].kept_token
    client.post(reverse("suggest"), given(kept_picture=token, drop_picture="on"))
    assert not Suggestion.objects.get().picture


def test_other_sites_cannot_post(client):
    answer = client.post(reverse("suggest"), given(), headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert not Suggestion.objects.exists()


def test_too_many_from_one_place_are_stopped_with_the_text_kept(client):
    for _ in range(30):
        assert client.post(reverse("suggest"), given(email="")).status_code == 302
    answer = client.post(reverse("suggest"), given(email=""))
    assert "Vänta en stund" in answer.text
    assert "Sätt en bänk vid busshållplatsen Björkvägen." in answer.text
    assert Suggestion.objects.count() == 30
