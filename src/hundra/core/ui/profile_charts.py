"""Profiles: a value with its interval for each of many names, beside other values of the same.

chart = profile(
    title=_("Work environment"), value_title=_("Points, 0–100"), label_title=_("Scale"),
    name="Norr", rows=[Row("Quality", 71, 66, 76, {"Granby": 68}), …],
)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hundra.core.ui.chart_drawing import FRAME, SERIES, TEXT, config
from hundra.core.ui.charts import WIDTH, Chart
from hundra.core.ui.tables.columns import shown

ROW, FRAME_HEIGHT = 26, 60
SHAPES = ("circle", "diamond", "square", "triangle-up")
LABELS = 260


@dataclass(frozen=True)
class Row:
    """`others` by their names; an interval without ends is not drawn."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    others: Mapping[str, float] = field(default_factory=dict)


def profile(
    *,
    title: str,
    name: str,
    rows: Iterable[Row],
    label_title: str,
    value_title: str,
    interval_title: str,
    lowest: float = 0,
    highest: float = 100,
    description: str = "",
    note: str = "",
) -> Chart:
    """A line of values for each row: the first's interval as a bar, others as marks beside it."""
    import altair as alt

    given = list(rows)
    names = [name, *dict.fromkeys(other for row in given for other in row.others)]
    labels = [row.label for row in given]
    y = alt.Y("l:N", sort=labels, title=None, axis=alt.Axis(labelLimit=LABELS, grid=True))
    x_axis = alt.Axis(tickCount=5, grid=True)
    x = alt.X("v:Q", title=value_title, axis=x_axis, scale=alt.Scale(domain=[lowest, highest]))
    spans = [
        {"l": row.label, "v": row.low, "h": row.high}
        for row in given
        if row.low is not None and row.high is not None
    ]
    marks = [
        {"l": row.label, "v": value, "s": series}
        for row in given
        for series, value in ((name, row.value), *row.others.items())
        if value is not None
    ]
    layers: list[Any] = [
        alt.Chart(alt.InlineData(spans))
        .mark_rule(color=FRAME, strokeWidth=7, opacity=0.45, strokeCap="round")
        .encode(x=x, x2="h:Q", y=y),
        # Others first, so that the unit's own mark lies on top.
        alt.Chart(alt.InlineData([one for one in marks if one["s"] != name]))
        .mark_point(size=70, filled=False, strokeWidth=2, opacity=1)
        .encode(x=x, y=y, color=_of("Color", names), shape=_of("Shape", names)),
        alt.Chart(alt.InlineData([one for one in marks if one["s"] == name]))
        .mark_point(size=95, filled=True, opacity=1)
        .encode(x=x, y=y, color=_of("Color", names), shape=_of("Shape", names)),
    ]
    spec = (
        alt.layer(*layers)
        .properties(width=WIDTH, height=FRAME_HEIGHT + ROW * len(given))
        .to_dict(validate=False)
    )
    spec["config"] = config("transparent")
    spec["autosize"] = {"type": "fit", "contains": "padding"}
    return Chart(
        title=title,
        spec=spec,
        columns=[label_title, name, interval_title, *names[1:]],
        rows=[
            [row.label, row.value, _span(row), *(row.others.get(other) for other in names[1:])]
            for row in given
        ],
        description=description,
        note=note,
    )


def _span(row: Row) -> str:
    if row.low is None or row.high is None:
        return ""
    return f"{shown(row.low)}–{shown(row.high)}"


def _of(channel: str, names: list[str]) -> Any:
    import altair as alt

    values: tuple[str, ...] = (TEXT, *SERIES) if channel == "Color" else SHAPES
    taken = [values[place % len(values)] for place in range(len(names))]
    return getattr(alt, channel)(
        "s:N", title=None, sort=names, scale=alt.Scale(domain=names, range=taken)
    )
