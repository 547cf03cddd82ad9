"""The figures as the work page draws them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hundra.core.ui import charts
from hundra.engines.psychometrics import Mean
from hundra.hear.surveys import queries
from hundra.hear.surveys.forms import SPLITS

MOST_BARS = 12
FEW_MONTHS = 2


@dataclass(frozen=True)
class Figure:
    """An index as a card."""

    label: str
    value: str
    n: int
    interval: tuple[str, str] | None
    too_few: bool


def satisfaction_page(found: queries.Satisfaction, months: queries.Satisfaction) -> dict[str, Any]:
    """What the page shows beside the table of groups."""
    shown = [one for one in found.groups if one.is_shown]
    return {
        "found": found,
        "figures": _figures(found.all),
        "rate": _share(found.all),
        "split": split_name(found.by),
        "split_chart": _split_chart(shown) if len(shown) > 1 else None,
        "time_chart": _time_chart([one for one in months.groups if one.is_shown]),
    }


def split_name(by: str) -> str:
    return str(dict(SPLITS)[by])


def _figures(group: queries.Group) -> list[Figure]:
    whole = _figure(pgettext("survey", "All together"), group.total, group.n)
    return [whole, *(_figure(item.label, item.mean, item.n) for item in group.items)]


def _figure(label: str, mean: Mean | None, n: int) -> Figure:
    if mean is None:
        return Figure(label, "", n, None, too_few=True)
    interval = (_number(mean.low), _number(mean.high))
    return Figure(label, _number(mean.value), mean.n, interval, too_few=False)


def _share(group: queries.Group) -> str:
    if group.rate is None:
        return "–"
    return _("%(share)s %%") % {"share": _number(100 * group.rate.value)}


def _number(value: float) -> str:
    return str(number_format(round(value), 0, use_l10n=True))


def _split_chart(groups: Sequence[queries.Group]) -> charts.Chart:
    return charts.bars(
        title=_("Index by group"),
        values=[
            charts.Bar(one.label, round(one.total.value, 1))
            for one in groups[:MOST_BARS]
            if one.total
        ],
        label_title=pgettext("survey", "Group"),
        value_title=_("Index 0–100"),
        horizontal=True,
        note=_("The most answered first. The table below has the intervals."),
    )


def _time_chart(months: Sequence[queries.Group]) -> charts.Chart | None:
    if len(months) < FEW_MONTHS:
        return None
    return charts.line(
        title=_("Month by month"),
        points=[
            charts.Point(_first(one.key), round(item.mean.value, 1), item.label)
            for one in months
            for item in one.items
            if item.mean
        ],
        x_title=_("Month"),
        y_title=_("Index 0–100"),
    )


def _first(month: str) -> dt.date:
    return dt.date.fromisoformat(f"{month}-01")
