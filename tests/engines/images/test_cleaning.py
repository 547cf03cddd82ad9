"""Pictures from strangers: what comes out is pixels, and nothing else."""

import base64
import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from hundra.engines.images import CleanPicture, PictureError, PictureFault, clean_picture

HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAX1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAA"
    "AAAAAAAAACJpbG9jAAAAAERAAAEAAQAAAAABoQABAAAAAAAAABoAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABo"
    "dmMxAAAAAA5waXRtAAAAAAABAAAA/WlwcnAAAADdaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEA"
    "GEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAA"
    "AwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xhcAAAAEAAAAAB"
    "AAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAAACJt"
    "ZGF0AAAAFigBrxmA70mlv//f4x/19q/4prWmPm4="
)


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **save
) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "teal").save(out, kind, **save)
    return out.getvalue()


def opened(clean: CleanPicture) -> Image.Image:
    image = Image.open(io.BytesIO(clean.data))
    image.load()
    return image


def fault(data: bytes, **limits) -> PictureFault:
    with pytest.raises(PictureError) as refused:
        clean_picture(data, **limits)
    return refused.value.code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_each_kind_is_redrawn_as_jpeg(kind):
    clean = clean_picture(picture(kind))
    image = opened(clean)
    assert (image.format, image.size, clean.content_type) == ("JPEG", (40, 30), "image/jpeg")


def test_heic_of_an_iphone_is_read():
    clean = clean_picture(HEIC)
    red, green, blue = opened(clean).getpixel((20, 20))
    assert (clean.width, clean.height) == (64, 48)
    assert red > 150
    assert max(green, blue) < 90


def test_large_picture_is_scaled_to_the_longest_side():
    clean = clean_picture(picture(size=(3000, 1500)), max_side=2000)
    assert (clean.width, clean.height) == (2000, 1000)


def test_picture_is_turned_upright_and_loses_place_and_camera():
    exif = Image.Exif()
    exif[0x0112] = 6  # Turn a quarter to the right.
    exif[0x010F] = "Secret camera"
    exif.get_ifd(0x8825)[2] = (59.0, 16.0, 0.0)
    clean = clean_picture(picture(size=(40, 30), exif=exif.tobytes(), comment=b"my home"))
    image = opened(clean)
    assert image.size == (30, 40)
    assert dict(image.getexif()) == {}
    assert {"exif", "comment", "icc_profile", "xmp"} & set(image.info) == set()
    assert b"Secret camera" not in clean.data


def test_text_in_a_png_is_lost():
    info = PngInfo()
    info.add_text("Author", "Alva Påhittsson", zip=True)
    assert set(opened(clean_picture(picture("PNG", pnginfo=info))).info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }


def test_transparent_becomes_white():
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    assert opened(clean_picture(out.getvalue())).getpixel((5, 5)) == (255, 255, 255)


def test_colours_are_converted_from_their_own_profile():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    clean = clean_picture(picture("JPEG", icc_profile=lab))
    assert "icc_profile" not in opened(clean).info


def test_broken_colour_profile_is_ignored():
    assert clean_picture(picture("PNG", icc_profile=b"not a profile")).width == 40


def test_first_frame_of_an_animation_is_taken():
    out = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    red, _green, blue = opened(clean_picture(out.getvalue())).getpixel((4, 4))
    assert (red > 200, blue < 50) == (True, True)


@pytest.mark.parametrize(
    "svg",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- x --><SVG onload="alert(1)"/>',
    ],
)
def test_svg_is_refused(svg):
    assert fault(svg) == PictureFault.SVG


def test_nothing_and_too_much_are_refused():
    assert fault(b"") == PictureFault.EMPTY
    assert fault(picture(), max_bytes=100) == PictureFault.TOO_LARGE


def test_text_page_and_archive_are_no_pictures():
    assert fault(b"hello" * 100) == PictureFault.NOT_A_PICTURE
    assert fault(b"<html><script>1</script></html>") == PictureFault.NOT_A_PICTURE
    assert fault(b"\x1f\x8b\x08" + bytes(100)) == PictureFault.NOT_A_PICTURE


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def bomb(width: int, height: int) -> bytes:
    """A small PNG that says, truly or not, that it unpacks to width × height pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(2_000_000), 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [10_000, 30_000, 60_000, 2**31 - 1])
def test_bomb_is_refused_by_its_header(side):
    assert fault(bomb(side, side)) == PictureFault.TOO_MANY_PIXELS


def test_bomb_of_text_is_refused():
    text = zlib.compress(bytes(80_000_000), 9)
    data = picture("PNG")
    assert fault(data[:33] + chunk(b"zTXt", b"a\0\0" + text) + data[33:]) == PictureFault.BROKEN


def test_truncated_is_refused():
    out = io.BytesIO()
    Image.effect_noise((200, 200), 80).save(out, "JPEG")
    assert fault(out.getvalue()[:3000]) == PictureFault.BROKEN


def test_picture_that_is_also_an_archive_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("evil.class", b"\xca\xfe\xba\xbe")
    assert fault(picture("GIF") + out.getvalue()) == PictureFault.POLYGLOT


def test_picture_that_is_also_a_pdf_is_refused():
    data = picture("JPEG", comment=b"%PDF-1.7 obj")
    assert fault(data) == PictureFault.POLYGLOT


def test_film_behind_a_picture_is_left_out():
    """Phones append the film of a moving photograph to the JPEG."""
    clean = clean_picture(picture() + b"\x00\x00\x00\x18ftypmp42" + b"film" * 1000)
    assert b"ftypmp42" not in clean.data


SAMPLES = [picture(kind) for kind in ("JPEG", "PNG", "WEBP", "GIF")] + [HEIC]


@settings(deadline=None, max_examples=150)
@given(
    sample=st.sampled_from(SAMPLES),
    changes=st.lists(st.tuples(st.floats(0, 0.999), st.binary(min_size=1, max_size=4)), max_size=6),
    keep=st.floats(0.05, 1),
    tail=st.binary(max_size=20),
)
def test_damaged_pictures_are_cleaned_or_refused(sample, changes, keep, tail):
    data = bytearray(sample)
    for place, new in changes:
        at = int(place * len(data))
        data[at : at + len(new)] = new
    _cleaned_or_refused(bytes(data[: int(len(data) * keep)]) + tail)


@settings(deadline=None, max_examples=80)
@given(
    start=st.sampled_from([s[:24] for s in SAMPLES] + [b"II*\0", b"%!PS", b"BM", b"<svg", b""]),
    rest=st.binary(max_size=400),
)
def test_hostile_bytes_are_cleaned_or_refused(start, rest):
    _cleaned_or_refused(start + rest)


def _cleaned_or_refused(data: bytes) -> None:
    try:
        clean = clean_picture(data, max_pixels=1_000_000, max_side=100)
    except PictureError:
        return
    assert opened(clean).format == "JPEG"
    assert max(clean.width, clean.height) <= 100
