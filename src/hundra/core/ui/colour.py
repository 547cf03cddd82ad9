"""Colours by relative luminance (WCAG 2.2): what contrast is measured in, so it can be promised."""

from __future__ import annotations

import re

RGB = tuple[int, int, int]

BLACK: RGB = (0, 0, 0)
WHITE: RGB = (255, 255, 255)


def parse(text: str) -> RGB:
    """`#0b5c74` or `#0bc` as numbers. ValueError if it is neither."""
    found = re.fullmatch(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})", text.strip())
    if not found:
        raise ValueError(f"not a colour such as #0b5c74: {text!r}")
    digits = found[1] if len(found[1]) == 6 else "".join(sign * 2 for sign in found[1])  # noqa: PLR2004
    return (int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16))


def hexadecimal(colour: RGB) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def luminance(colour: RGB) -> float:
    """Relative luminance, 0 (black) to 1 (white). https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    red, green, blue = (_linear(channel / 255) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004


def contrast(one: RGB, other: RGB) -> float:
    """Contrast ratio, 1 to 21. https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mix(one: RGB, other: RGB, share: float) -> RGB:
    """`one` with a share (0 to 1) of `other` in it."""
    return tuple(  # type: ignore[return-value]
        round(a + (b - a) * share) for a, b in zip(one, other, strict=True)
    )


def with_luminance(colour: RGB, target: float) -> RGB:
    """The colour made lighter by white or darker by black until its luminance is the target.

    Exact to what 8 bits a channel can show.
    """
    towards = WHITE if luminance(colour) < target else BLACK
    low, high = 0.0, 1.0
    for _ in range(20):
        middle = (low + high) / 2
        too_little = (luminance(mix(colour, towards, middle)) < target) == (towards is WHITE)
        low, high = (middle, high) if too_little else (low, middle)
    return mix(colour, towards, high)
