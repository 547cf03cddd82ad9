"""The stamp as SVG.

A ring of marks, one for each promised improvement, with those delivered up to this number lit:
others came before, and more will come. Inside it a band with the municipality's name, and in the
middle the number. Citizens' stamps are round with round marks; employees' are six-sided inside
with bars, so that the two are told apart without colour.
"""

from __future__ import annotations

import math
from enum import StrEnum
from html import escape

from hundra.improve.improvements.stamp import lettering
from hundra.improve.improvements.stamp.colours import Palette, palette
from hundra.improve.improvements.stamp.design import Design
from hundra.improve.improvements.stamp.lettering import CAP_HEIGHT, Line

SIZE = 1000
MIDDLE = SIZE / 2
MOST_MARKS = 120


class Variant(StrEnum):
    """`FULL` from 96 px to a wall, `MEDIUM` from 40 px without small text, `SMALL` from 24 px."""

    FULL = "full"
    MEDIUM = "medium"
    SMALL = "small"


def draw(
    design: Design, *, variant: Variant = Variant.FULL, dark: bool = False, mono: str = ""
) -> str:
    """The stamp as an SVG document; `mono` ("#rrggbb") gives one ink on nothing, for print."""
    colours = (
        _one_ink(mono)
        if mono
        else palette(brand=design.brand, employees=design.employees, family=design.topic, dark=dark)
    )
    title, description = _spoken(design)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" role="img" '
        f'aria-labelledby="t d"><title id="t">{title}</title><desc id="d">{description}</desc>'
        f"{body(design, colours, variant=variant)}</svg>"
    )


def body(design: Design, colours: Palette, *, variant: Variant = Variant.FULL) -> str:
    """The drawing alone, in a square of 1000, for use inside other drawings."""
    parts = {
        Variant.FULL: (_paper, _marks, _band, _band_text, _signs, _icon, _number, _date),
        Variant.MEDIUM: (_paper, _marks, _band, _number),
        Variant.SMALL: (_plain,),
    }[variant]
    return "".join(part(design, colours, variant) for part in parts)


def _spoken(design: Design) -> tuple[str, str]:
    said = f"{design.audience_text}, {design.municipality}, {design.date_text}"
    return escape(design.title), escape(design.description or said)


def _one_ink(colour: str) -> Palette:
    return Palette(paper="none", ink=colour, on_ink="none", accent=colour, faint=colour)


def _path(data: str, fill: str, more: str = "") -> str:
    return f'<path d="{data}" fill="{fill}"{more}/>'


def _circle(radius: float) -> str:
    """Path data of a circle around the middle."""
    r, m = lettering.number(radius), lettering.number(MIDDLE)
    left = lettering.number(MIDDLE - radius)
    d = lettering.number(2 * radius)
    return f"M{left} {m}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0z"


def _hexagon(radius: float, corner: float) -> str:
    """Path data of a hexagon that stands on a point, with rounded corners."""
    points = [
        (
            MIDDLE + radius * math.sin(math.radians(60 * i)),
            MIDDLE - radius * math.cos(math.radians(60 * i)),
        )
        for i in range(6)
    ]
    share = corner / radius
    data: list[str] = []
    for i, (x, y) in enumerate(points):
        (px, py), (nx, ny) = points[i - 1], points[(i + 1) % 6]
        start = (x + (px - x) * share, y + (py - y) * share)
        end = (x + (nx - x) * share, y + (ny - y) * share)
        data.append(f"{'L' if data else 'M'}{_xy(*start)}Q{_xy(x, y)} {_xy(*end)}")
    return "".join(data) + "z"


def _xy(x: float, y: float) -> str:
    return f"{lettering.number(x)} {lettering.number(y)}"


def _paper(design: Design, colours: Palette, variant: Variant) -> str:
    return "" if colours.paper == "none" else _path(_circle(498), colours.paper)


def _marks(design: Design, colours: Palette, variant: Variant) -> str:
    total = design.goal if design.goal <= MOST_MARKS else 100
    if variant is Variant.MEDIUM:
        total = min(total, 40)
    lit = min(max(math.floor(design.number * total / design.goal), 1), total)
    shape = _bar if design.employees else _dot
    on = "".join(shape(i, total, True) for i in range(lit))
    off = "".join(shape(i, total, False) for i in range(lit, total))
    return _path(on, colours.accent) + (_path(off, colours.faint) if off else "")


