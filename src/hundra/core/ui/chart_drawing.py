"""From a chart's specification to a drawing in the page's language and the theme's colours."""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.html import escape
from django.utils.translation import gettext as _

from hundra.core.ui import theme
from hundra.core.ui.colour import hexadecimal, parse

FONTS = Path(__file__).parent / "static/vendor/fonts"

# Colours that stand for others: in the drawing they become the theme's.
TEXT, QUIET, GRID, SURFACE, FRAME = "#010101", "#010102", "#010103", "#010104", "#010105"
SERIES = tuple(f"#0102{number:02x}" for number in range(1, 7))
IN_PAGE = {
    TEXT: "var(--ds-color-neutral-text-default)",
    QUIET: "var(--ds-color-neutral-text-subtle)",
    GRID: "var(--ds-color-neutral-border-subtle)",
    SURFACE: "var(--ds-color-neutral-surface-default)",
    FRAME: "var(--ds-color-neutral-border-default)",
    **{colour: f"var(--hundra-chart-{number})" for number, colour in enumerate(SERIES, 1)},
}


def config(background: str) -> dict[str, Any]:
    words = {"labelFont": "Inter", "titleFont": "Inter"}
    return {
        "background": background,
        "font": "Inter",
        "view": {"stroke": None},
        "axis": {
            **words,
            "labelColor": QUIET,
            "labelFontSize": 13,
            "labelPadding": 6,
            "titleColor": QUIET,
            "titleFontSize": 13,
            "titleFontWeight": 400,
            "titlePadding": 12,
            "gridColor": GRID,
            "domain": False,
            "ticks": False,
        },
        "axisX": {"grid": False, "domain": True, "domainColor": FRAME},
        "legend": {
            **words,
            "orient": "top",
            "labelColor": TEXT,
            "labelFontSize": 13,
            "symbolSize": 110,
            "padding": 0,
            "offset": 12,
            "columnPadding": 20,
        },
        "range": {"category": list(SERIES)},
    }


MONTHS = {
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "en": "January February March April May June July August September October November December",
}
DAYS = {
    "sv": "söndag måndag tisdag onsdag torsdag fredag lördag",
    "en": "Sunday Monday Tuesday Wednesday Thursday Friday Saturday",
}
# As Django's localisation writes them; in both, a narrow space would not line up in the table.
NUMBERS = {
    "sv": {"decimal": ",", "thousands": "\u00a0", "grouping": [3], "currency": ["", "\u00a0kr"]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["SEK\u00a0", ""]},
}


def _time_locale(language: str) -> dict[str, Any]:
    months, days = MONTHS[language].split(), DAYS[language].split()
    return {
        "dateTime": "%-d %B %Y %H:%M",
        "date": "%Y-%m-%d",
        "time": "%H:%M",
        "periods": ["fm", "em"] if language == "sv" else ["am", "pm"],
        "days": days,
        "shortDays": [day[:3] for day in days],
        "months": months,
        "shortMonths": [month if len(month) <= 4 else month[:3] for month in months],  # noqa: PLR2004
    }


@lru_cache(maxsize=256)
def draw(spec: str, language: str) -> str:
    return str(convert("vegalite_to_svg", spec, language))


def convert(function: str, spec: str, language: str, scale: float | None = None) -> Any:
    converter = _converter()
    known = language[:2] if language[:2] in NUMBERS else "en"
    options = {"scale": scale} if scale else {}
    return getattr(converter, function)(
        json.loads(spec),
        format_locale=NUMBERS[known],
        time_format_locale=_time_locale(known),
        allowed_base_urls=[],
        **options,
    )


@cache
def _converter() -> Any:
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert


def for_page(drawing: str, title: str, css_class: str) -> str:
    """The drawing as one image with a name, in the theme's colours and free of inline style."""
    text = re.sub(r'\s(?:role|aria-[a-z]+|style|class|xmlns:xlink)="[^"]*"', "", drawing)
    text = re.sub(r"<(script|style|foreignObject)\b.*?</\1>", "", text, flags=re.DOTALL)
    for stand_in, colour in IN_PAGE.items():
        text = text.replace(f'"{stand_in}"', f'"{colour}"')
    name = escape(_("Chart: {title}. The figures are in the table.").format(title=title))
    text = re.sub(r'(<svg[^>]*?) width="[\d.]+" height="[\d.]+"', r"\1", text, count=1)
    return text.replace("<svg", f'<svg class="{css_class}" role="img" aria-label="{name}"', 1)


def theme_colours(scheme: str) -> dict[str, str]:
    brand = parse(settings.BRAND_COLOR)
    neutral = theme.scales(brand, scheme)["neutral"]
    named = {
        TEXT: neutral["text-default"],
        QUIET: neutral["text-subtle"],
        GRID: neutral["border-subtle"],
        SURFACE: neutral["surface-default"],
        FRAME: neutral["border-default"],
    }
    series = dict(zip(SERIES, theme.chart_colours(brand, scheme), strict=True))
    return {stand_in: hexadecimal(colour) for stand_in, colour in (named | series).items()}
