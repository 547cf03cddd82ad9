"""Pictures for social media: the stamp beside the title, on the municipality's colour."""

from __future__ import annotations

from dataclasses import dataclass

from hundra.improve.improvements.stamp import lettering
from hundra.improve.improvements.stamp.colours import mixed, palette
from hundra.improve.improvements.stamp.design import Design
from hundra.improve.improvements.stamp.drawing import body
from hundra.improve.improvements.stamp.lettering import Line


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Where things are, in pixels. `title_y` is the middle of the block of title lines."""

    width: int
    height: int
    stamp_x: float
    stamp_y: float
    stamp_size: float
    title_x: float
    title_y: float
    title_width: float
    title_size: float
    lines: int
    anchor: str


SQUARE = Layout(
    width=1080,
    height=1080,
    stamp_x=205,
    stamp_y=70,
    stamp_size=670,
    title_x=540,
    title_y=858,
    title_width=940,
    title_size=60,
    lines=3,
    anchor="middle",
)
WIDE = Layout(
    width=1200,
    height=630,
    stamp_x=55,
    stamp_y=65,
    stamp_size=500,
    title_x=615,
    title_y=315,
    title_width=530,
    title_size=58,
    lines=5,
    anchor="start",
)
LAYOUTS = (SQUARE, WIDE)


def card(design: Design, layout: Layout, *, title: str, footer: str) -> str:
    """The picture as SVG, to be made into PNG; all text is outlines."""
    colours = palette(brand=design.brand, employees=design.employees, family=design.topic)
    ground = mixed(colours.ink, "#ffffff", 0.1)
    scale = layout.stamp_size / 1000
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{layout.width}" '
        f'height="{layout.height}" viewBox="0 0 {layout.width} {layout.height}">'
        f'<rect width="{layout.width}" height="{layout.height}" fill="{ground}"/>'
        f'<rect y="{layout.height - 14}" width="{layout.width}" height="14" fill="{colours.ink}"/>'
        f'<g transform="translate({layout.stamp_x} {layout.stamp_y}) scale({scale})">'
        f"{body(design, colours)}</g>"
        f'<path d="{_title(title, layout)}" fill="#16202a"/>'
        f'<path d="{_footer(footer, layout)}" fill="{colours.ink}"/></svg>'
    )


def _title(title: str, layout: Layout) -> str:
    longest = max(Line(text=word, weight=800).width for word in [*title.split(), "M"])
    size = max(min(layout.title_size, layout.title_width / longest), layout.title_size / 2)
    lines = lettering.wrapped(
        title, width=layout.title_width, size=size, weight=800, most=layout.lines
    )
    step = size * 1.16
    first = layout.title_y - step * (len(lines) - 1) / 2 + size * 0.36
    return "".join(
        lettering.straight(
            Line(text=text, weight=800, tracking=-0.015),
            x=layout.title_x,
            y=first + index * step,
            size=size,
            anchor=layout.anchor,
        )
        for index, text in enumerate(lines)
    )


def _footer(footer: str, layout: Layout) -> str:
    line = Line(text=footer, weight=600)
    size = min(30.0, layout.title_width / max(line.width, 1))
    return lettering.straight(
        line, x=layout.title_x, y=layout.height - 52, size=size, anchor=layout.anchor
    )
