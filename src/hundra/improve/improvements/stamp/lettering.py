"""Text as outlines, so a stamp looks the same in a browser, a mail, a print shop and a phone.

The letters are Inter's (SIL Open Font License), read from the front-end files that are collected
at build; in a working copy where they are not collected yet, from the npm package.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from fontTools.misc.transform import Transform
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

_HUNDRA = Path(__file__).parents[3]
COLLECTED = _HUNDRA / "core/ui/static/vendor/fonts"
_NPM = _HUNDRA.parents[1] / "node_modules/@fontsource/inter/files"
_SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "greek-ext", "vietnamese")

_STYLES = {400: "Regular", 600: "SemiBold", 700: "Bold", 800: "ExtraBold"}

CAP_HEIGHT = 1490 / 2048  # Inter's, in em.

# fontTools reads a font's tables when they are first asked for, and not for several threads.
_reading = threading.RLock()


class LettersMissingError(RuntimeError):
    """Inter's files are neither collected nor installed: run scripts/collect_frontend.py."""


@dataclass(frozen=True)
class Glyph:
    advance: float  # in em
    commands: tuple[tuple[str, tuple[tuple[float, float], ...]], ...]
    scale: float  # em per font unit


@dataclass(frozen=True, kw_only=True)
class Line:
    """One run of text. `tracking` is extra space between letters, in em."""

    text: str
    weight: int = 700
    tracking: float = 0.0

    @property
    def width(self) -> float:
        """In em, without space after the last letter."""
        glyphs = [glyph_of(c, self.weight) for c in drawable(self.text, self.weight)]
        return sum(g.advance for g in glyphs) + self.tracking * max(len(glyphs) - 1, 0)


def drawable(text: str, weight: int = 700) -> str:
    """The characters that the letters can show; an unknown one gives way to its base letter.

    Invisible characters (controls, marks of direction) are left out, so nothing turns around.
    """
    shown = []
    for char in unicodedata.normalize("NFC", text):
        if unicodedata.category(char) in {"Cc", "Cf"}:
            continue
        base = unicodedata.normalize("NFKD", char)[:1]
        shown.append(next((c for c in (char, base) if _has(c, weight)), ""))
    return "".join(shown)


def straight(line: Line, *, x: float, y: float, size: float, anchor: str = "start") -> str:
    """Path data of the line with its baseline at y; anchor is start, middle or end."""
    x -= {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * line.width * size
    pen = _pen()
    for offset, glyph in _placed(line):
        _draw(glyph, pen, Transform(size, 0, 0, -size, x + offset * size, y))
    return str(pen.getCommands())


def on_arc(line: Line, *, centre: float, radius: float, size: float, top: bool) -> str:
    """Path data of the line centred on a circle around (centre, centre).

    At the top it reads clockwise with its feet inwards, at the bottom anticlockwise with its
    feet outwards, so both are upright. `radius` is that of the baseline.
    """
    pen = _pen()
    sign = 1 if top else -1
    for offset, glyph in _placed(line):
        middle = (offset + glyph.advance / 2 - line.width / 2) * size
        angle = sign * middle / radius
        spot = Transform(1, 0, 0, 1, centre, centre).rotate(angle)
        spot = spot.translate(-glyph.advance / 2 * size, -sign * radius)
        _draw(glyph, pen, spot.scale(size, -size))
    return str(pen.getCommands())


def wrapped(text: str, *, width: float, size: float, weight: int, most: int) -> list[str]:
    """The text broken between words into at most `most` lines of the width; "…" where cut."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and Line(text=longer, weight=weight).width * size <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    kept = [_cut(line, width=width, size=size, weight=weight) for line in lines[:most]]
    if len(lines) > most:
        kept[-1] = _cut(f"{kept[-1]} …", width=width, size=size, weight=weight)
    return kept


def _cut(line: str, *, width: float, size: float, weight: int) -> str:
    if Line(text=line, weight=weight).width * size <= width:
        return line
    while line and Line(text=f"{line}…", weight=weight).width * size > width:
        line = line[:-1]
    return f"{line.rstrip(' …')}…"


def _placed(line: Line) -> Iterator[tuple[float, Glyph]]:
    offset = 0.0
    for char in drawable(line.text, line.weight):
        glyph = glyph_of(char, line.weight)
        yield offset, glyph
        offset += glyph.advance + line.tracking


def _pen() -> SVGPathPen:
    return SVGPathPen(None, ntos=number)


def number(value: float) -> str:
    """A coordinate, short: one decimal is 0.03 mm when a stamp fills an A3."""
    return f"{round(value, 1):g}"


def _draw(glyph: Glyph, pen: SVGPathPen, place: Transform) -> None:
    into = TransformPen(pen, place.scale(glyph.scale))
    for name, points in glyph.commands:
        getattr(into, name)(*points)


@lru_cache(maxsize=2048)
def glyph_of(char: str, weight: int) -> Glyph:
    """The letter's outline; raises KeyError for one that the font lacks."""
    with _reading:
        return _read_glyph(char, weight)


def _read_glyph(char: str, weight: int) -> Glyph:
    for font, letters in _fonts(weight):
        name = letters.get(ord(char))
        if name is None:
            continue
        glyphs = font.getGlyphSet()
        pen = DecomposingRecordingPen(glyphs)
        glyphs[name].draw(pen)
        scale = 1 / font["head"].unitsPerEm
        commands = tuple((command, tuple(points)) for command, points in pen.value)
        return Glyph(advance=glyphs[name].width * scale, commands=commands, scale=scale)
    raise KeyError(char)


@lru_cache(maxsize=4096)
def _has(char: str, weight: int) -> bool:
    with _reading:
        return bool(char) and any(ord(char) in letters for _font, letters in _fonts(weight))


@cache
def _fonts(weight: int) -> tuple[tuple[TTFont, dict[int, str]], ...]:
    files = _files(weight)
    if not files:
        raise LettersMissingError(LettersMissingError.__doc__)
    return tuple((font, font.getBestCmap()) for font in map(TTFont, files))


def _files(weight: int) -> list[Path]:
    collected = COLLECTED / f"Inter-{_STYLES[weight]}.ttf"
    if collected.exists():
        return [collected]
    names = (f"inter-{subset}-{weight}-normal.woff2" for subset in _SUBSETS)
    return [_NPM / name for name in names if (_NPM / name).exists()]
