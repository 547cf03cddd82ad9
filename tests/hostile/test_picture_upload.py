"""Pictures of improvements: what is no picture is refused in Swedish, and leaves nothing behind."""

import gzip
import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from PIL import Image, PngImagePlugin
from tests.factories.accounts import user_with
from tests.factories.improvements import ImprovementFactory
from tests.factories.organisation import UnitFactory
from tests.hostile.material import NAMES, Named

from hundra.core.accounts.models import Role

pytestmark = pytest.mark.django_db
LONGEST_NAME = 1_024  # Django reads no longer heading of a part.
SCRIPT = b"<script>alert(document.domain)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">' + SCRIPT + b"</svg>"


def drawn(kind="PNG", **options):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, kind, **options)
    return out.getvalue()


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def bomb(width, height):
    """A PNG of some kilobytes that would be gigabytes of pixels."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    body = zlib.compress(bytes(4_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def archive():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.png", bytes(5_000_000))
    return out.getvalue()


def heic(brand=b"heic"):
    """The beginning of a picture as phones take them, and nothing that can be read behind it."""
    return struct.pack(">I", 24) + b"ftyp" + brand + bytes(4) + b"mif1" + brand + b"\xff" * 4_000


REFUSED = {
    "svg": SVG,
    "svg with a declaration": b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- -->' + SVG,
    "svg in utf-16": SVG.decode().encode("utf-16"),
    "svg with an entity": b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG,
    "svg packed": gzip.compress(SVG),
    "page": b"<!doctype html>" + SCRIPT,
    "archive": archive(),
    "archive behind a picture": drawn() + archive(),
    "program": b"MZ\x90\x00" + bytes(500),
    "pdf": b"%PDF-1.7\n1 0 obj<</S/JavaScript/JS(app.alert(1))>>",
    "broken heic": heic(),
    "broken avif": heic(b"avif"),
    "wide bomb": bomb(60_000, 60_000),
    "long bomb": bomb(1, 2_000_000_000),
    "broken": b"\xff\xd8\xff\xe0" + b"broken" * 50,
    "half": drawn("JPEG", quality=95)[:300],
    "empty": b"",
    "too large": b"\xff\xd8" + bytes(10_000_001),
}


@pytest.fixture
def improvement(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    unit = UnitFactory()
    client.force_login(user_with(Role.COMMUNICATOR, unit))
    return ImprovementFactory(owner_unit=unit, planned=True)


def send(client, improvement, data, name="bild.png", media="image/png"):
    address = reverse("improvement_picture_change", kwargs={"pk": improvement.pk})
    file = Named("", data, content_type=media)
    file.name = name
    return client.post(address, {"picture": file, "picture_alt": "En ruta"})


def kept():
    return sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


@pytest.mark.parametrize("what", REFUSED)
@pytest.mark.parametrize(("name", "media"), [("a.png", "image/png"), ("a.svg", "image/svg+xml")])
def test_it_is_refused_in_a_sentence_and_nothing_is_kept(client, improvement, what, name, media):
    answer = send(client, improvement, REFUSED[what], name=name, media=media)
    improvement.refresh_from_db()
    assert (answer.status_code, bool(improvement.picture), kept()) == (422, False, [])
    assert any(word in answer.text for word in ("bild", "SVG")), answer.text
    assert SCRIPT.decode() not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("what", ["svg", "wide bomb", "half"])
def test_the_picture_that_was_there_stays(client, improvement, what):
    send(client, improvement, drawn())
    before = kept()
    assert len(before) == 1
    assert send(client, improvement, REFUSED[what]).status_code == 422
    assert kept() == before


@pytest.mark.parametrize("name", [*NAMES, "bild.html", "bild.svg", "bild.php.png", ".htaccess"])
def test_nothing_of_the_files_name_is_kept(client, improvement, name):
    answer = send(client, improvement, drawn(), name=name)
    improvement.refresh_from_db()
    if len(name) > LONGEST_NAME:
        assert (answer.status_code, kept()) == (400, [])
        return
    assert answer.status_code == 302
    (file,) = kept()
    assert file.suffix == ".jpg"
    assert file.name.startswith(f"{improvement.pk}-")
    assert improvement.picture.name == str(file.relative_to(settings.MEDIA_ROOT))
    shown = client.get(reverse("improvement_picture", kwargs={"pk": improvement.pk}))
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert "\n" not in str(shown.headers)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "BMP", "TIFF", "JPEG"])
def test_whatever_the_name_says_the_picture_is_drawn_anew(client, improvement, kind):
    answer = send(client, improvement, drawn(kind), name="a.png")
    if answer.status_code == 422:
        assert kept() == []
        return
    (file,) = kept()
    with Image.open(file) as image:
        assert (image.format, image.size) == ("JPEG", (40, 30))


def test_what_is_hidden_in_a_picture_is_lost(client, improvement):
    hidden = PngImagePlugin.PngInfo()
    hidden.add_text("Comment", SCRIPT.decode())
    send(client, improvement, drawn(pnginfo=hidden))
    (file,) = kept()
    assert SCRIPT not in file.read_bytes()


def test_what_a_picture_shows_is_shown_as_text(client, improvement):
    address = reverse("improvement_picture_change", kwargs={"pk": improvement.pk})
    file = Named("bild.png", drawn(), content_type="image/png")
    words = '"><script>alert(1)</script>'
    assert client.post(address, {"picture": file, "picture_alt": words}).status_code == 302
    page = client.get(reverse("improvement", kwargs={"pk": improvement.pk})).text
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
