"""Read an untrusted picture and write a new one that holds nothing but its pixels.

The bytes that came in are never kept: what is returned is drawn anew, so that metadata (place,
camera, owner), trailing data and anything hidden between the pixels is gone.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum

import pi_heif
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

pi_heif.register_heif_opener(thumbnails=False)

# JPEG covers what many phones write: one with further ones, or a film, behind it.
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF")
MAX_BYTES = 10_000_000
MAX_PIXELS = 60_000_000  # The cameras of phones make 12 to 50 million.
MAX_SIDE = 2_000
QUALITY = 84

_SAID_BY_DECODERS = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    RuntimeError,
    struct.error,
    zlib.error,
)


class PictureFault(StrEnum):
    """Why a picture was refused."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    SVG = "svg"
    NOT_A_PICTURE = "not_a_picture"
    POLYGLOT = "polyglot"
    BROKEN = "broken"


class PictureError(ValueError):
    """The picture was refused; `code` says why."""

    def __init__(self, code: PictureFault) -> None:
        super().__init__(code.value)
        self.code = code


@dataclass(frozen=True, kw_only=True)
class CleanPicture:
    """A JPEG drawn anew, upright, in sRGB and without metadata. Width and height in pixels."""

    data: bytes
    width: int
    height: int
    content_type: str = "image/jpeg"
    suffix: str = ".jpg"


def clean_picture(
    data: bytes,
    *,
    max_bytes: int = MAX_BYTES,
    max_pixels: int = MAX_PIXELS,
    max_side: int = MAX_SIDE,
) -> CleanPicture:
    """Redraw a JPEG, PNG, WebP, GIF (first frame) or HEIC as a JPEG of at most `max_side` pixels.

    Refuses, with `PictureError(code)`: nothing, more than `max_bytes` bytes, more than
    `max_pixels` pixels (read from the header, before anything is unpacked), SVG and all that is
    no picture, a file that is also an archive or a PDF, and one whose pixels cannot be read.
    """
    _refuse_by_bytes(data, max_bytes)
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > max_pixels:
                raise PictureError(PictureFault.TOO_MANY_PIXELS)
            return _redraw(opened, max_side)
    except PictureError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureError(PictureFault.TOO_MANY_PIXELS) from None
    except UnidentifiedImageError:
        raise PictureError(PictureFault.NOT_A_PICTURE) from None
    except MemoryError:
        raise PictureError(PictureFault.TOO_MANY_PIXELS) from None
    except _SAID_BY_DECODERS:
        raise PictureError(PictureFault.BROKEN) from None


def _refuse_by_bytes(data: bytes, max_bytes: int) -> None:
    if not data:
        raise PictureError(PictureFault.EMPTY)
    if len(data) > max_bytes:
        raise PictureError(PictureFault.TOO_LARGE)
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\x00").lower()
    if start.startswith(b"<") and b"<svg" in data[:65_536].lower():
        raise PictureError(PictureFault.SVG)
    if start.startswith(b"\x1f\x8b"):  # .svgz is a gzip.
        raise PictureError(PictureFault.NOT_A_PICTURE)
    if b"%pdf-" in start or zipfile.is_zipfile(io.BytesIO(data)):
        raise PictureError(PictureFault.POLYGLOT)


def _redraw(opened: Image.Image, max_side: int) -> CleanPicture:
    opened.draft("RGB", (max_side, max_side))  # Lets a large JPEG be unpacked at a lower scale.
    opened.seek(0)
    opened.load()
    upright = ImageOps.exif_transpose(opened)
    picture = _on_white(_in_srgb(upright))
    picture.thumbnail((max_side, max_side), Image.Resampling.LANCZOS)
    # A new image carries over neither metadata nor colour profile.
    drawn = Image.new("RGB", picture.size)
    drawn.paste(picture)
    out = io.BytesIO()
    drawn.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return CleanPicture(data=out.getvalue(), width=drawn.width, height=drawn.height)


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Convert from the picture's own colour profile, or as is if that is broken."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in {"RGB", "CMYK", "L"}:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(
            picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture
    return converted or picture


def _on_white(picture: Image.Image) -> Image.Image:
    """Lay what is transparent on white."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    ground = Image.new("RGBA", layered.size, "white")
    ground.alpha_composite(layered)
    return ground.convert("RGB")
