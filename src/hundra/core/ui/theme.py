"""The municipality's look, made from its one brand colour.

Designsystemet's theme is sixteen steps of each colour, for light and for dark. Here each step is
a luminance, chosen so that the contrasts hold whatever the hue (WCAG 2.2, 1.4.3 and 1.4.11):

- text on every background and surface of its own colour or of any other: at least 4.5;
- borders of fields and filled buttons against every background and surface: at least 3;
- text on filled buttons, also while pointed at or pressed: at least 4.5.

A brand colour that is too light (yellow) or too dark (black) for this keeps its hue in the
surfaces and is darkened or lightened where it carries text. `brand` is always the colour itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache

from hundra.core.ui.colour import (
    BLACK,
    RGB,
    WHITE,
    contrast,
    hexadecimal,
    luminance,
    mix,
    parse,
    with_luminance,
)

Scale = Mapping[str, RGB]

# Relative luminance of each step.
LIGHT = {
    "background-default": 1.0,
    "background-tinted": 0.93,
    "surface-default": 1.0,
    "surface-tinted": 0.86,
    "surface-hover": 0.78,
    "surface-active": 0.70,
    "border-subtle": 0.72,
    "border-default": 0.18,
    "border-strong": 0.11,
    "text-subtle": 0.095,
    "text-default": 0.021,
}
DARK = {
    "background-default": 0.008,
    "background-tinted": 0.0105,
    "surface-default": 0.0145,
    "surface-tinted": 0.021,
    "surface-hover": 0.031,
    "surface-active": 0.046,
    "border-subtle": 0.06,
    "border-default": 0.26,
    "border-strong": 0.40,
    "text-subtle": 0.43,
    "text-default": 0.84,
}
LIGHT_BASE = (0.006, 0.15)  # The filled button's luminance lies between these, with white text.
DARK_BASE = (0.28, 0.50)  # … and between these in the dark, with nearly black text.

SEVERITIES = {
    "info": (10, 113, 192),
    "success": (6, 135, 24),
    "warning": (200, 120, 10),
    "danger": (192, 27, 27),
}
# Hues of a chart's second to sixth series; the first is the accent. Told apart also with
# deuteranopia and protanopia (after Okabe and Ito, jfly.uni-koeln.de/color).
SERIES = ((213, 94, 0), (0, 130, 100), (160, 80, 150), (40, 110, 200), (130, 100, 20))
SERIES_LUMINANCE = {"light": (0.2, 0.17, 0.13, 0.2, 0.15), "dark": (0.4, 0.5, 0.32, 0.36, 0.55)}


def scale(seed: RGB, scheme: str) -> dict[str, RGB]:
    """The sixteen steps of a colour, by Designsystemet's names. `scheme` is light or dark."""
    if scheme == "light":
        steps = {name: with_luminance(seed, target) for name, target in LIGHT.items()}
        return steps | _base(seed, LIGHT_BASE, (0.72, 0.5), WHITE, with_luminance(seed, 0.93))
    calm = mix(seed, (128, 128, 128), 0.35)
    steps = {name: with_luminance(calm, target) for name, target in DARK.items()}
    return steps | _base(
        seed, DARK_BASE, (1.18, 1.36), with_luminance(calm, 0.003), with_luminance(calm, 0.006)
    )


def _base(
    seed: RGB, bounds: tuple[float, float], steps: tuple[float, float], text: RGB, subtle: RGB
) -> dict[str, RGB]:
    lowest, highest = bounds
    level = min(max(luminance(seed), lowest), highest)
    # A nearly black button cannot show that it is pressed by getting darker.
    hover, active = (level * step for step in steps) if level > 0.03 else (0.03, 0.05)  # noqa: PLR2004
    return {
        "base-default": seed if level == luminance(seed) else with_luminance(seed, level),
        "base-hover": with_luminance(seed, hover),
        "base-active": with_luminance(seed, active),
        "base-contrast-default": text,
        "base-contrast-subtle": subtle,
    }


def scales(brand: RGB, scheme: str) -> dict[str, dict[str, RGB]]:
    """Every colour of the theme, by name and step."""
    grey = with_luminance((110, 116, 124), 0.1)
    neutral = mix(grey, with_luminance(brand, 0.1), 0.12)
    return {
        "accent": scale(brand, scheme),
        "neutral": scale(neutral, scheme),
        **{name: scale(seed, scheme) for name, seed in SEVERITIES.items()},
    }


def chart_colours(brand: RGB, scheme: str) -> list[RGB]:
    """Six colours for the series of a chart, each at least 3 : 1 against the surface."""
    accent = with_luminance(brand, min(luminance(brand), 0.13) if scheme == "light" else 0.42)
    if scheme == "light" and luminance(accent) < 0.01:  # noqa: PLR2004
        accent = with_luminance(brand, 0.02)
    others = zip(SERIES, SERIES_LUMINANCE[scheme], strict=True)
    return [accent, *(with_luminance(hue, level) for hue, level in others)]


def variables(brand: RGB, scheme: str) -> dict[str, str]:
    """CSS custom properties of one colour scheme."""
    colours = scales(brand, scheme)
    found = {
        f"--ds-color-{name}-{step}": hexadecimal(colour)
        for name, steps in colours.items()
        for step, colour in steps.items()
    }
    neutral = colours["neutral"]
    on_brand = WHITE if contrast(brand, WHITE) >= contrast(brand, BLACK) else BLACK
    found |= {
        "--ds-color-focus-inner": hexadecimal(neutral["background-default"]),
        "--ds-color-focus-outer": hexadecimal(neutral["text-default"]),
        "--ds-link-color-visited": hexadecimal(colours["accent"]["text-subtle"]),
        "--hundra-brand": hexadecimal(brand),
        "--hundra-on-brand": hexadecimal(on_brand),
        "color-scheme": scheme,
    }
    for number, colour in enumerate(chart_colours(brand, scheme), 1):
        found[f"--hundra-chart-{number}"] = hexadecimal(colour)
    return found


@cache
def stylesheet(brand_color: str) -> str:
    """The whole theme as CSS. ValueError if the colour cannot be read."""
    brand = parse(brand_color)
    light, dark = (_declarations(variables(brand, scheme)) for scheme in ("light", "dark"))
    return (
        "@layer ds.theme.color-scheme{"
        f":root,[data-color-scheme=light]{{{light}}}"
        f"[data-color-scheme=dark]{{{dark}}}"
        f"@media (prefers-color-scheme:dark){{[data-color-scheme=auto]{{{dark}}}}}"
        f"@media print{{:root,[data-color-scheme]{{{light}}}}}"
        "}"
    )


def _declarations(properties: Mapping[str, str]) -> str:
    return ";".join(f"{name}:{value}" for name, value in properties.items())


@cache
def fingerprint(brand_color: str) -> str:
    """Changes when the theme does; part of its address and its ETag."""
    return hashlib.sha256(stylesheet(brand_color).encode()).hexdigest()[:12]
