"""How series are drawn: the figures of the years against the launches of improvements."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hundra.core.ui import charts
from hundra.core.ui.tables import Column, Table
from hundra.measure.indicators.queries import Launch, SeriesFigures


def chart(series: SeriesFigures) -> charts.Chart:
    """A line through the years, with a mark for each month in which something was launched."""
    return charts.line(
        title=series.name,
        x_title=_("Year"),
        y_title=series.unit_of_measure,
        points=[charts.Point(year.year, float(year.value)) for year in series.years],
        events=[charts.Event(launch.on, _told(launch)) for launch in series.launches],
        description=series.definition,
        note=_note(series),
    )


def _note(series: SeriesFigures) -> str:
    source = _("Source: %(source)s.") % {"source": series.source} if series.source else ""
    marks = _("The upright lines show when improvements were launched.") if series.launches else ""
    return " ".join(part for part in (source, marks) if part)


def _told(launch: Launch) -> str:
    told = ngettext("improvement %(numbers)s", "improvements %(numbers)s", launch.count) % {
        "numbers": ", ".join(str(number) for number in launch.numbers)
    }
    rest = launch.count - len(launch.numbers)
    return told if rest <= 0 else _("%(told)s and %(rest)d more") % {"told": told, "rest": rest}


def span(series: object) -> str:
    first, last = getattr(series, "first", None), getattr(series, "last", None)
    return f"{first}–{last}" if first else ""


class SeriesTable(Table):
    caption = gettext_lazy("Series")
    columns = (
        Column(
            "name",
            gettext_lazy("Name"),
            sort=True,
            wide=True,
            link=lambda series: reverse("series", kwargs={"pk": series.pk}),
        ),
        Column("unit_of_measure", gettext_lazy("Counted in")),
        Column("year_count", gettext_lazy("Years"), numeric=True, sort=True),
        Column("span", gettext_lazy("From and to"), value=span),
        Column("is_public", gettext_lazy("Public")),
    )
    order = "name"
    empty_title = gettext_lazy("No series yet")
    empty_text = gettext_lazy(
        "A series is a figure counted once a year, such as applications for summer jobs."
    )
    empty_icon = "chart-line"
