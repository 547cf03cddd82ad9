"""Colours of the stamp: families from the municipality's one brand colour, always readable.

Colours are mixed in OKLCH (Björn Ottosson, "A perceptual color space for image processing",
2020), where equal lightness looks equally light. Contrast is WCAG 2.2's ratio.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

WHITE = "#ffffff"
TEXT_CONTRAST = 4.5
GRAPHIC_CONTRAST = 3.0

# Turns of hue, in degrees from the brand colour, that stay apart for most colour vision.
FAMILY_TURNS = (0, 150, 60, 210, 105, 300, 30, 255)
# Employees' hue, a burnt orange, and the one that stands in where the brand is like it.
_EMPLOYEE_HUES = (45.0, 250.0)
_TOO_NEAR = 60
# The luminance from which black and white contrast equally.
_MIDDLE = 0.18
_ROUNDING = 0.0005


@dataclass(frozen=True, kw_only=True)
class Palette:
    """The colours of one stamp, as "#rrggbb"."""

    paper: str
    ink: str
    on_ink: str
    accent: str
    faint: str


def palette(*, brand: str, employees: bool, family: str = "", dark: bool = False) -> Palette:
    """Colours for one stamp.

    `ink` (the band and the number) tells citizens from employees; `accent` comes from the
    topic's name, the same every time. `ink` holds 4.5:1 against both `paper` and `on_ink`, and
    `accent` 3:1 against `paper`, whatever the brand colour is.
    """
    _, chroma, hue = _to_oklch(brand)
    chroma = min(max(chroma, 0.12 if employees else 0.09), 0.16)
    paper_hue = hue
    if employees:
        near = abs((hue - _EMPLOYEE_HUES[0] + 180) % 360 - 180) < _TOO_NEAR
        hue = _EMPLOYEE_HUES[1] if near else _EMPLOYEE_HUES[0]
    paper = _from_oklch(0.2, 0.02, paper_hue) if dark else WHITE
    ink = readable(
        _from_oklch(_ink_lightness(employees, dark), chroma, hue), (paper,), TEXT_CONTRAST + 0.5
    )
    accent = readable(
        _from_oklch(0.8 if dark else 0.58, 0.14, hue + _family_turn(family)),
        (paper,),
        GRAPHIC_CONTRAST + 0.2,
    )
    return Palette(paper=paper, ink=ink, on_ink=paper, accent=accent, faint=mixed(ink, paper, 0.22))


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, against: Sequence[str], ratio: float) -> str:
    """The colour, made darker or lighter until it holds the ratio against all backgrounds."""
    lightness, chroma, hue = _to_oklch(colour)
    step = 0.01 if all(_luminance(other) < _MIDDLE for other in against) else -0.01
    while min(contrast(colour, other) for other in against) < ratio and 0 < lightness < 1:
        lightness += step
        colour = _from_oklch(lightness, chroma, hue)
    return colour


def mixed(colour: str, other: str, share: float) -> str:
    """`share` (0–1) of the first colour over the second."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return _hex([a * share + b * (1 - share) for a, b in pairs])


def _ink_lightness(employees: bool, dark: bool) -> float:
    if dark:
        return 0.8
    return 0.5 if employees else 0.42


def _family_turn(family: str) -> int:
    return FAMILY_TURNS[zlib.crc32(family.encode()) % len(FAMILY_TURNS)] if family else 60


def _channels(colour: str) -> list[float]:
    return [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]


def _hex(channels: Sequence[float]) -> str:
    return "#" + "".join(f"{round(min(max(c, 0), 1) * 255):02x}" for c in channels)


def _linear(c: float) -> float:
    return c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB's own


def _gamma(c: float) -> float:
    return 12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055  # noqa: PLR2004


def _luminance(colour: str) -> float:
    r, g, b = (_linear(c) for c in _channels(colour))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _to_oklch(colour: str) -> tuple[float, float, float]:
    r, g, b = (_linear(c) for c in _channels(colour))
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    medium = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a))


def _from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """Within sRGB: chroma gives way until the colour exists, hue and lightness stay."""
    while True:
        rgb = _oklch_to_linear(lightness, chroma, hue)
        if chroma <= 0 or all(-_ROUNDING <= c <= 1 + _ROUNDING for c in rgb):
            return _hex([_gamma(min(max(c, 0), 1)) for c in rgb])
        chroma = max(chroma - 0.004, 0)


def _oklch_to_linear(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
