"""Charts as drawings made on the server, always with the table of their figures.

    chart = charts.line(
        title=_("Applications per year"), x_title=_("Year"), y_title=_("Applications"),
        points=[charts.Point(date(2024, 1, 1), 3120, "Sommarjobb"), …],
        events=[charts.Event(date(2024, 9, 3), _("Improvement 21"))],
    )
    {% chart chart %}

The drawing is a cleaned SVG in the page: it takes the page's font and colours, so it follows light
and dark, and holds no style that the content security policy would stop.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from typing import Any, ParamSpec

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from hundra.core.ui.chart_drawing import (
    FRAME,
    SERIES,
    SURFACE,
    config,
    convert,
    draw,
    for_page,
    theme_colours,
)
from hundra.core.ui.tables.columns import shown

WIDTH, NARROW, HEIGHT = 800, 340, 300
# Spans in days up to which an axis names its days, and its months; then the years, at most ten.
DAYS_SHOWN, MONTHS_SHOWN, MOST_MARKS = 300, 1100, 10
SHADE = 0.16
DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [10, 4], [4, 2, 1, 2])
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")


@dataclass(frozen=True)
class Point:
    """A value at a place on the x axis: a date, a year or any number."""

    x: datetime.date | float
    y: float | None
    series: str = ""


@dataclass(frozen=True)
class Bar:
    """A value of a category, whole or in parts (`series`)."""

    label: str
    value: float | None
    series: str = ""


@dataclass(frozen=True)
class Band:
    """From a low to a high at a place on the x axis, such as where nine of ten fall. Bands with
    the same label are one area, drawn behind the lines."""

    x: datetime.date | float
    low: float
    high: float
    label: str = ""


@dataclass(frozen=True)
class Event:
    """Something that happened, drawn as a line across the chart."""

    at: datetime.date | float
    label: str


@dataclass(frozen=True)
class Chart:
    """A Vega-Lite specification, and the same figures as a table."""

    title: str
    spec: Mapping[str, Any]
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]
    description: str = ""
    note: str = ""
    numeric_from: int = 1
    events: Sequence[Event] = field(default_factory=tuple)
    _pages: dict[tuple[int, str | None], SafeString] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def on_page(self, level: int) -> SafeString:
        """The chart under a heading of the level, with its figures as a table.

        Kept with the chart, which is kept for the same content: drawing one takes as long as a
        page around it.
        """
        wanted = (level, get_language())
        if wanted not in self._pages:
            shown = {"chart": self, "heading": f"h{level}"}
            self._pages[wanted] = render_to_string("ui/components/chart.html", shown)
        return self._pages[wanted]

    @property
    def svg(self) -> SafeString:
        """The drawing for a page."""
        return self._drawn(self.spec, "chart-drawing")

    @property
    def narrow_svg(self) -> SafeString:
        """The drawing for a phone; the page shows the one that fits."""
        return self._drawn({**self.spec, "width": NARROW}, "chart-drawing narrow")

    def _drawn(self, spec: Mapping[str, Any], css_class: str) -> SafeString:
        drawing = draw(json.dumps(spec, sort_keys=True), get_language() or "sv")
        return mark_safe(for_page(drawing, self.title, css_class))  # noqa: S308 - cleaned there

    def png(self, *, scale: float = 2, scheme: str = "light") -> bytes:
        """The drawing as a picture with the theme's own colours."""
        return convert("vegalite_to_png", self._coloured(scheme), get_language() or "sv", scale)  # type: ignore[no-any-return]

    def file_svg(self, *, scheme: str = "light") -> str:
        """The drawing as a file of its own, for documents."""
        return convert("vegalite_to_svg", self._coloured(scheme), get_language() or "sv")  # type: ignore[no-any-return]

    def _coloured(self, scheme: str) -> str:
        text = json.dumps({**self.spec, "config": config(SURFACE)})
        for stand_in, colour in theme_colours(scheme).items():
            text = text.replace(stand_in, colour)
        return text

    @property
    def table_rows(self) -> list[list[str]]:
        """The figures as read on a page. A number that rows are named by is a year: 2024."""
        return [
            [str(key) if isinstance(key, int) else shown(key), *(shown(value) for value in values)]
            for key, *values in self.rows
        ]


Given = ParamSpec("Given")


