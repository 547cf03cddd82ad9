"""The demo's films: cards with a sentence each, as WebM, with captions and a picture.

They are made once, when the program is installed or built (`scripts/make_films.py`), so that a
running installation needs neither PyAV nor a font: `film_of` reads what was made.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

FOLDER = Path(__file__).parent / "demo" / "content" / "knowledge" / "films"
FONTS = Path(__file__).parents[1] / "core" / "ui" / "static" / "vendor" / "fonts"
WIDTH, HEIGHT, FRAMES_PER_SECOND = 1280, 720, 2
MARGIN, LINE, TEXT_SIZE, TITLE_SIZE = 110, 92, 68, 34
PAPER, INK, QUIET, ACCENT = "#f5f1e8", "#1d2a36", "#5c6872", "#1f6f5c"
SIGNED_SCENES = (
    {"seconds": 4, "text": "Här ska filmen visas på svenskt teckenspråk."},
    {"seconds": 4, "text": "Granby är påhittat, så ingen har tecknat den ännu."},
)


@dataclass(frozen=True)
class Film:
    """A film's files. `captions` is WebVTT; `signed` a place-holder for sign language."""

    video: bytes
    poster: bytes
    captions: str
    signed: bytes


def film_of(entry: dict[str, Any], *, folder: Path = FOLDER) -> Film:
    """The film of an entry in films.yaml: as made before, or made now (a second, with PyAV)."""
    made = folder / f"{entry['slug']}-{_stamp(entry)}"
    if not made.with_suffix(".webm").is_file():
        return _make(entry)
    return Film(
        video=made.with_suffix(".webm").read_bytes(),
        poster=made.with_suffix(".jpg").read_bytes(),
        captions=captions(entry["scenes"]),
        signed=made.with_suffix(".signed.webm").read_bytes(),
    )


def keep_film(entry: dict[str, Any], *, folder: Path = FOLDER) -> bool:
    """Makes the film's files, if they are not made already; tells whether it did."""
    made = folder / f"{entry['slug']}-{_stamp(entry)}"
    if made.with_suffix(".webm").is_file():
        return False
    folder.mkdir(exist_ok=True)
    for old in folder.glob(f"{entry['slug']}-*"):
        old.unlink()
    film = _make(entry)
    made.with_suffix(".signed.webm").write_bytes(film.signed)
    made.with_suffix(".jpg").write_bytes(film.poster)
    made.with_suffix(".webm").write_bytes(film.video)
    return True


def captions(scenes: Sequence[dict[str, Any]]) -> str:
    """WebVTT with each scene's sentence for as long as it is shown."""
    lines, at = ["WEBVTT", ""], 0
    for scene in scenes:
        end = at + scene["seconds"]
        lines += [f"{_clock(at)} --> {_clock(end)}", scene["text"], ""]
        at = end
    return "\n".join(lines)


def _clock(seconds: int) -> str:
    return f"00:{seconds // 60:02d}:{seconds % 60:02d}.000"


def _stamp(entry: dict[str, Any]) -> str:
    said = json.dumps([entry, SIGNED_SCENES], sort_keys=True).encode()
    return hashlib.sha256(said + Path(__file__).read_bytes()).hexdigest()[:12]


def _make(entry: dict[str, Any]) -> Film:
    title, scenes = entry["title"], entry["scenes"]
    poster = io.BytesIO()
    _card(title, title, 0, len(scenes)).save(poster, "JPEG", quality=82, optimize=True)
    return Film(
        video=_video(title, scenes),
        poster=poster.getvalue(),
        captions=captions(scenes),
        signed=_video(title, SIGNED_SCENES),
    )


def _video(title: str, scenes: Sequence[dict[str, Any]]) -> bytes:
    import av

    file = io.BytesIO()
    with av.open(file, "w", format="webm") as container:
        options = {"deadline": "realtime", "cpu-used": "6", "crf": "30", "b": "0"}
        stream = container.add_stream("libvpx-vp9", rate=FRAMES_PER_SECOND, options=options)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for number, frame in enumerate(_frames(title, scenes)):
            picture = av.VideoFrame.from_image(frame)  # type: ignore[no-untyped-call]
            picture.pts = number
            container.mux(stream.encode(picture))
        container.mux(stream.encode())
    return file.getvalue()


def _frames(title: str, scenes: Sequence[dict[str, Any]]) -> Iterator[Image]:
    for number, scene in enumerate(scenes, start=1):
        card = _card(title, scene["text"], number, len(scenes))
        for _ in range(scene["seconds"] * FRAMES_PER_SECOND):
            yield card


def _card(title: str, text: str, number: int, of: int) -> Image:
    """A card: the film's title, the sentence, and how far the film has come."""
    from PIL import Image, ImageDraw

    card = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(card)
    draw.rectangle((0, 0, 24, HEIGHT), fill=ACCENT)
    if number:
        draw.text((MARGIN, 64), title, fill=QUIET, font=_font("SemiBold", TITLE_SIZE))
    font = _font("Bold", TEXT_SIZE)
    lines = _lines(text, font.getlength)
    top = (HEIGHT - LINE * len(lines)) // 2
    for at, line in enumerate(lines):
        draw.text((MARGIN, top + at * LINE), line, fill=INK, font=font)
    step = (WIDTH - 2 * MARGIN) // of
    for at in range(of):
        left = MARGIN + at * step
        colour = ACCENT if at < number else "#d8d2c4"
        draw.rounded_rectangle((left, 636, left + step - 16, 646), radius=5, fill=colour)
    return card


def _font(style: str, size: int) -> Any:
    from PIL import ImageFont

    return ImageFont.truetype(next(FONTS.glob(f"*{style}.ttf")), size)


def _lines(text: str, length: Any) -> list[str]:
    """The text broken into lines that fit the card."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if length(longer) <= WIDTH - 2 * MARGIN:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