def _dot(i: int, total: int, lit: bool) -> str:
    angle = 2 * math.pi * i / total
    room = 2 * math.pi * 466 / total
    r = min(room * (0.36 if lit else 0.17), 14)
    x, y = MIDDLE + 466 * math.sin(angle), MIDDLE - 466 * math.cos(angle)
    rr, d = lettering.number(r), lettering.number(2 * r)
    return f"M{_xy(x - r, y)}a{rr} {rr} 0 1 0 {d} 0a{rr} {rr} 0 1 0 -{d} 0z"


def _bar(i: int, total: int, lit: bool) -> str:
    angle = 2 * math.pi * i / total
    room = 2 * math.pi * 466 / total
    half = min(room * (0.24 if lit else 0.1), 9)
    inner, outer = (447, 487) if lit else (455, 477)
    sin, cos = math.sin(angle), math.cos(angle)
    corners = [(half, inner), (half, outer), (-half, outer), (-half, inner)]
    spots = [
        _xy(MIDDLE + across * cos + out * sin, MIDDLE + across * sin - out * cos)
        for across, out in corners
    ]
    return f"M{spots[0]}L{' '.join(spots[1:])}z"


def _band(design: Design, colours: Palette, variant: Variant) -> str:
    inside = _hexagon(330, 60) if design.employees else _circle(308)
    return _path(_circle(430) + inside, colours.ink, ' fill-rule="evenodd"')


def _band_text(design: Design, colours: Palette, variant: Variant) -> str:
    size = 66.0
    text = _arc(design.municipality.upper(), size=size, top=True)
    text += _arc(design.audience_text.upper(), size=size, top=False)
    return _path(text, colours.on_ink)


def _arc(text: str, *, size: float, top: bool) -> str:
    line = Line(text=text, weight=700, tracking=0.09)
    room = math.radians(142) * 369
    size = min(size, room / line.width)
    half = CAP_HEIGHT * size / 2
    radius = 369 - half if top else 369 + half
    return lettering.on_arc(line, centre=MIDDLE, radius=radius, size=size, top=top)


def _signs(design: Design, colours: Palette, variant: Variant) -> str:
    """Between the two texts: a round or six-sided mark on each side."""
    r = 15.0
    data = []
    for x in (MIDDLE - 369, MIDDLE + 369):
        if design.employees:
            corners = [
                _xy(
                    x + r * math.sin(math.radians(60 * i)),
                    MIDDLE - r * math.cos(math.radians(60 * i)),
                )
                for i in range(6)
            ]
            data.append(f"M{corners[0]}L{' '.join(corners[1:])}z")
        else:
            data.append(f"M{_xy(x - r, MIDDLE)}a15 15 0 1 0 30 0a15 15 0 1 0 -30 0z")
    return _path("".join(data), colours.on_ink)


def _icon(design: Design, colours: Palette, variant: Variant) -> str:
    if not design.icon:
        return ""
    return (
        f'<g transform="translate(448 222) scale(4.33)" fill="none" stroke="{colours.accent}" '
        f'stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{design.icon}</g>'
    )


def _number(design: Design, colours: Palette, variant: Variant) -> str:
    line = Line(text=str(design.number), weight=800, tracking=-0.02)
    size = min(370.0, 505 / line.width)
    if variant is Variant.MEDIUM:
        size = min(440.0, 520 / line.width)
    y = MIDDLE + CAP_HEIGHT * size / 2 + (0 if variant is Variant.MEDIUM else 8)
    data = lettering.straight(line, x=MIDDLE, y=y, size=size, anchor="middle")
    return _path(data, colours.ink)


def _date(design: Design, colours: Palette, variant: Variant) -> str:
    line = Line(text=design.date_text.upper(), weight=700, tracking=0.06)
    size = min(48.0, 330 / line.width)
    data = lettering.straight(line, x=MIDDLE, y=722, size=size, anchor="middle")
    return _path(data, colours.ink)


def _plain(design: Design, colours: Palette, variant: Variant) -> str:
    shape = _hexagon(520, 150) if design.employees else _circle(490)
    line = Line(text=str(design.number), weight=800, tracking=-0.02)
    size = min(640.0, 800 / line.width)
    y = MIDDLE + CAP_HEIGHT * size / 2
    data = lettering.straight(line, x=MIDDLE, y=y, size=size, anchor="middle")
    return _path(shape, colours.ink) + _path(data, colours.on_ink)