def _built_once(build: Callable[Given, Chart]) -> Callable[Given, Chart]:
    """The same chart for the same content and language: building one with Altair takes longer
    than all the rest of a page."""

    @lru_cache(maxsize=128)
    def keep(language: str | None, content: tuple[tuple[str, Any], ...]) -> Chart:
        return build(**dict(content))  # type: ignore[call-arg]

    @wraps(build)
    def built(*args: Given.args, **content: Given.kwargs) -> Chart:
        return keep(get_language(), tuple((name, _fixed(it)) for name, it in content.items()))

    return built


def _fixed(value: Any) -> Any:
    """What can be compared with the next chart's: texts as they read now, lists as tuples."""
    if isinstance(value, Promise):
        return str(value)
    return tuple(value) if isinstance(value, Iterable) and not isinstance(value, str) else value


@_built_once
def line(
    *,
    title: str,
    points: Iterable[Point],
    x_title: str,
    y_title: str,
    events: Iterable[Event] = (),
    bands: Iterable[Band] = (),
    clock: bool = False,
    description: str = "",
    note: str = "",
    height: int = HEIGHT,
) -> Chart:
    """Values over time (or over any number), one line for each series, and what happened when.

    `bands` are shaded in the last series' colour. `clock`: x is hours of a day, told as 09.30.
    """
    import altair as alt

    given, happened, shaded = list(points), list(events), list(bands)
    dated = any(isinstance(point.x, datetime.date) for point in given)
    names = list(dict.fromkeys(point.series for point in given))
    x = alt.X(
        "x:T" if dated else "x:Q",
        title=None,
        axis=_day_axis(_spread(given)) if dated else _number_axis(clock=clock),
        scale=alt.Scale(zero=False, nice=False, padding=14),
    )
    base = alt.Chart(
        alt.InlineData(
            [
                {"x": _place(p.x, dated=dated), "y": p.y, "s": str(p.series)}
                for p in given
                if p.y is not None
            ]
        )
    ).encode(x=x, y=alt.Y("y:Q", title=str(y_title), axis=alt.Axis(tickCount=5)))
    layers: list[Any] = [
        *_areas(shaded, x, SERIES[(len(names) - 1) % len(SERIES)], dated=dated),
        base.mark_line(strokeWidth=2.5).encode(color=_colour(names), strokeDash=_dash(names)),
        base.mark_point(size=55, filled=True, opacity=1).encode(
            color=_colour(names), shape=_shape(names)
        ),
    ]
    if happened:
        moments = alt.Chart(
            alt.InlineData([{"x": _place(e.at, dated=dated)} for e in happened])
        ).encode(x=x)
        layers.append(moments.mark_rule(color=FRAME, strokeDash=[3, 3]))
    return Chart(
        title=str(title),
        spec=_spec(alt.layer(*layers), height),
        columns=[str(x_title), *(str(name) or str(y_title) for name in names), *_labels(shaded)],
        rows=_pivot(
            [(_clock(p.x) if clock else p.x, p.series, p.y) for p in given]
            + [
                (_clock(b.x) if clock else b.x, b.label, f"{shown(b.low)}–{shown(b.high)}")
                for b in shaded
            ],
            [*names, *_labels(shaded)],
        ),
        description=str(description),
        note=str(note),
        events=happened,
    )


@_built_once
def bars(
    *,
    title: str,
    values: Iterable[Bar],
    label_title: str,
    value_title: str,
    horizontal: bool = False,
    description: str = "",
    note: str = "",
    height: int | None = None,
) -> Chart:
    """Values by category; with several series the bars are stacked."""
    import altair as alt

    given = list(values)
    names = list(dict.fromkeys(bar.series for bar in given))
    labels = list(dict.fromkeys(str(bar.label) for bar in given))
    category: dict[str, Any] = {"sort": labels, "title": None}
    quantity = alt.Axis(tickCount=5, tickMinStep=1)
    long_labels = alt.Axis(labelLimit=220, ticks=False)
    size = height or (44 + 34 * len(labels) if horizontal else HEIGHT)
    chart = alt.Chart(
        alt.InlineData(
            [
                {"l": str(b.label), "v": b.value, "s": str(b.series), "o": names.index(b.series)}
                for b in given
                if b.value is not None
            ]
        )
    ).mark_bar(cornerRadiusEnd=4, stroke=SURFACE, strokeWidth=1.5)
    encoded = chart.encode(
        **{
            "y" if horizontal else "x": (alt.Y if horizontal else alt.X)(
                "l:N", axis=long_labels if horizontal else alt.Axis(labelAngle=0), **category
            ),
            "x" if horizontal else "y": (alt.X if horizontal else alt.Y)(
                "v:Q", title=str(value_title), axis=quantity
            ),
        },
        color=_colour(names),
        order=alt.Order("o:Q"),
    )
    return Chart(
        title=str(title),
        spec=_spec(encoded, size),
        columns=[str(label_title), *(str(name) or str(value_title) for name in names)],
        rows=_pivot([(str(bar.label), bar.series, bar.value) for bar in given], names),
        description=str(description),
        note=str(note),
    )


