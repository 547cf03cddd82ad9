"""Drawings of a unit's results, each with its table."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hundra.core.ui.charts import Chart
from hundra.core.ui.profile_charts import Row, profile
from hundra.hear.surveys.presenting.results.words import Told, in_sentence
from hundra.hear.surveys.queries.results import Results, ResultUnit, Tie


def profile_chart(results: Results, unit: ResultUnit, those: Sequence[Told]) -> Chart:
    """Every scale, beside the whole, the wave before and the reference."""
    return profile(
        title=_("Profile of %(unit)s") % {"unit": unit.name},
        name=unit.name,
        rows=[
            Row(
                one.measure.title,
                round(one.level.mean),
                one.level.low,
                one.level.high,
                _others(results, unit, one),
            )
            for one in those
        ],
        label_title=pgettext("survey", "Scale"),
        value_title=_("Points, 0–100"),
        interval_title=_("95 % confidence"),
        description=_("The bar is where the mean lies with 95 % confidence."),
    )


def _others(results: Results, unit: ResultUnit, one: Told) -> dict[str, float]:
    found: dict[str, float] = {}
    if unit.above is not None:
        whole = results.level(results.whole, one.measure)
        if whole is not None:
            found[results.whole.name] = round(whole.mean)
    if one.change is not None:
        found[results.earlier_title] = round(one.change.before)
    if one.measure.reference is not None:
        found[_("Reference")] = round(one.measure.reference)
    return found


def tie_chart(unit: ResultUnit, outcome: str, ties: Sequence[Tie]) -> Chart:
    """How closely scales go together with the outcome."""
    return profile(
        title=_("What goes together with %(outcome)s") % {"outcome": in_sentence(outcome)},
        name=unit.name,
        rows=[Row(one.measure.title, one.correlation, one.low, one.high) for one in ties],
        label_title=pgettext("survey", "Scale"),
        value_title=_("Correlation"),
        interval_title=_("95 % confidence"),
        lowest=min([-0.2, *(one.low for one in ties)]),
        highest=1,
    )