def _labels(bands: Sequence[Band]) -> list[str]:
    return list(dict.fromkeys(str(one.label) for one in bands))


def _areas(bands: Sequence[Band], x: Any, colour: str, *, dated: bool) -> list[Any]:
    """One area for each label; where a narrow lies upon a wide one it is darker."""
    import altair as alt

    found = []
    for label in _labels(bands):
        rows = [
            {"x": _place(one.x, dated=dated), "low": one.low, "high": one.high}
            for one in bands
            if str(one.label) == label
        ]
        area = alt.Chart(alt.InlineData(rows)).mark_area(color=colour, opacity=SHADE)
        found.append(area.encode(x=x, y=alt.Y("low:Q"), y2=alt.Y2("high:Q")))
    return found


def _colour(names: Sequence[str]) -> Any:
    return _by_series("Color", names, SERIES)


def _dash(names: Sequence[str]) -> Any:
    return _by_series("StrokeDash", names, DASHES)


def _shape(names: Sequence[str]) -> Any:
    return _by_series("Shape", names, SHAPES)


def _by_series(channel: str, names: Sequence[str], values: Sequence[Any]) -> Any:
    """Series differ by colour, dash and shape, so that none of them carries meaning alone."""
    import altair as alt

    if len(names) <= 1:
        return getattr(alt, f"{channel}Value")(values[0])
    domain = [str(name) for name in names]
    taken = [values[index % len(values)] for index in range(len(names))]
    return getattr(alt, channel)(
        "s:N", title=None, sort=domain, scale=alt.Scale(domain=domain, range=taken)
    )


def _day_axis(days: int) -> Any:
    """Marks as coarse as the span needs, and no two with the same words."""
    import altair as alt

    if days < DAYS_SHOWN:
        return alt.Axis(format="%-d %b %Y")
    if days < MONTHS_SHOWN:
        return alt.Axis(format="%b %Y")
    step = max(1, round(days / 365 / MOST_MARKS))
    return alt.Axis(format="%Y", tickCount=alt.TimeIntervalStep(interval="year", step=step))


def _number_axis(*, clock: bool) -> Any:
    import altair as alt

    if clock:
        return alt.Axis(labelExpr="format(datum.value, '02d') + '.00'", tickMinStep=1)
    return alt.Axis(format="d", tickMinStep=1)


def _clock(hours: datetime.date | float) -> str:
    """9.5 hours are 09.30."""
    assert isinstance(hours, int | float)  # noqa: S101 - for the type checker.
    whole, minutes = divmod(round(hours * 60), 60)
    return f"{whole:02}.{minutes:02}"


def _spread(points: Sequence[Point]) -> int:
    days = [point.x for point in points if isinstance(point.x, datetime.date)]
    return (max(days) - min(days)).days if days else 0


def _place(value: datetime.date | float, *, dated: bool) -> object:
    """Where a value lies on the x axis: a day, or among numbers (years) its part of the year."""
    if not isinstance(value, datetime.date):
        return value
    if not dated:
        return round(value.year + (value.timetuple().tm_yday - 1) / 365.25, 3)
    # Noon of the day, so that no time zone moves it to another.
    return f"{value:%Y-%m-%d}T12:00:00"


def _pivot(cells: Sequence[tuple[Any, str, object]], names: Sequence[str]) -> list[list[object]]:
    found: dict[Any, dict[str, object]] = {}
    for key, name, value in cells:
        found.setdefault(key, {})[name] = value
    return [[key, *(values.get(name) for name in names)] for key, values in found.items()]


def _spec(chart: Any, height: int) -> dict[str, Any]:
    spec: dict[str, Any] = chart.properties(width=WIDTH, height=height).to_dict(validate=False)
    spec["config"] = config("transparent")
    spec["autosize"] = {"type": "fit", "contains": "padding"}
    return spec
