"""The map of units × scales: a number in every cell, and a colour for the distance from the whole.

Its cells are written here and not in a template: 1,500 units and 30 scales are 45,000 of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from hundra.engines.psychometrics import VERDICTS, Good, Verdict
from hundra.hear.surveys.published import NO_VERDICT
from hundra.hear.surveys.queries.results import Measure, Results, ResultUnit, Seen
from hundra.hear.surveys.queries.results.wording import VERDICT_MARKS, VERDICT_WORDS

LEVEL, APART, CHANGE = "niva", "skillnad", "forandring"
LOOKS: dict[str, Any] = {
    LEVEL: pgettext_lazy("survey", "Level"),
    APART: gettext_lazy("Against the whole"),
    CHANGE: pgettext_lazy("survey", "Change"),
}
ALL = "alla"
BY_NAME, BY_RATE = "namn", "svar"
TWICE = 2
WEAK_SHOWN = 3
DEEPEST = 5
MARKS = 8
"""More than there are shades or verdicts."""
NONE = 1e6


@dataclass(frozen=True)
class Choice:
    """What the map shows: units under one, of how many levels, in what order."""

    under: ResultUnit
    level: str
    """Levels below, "1" being the units next under it; or ALL."""
    look: str
    sort: str
    """A scale's code, BY_RATE, or empty for the order of the organisation."""
    falling: bool


@dataclass(frozen=True)
class Heading:
    title: str
    url: str
    sorted: str
    """As aria-sort has it; empty where the map isn't sorted by it."""
    good: str


@dataclass(frozen=True)
class HeatMap:
    choice: Choice
    headings: Sequence[Heading]
    rows: SafeString
    phone: SafeString
    """The same units as a list, for a narrow page: in words what the rows tell in numbers."""
    count: int


def heat_map(seen: Seen, choice: Choice, urls: Any) -> HeatMap:
    """`urls(**changes)` gives the page's address with other choices."""
    results = seen.results
    units = _ordered(results, _chosen(seen, choice), choice)
    written = _written(results.publication, choice.look, get_language() or "sv")
    whole = [] if choice.under.place == 0 or choice.look == APART else [results.whole]
    rows = written.rows(results)
    phone = written.phone(results)
    return HeatMap(
        choice=choice,
        headings=[_heading(one, choice, urls) for one in results.scales],
        # Names are escaped where rows are written.
        rows=mark_safe("".join(rows[one.place] for one in [*whole, *units])),  # noqa: S308
        phone=mark_safe("".join(phone[one.place] for one in units)),  # noqa: S308
        count=len(units),
    )


def _chosen(seen: Seen, choice: Choice) -> list[ResultUnit]:
    """The unit itself and those below it, so many levels down."""
    deepest = None if choice.level == ALL else choice.under.depth + int(choice.level)
    return [
        one
        for one in seen.results.under(choice.under)
        if one in seen and (deepest is None or one.depth <= deepest)
    ]


def _ordered(results: Results, units: list[ResultUnit], choice: Choice) -> list[ResultUnit]:
    """Hidden ones last; the unit itself stays first."""
    if not choice.sort:
        return units
    first, rest = units[:1], units[1:]
    if choice.sort == BY_RATE:
        values = {one.place: one.rate for one in rest}
    else:
        column = values_of(results, choice.look)[:, results.by_code[choice.sort].place]
        values = {one.place: None if np.isnan(v := column[one.place]) else float(v) for one in rest}
    there = [one for one in rest if values[one.place] is not None]
    there.sort(key=lambda one: values[one.place] or 0.0, reverse=choice.falling)
    return [*first, *there, *(one for one in rest if values[one.place] is None)]


def values_of(results: Results, look: str) -> NDArray[np.float64]:
    """What cells show: levels, differences from the whole, or changes. Units × scales."""
    figures, many = results.figures, len(results.scales)
    if look == CHANGE:
        return np.asarray(figures.difference, dtype=np.float64)
    mean = np.asarray(figures.mean[:, :many], dtype=np.float64)
    return mean - mean[0] if look == APART else mean


def _heading(scale: Measure, choice: Choice, urls: Any) -> Heading:
    is_sorted = choice.sort == scale.code
    falling = not choice.falling if is_sorted else scale.good is Good.LOW
    return Heading(
        title=scale.title,
        url=urls(sortera=scale.code, ordning="fallande" if falling else "stigande"),
        sorted=("descending" if choice.falling else "ascending") if is_sorted else "",
        good=_("high is good") if scale.good is Good.HIGH else _("low is good"),
    )


def rate_text(unit: ResultUnit) -> str:
    """ "79 %", and nothing where nobody was asked."""
    return "" if unit.rate is None else f"{100 * unit.rate:.0f} %"


class _Written:
    """A publication's rows in one language and look, written when they are first asked for."""

    def __init__(self, look: str) -> None:
        self._look = look
        self._rows: list[str] = []
        self._phone: list[str] = []

    def rows(self, results: Results) -> list[str]:
        """A table's row for each unit, by its place."""
        if not self._rows:
            cells = _cells(results, self._look)
            links = _links(results)
            self._rows = [
                f'<tr data-depth="{min(one.depth, DEEPEST)}">'
                f'<th scope="row">{links[one.place]}</th><td class="numeric">{rate_text(one)}</td>'
                f"{_why_cell(results, one) or ''.join(cells[one.place])}</tr>"
                for one in results.units
            ]
        return self._rows

    def phone(self, results: Results) -> list[str]:
        if not self._phone:
            links, weak = _links(results), _weak(results)
            self._phone = [
                f'<li>{links[one.place]} <span class="quiet small">{rate_text(one)}</span>'
                f'<p class="small">{escape(results.why_hidden(one) or weak[one.place])}</p></li>'
                for one in results.units
            ]
        return self._phone


def _links(results: Results) -> list[str]:
    """To each unit's page, by place."""
    pattern = reverse("results_unit", kwargs={"pk": results.wave, "unit": 0})
    before, _nought, after = pattern.rpartition("0")
    return [
        f'<a class="ds-link" href="{before}{one.pk}{after}">{escape(one.name)}</a>'
        for one in results.units
    ]


def _why_cell(results: Results, unit: ResultUnit) -> str:
    why = results.why_hidden(unit)
    if not why:
        return ""
    return f'<td class="heat-why" colspan="{len(results.scales)}">{escape(why)}</td>'


def _weak(results: Results) -> list[str]:
    """Each unit's weakest scales against the whole, in a line."""
    levels = values_of(results, LEVEL)
    turned = _turned(results)
    turned[np.isnan(turned)] = np.inf
    order = np.argsort(turned, axis=1, kind="stable")[:, :WEAK_SHOWN]
    told, titles = _("Weakest: %(scales)s"), [one.title for one in results.scales]
    values, shown = np.rint(levels).tolist(), (~np.isnan(levels)).tolist()
    return [
        told
        % {
            "scales": ", ".join(
                f"{titles[scale]} {values[place][scale]:.0f}"
                for scale in scales
                if shown[place][scale]
            )
        }
        for place, scales in enumerate(order.tolist())
    ]


@lru_cache(maxsize=16)
def _written(publication: int, look: str, language: str) -> _Written:
    return _Written(look)


def _cells(results: Results, look: str) -> list[list[str]]:
    """Every cell as it stands in the page; few are different, so each is written once."""
    values = np.rint(values_of(results, look))
    marks = results.figures.verdict if look == CHANGE else _shades(results)
    keys = np.where(np.isnan(values), NONE, values * MARKS + marks)
    known, at = np.unique(keys, return_inverse=True)
    hidden = f'<td class="heat-hidden"><span class="ds-sr-only">{_("hidden")}</span></td>'
    texts = np.array(
        [
            hidden if key == NONE else _cell(key // MARKS, int(key % MARKS), look)
            for key in known.tolist()
        ],
        dtype=object,
    )
    found: list[list[str]] = texts[at.reshape(keys.shape)].tolist()
    return found


def _cell(value: float, mark: int, look: str) -> str:
    if look == CHANGE:
        return _change_cell(value, mark)
    text = f"{value:.0f}" if look == LEVEL else signed(value)
    return f'<td class="heat-{mark}">{text}</td>'


def _change_cell(value: float, place: int) -> str:
    if place == NO_VERDICT:
        return "<td></td>"
    verdict = VERDICTS[place]
    css = {Verdict.BETTER: "heat-5", Verdict.WORSE: "heat-1"}.get(verdict, "heat-3")
    word = f'<span class="ds-sr-only"> {escape(VERDICT_WORDS[verdict])}</span>'
    mark = f'<span aria-hidden="true"> {VERDICT_MARKS[verdict]}</span>'
    return f'<td class="{css}">{signed(value)}{mark}{word}</td>'


def signed(value: float, decimals: int = 0) -> str:
    """ "+3", "−5" or "0"."""
    rounded = round(value, decimals)
    text = number_format(abs(rounded), decimals)
    return f"+{text}" if rounded > 0 else f"−{text}" if rounded < 0 else text


def _turned(results: Results) -> NDArray[np.float64]:
    """Distances from the whole, turned so that more is better."""
    good = np.array([1.0 if one.good is Good.HIGH else -1.0 for one in results.scales])
    return np.asarray(values_of(results, APART) * good)


def _shades(results: Results) -> NDArray[np.int8]:
    """1 much weaker than the whole, 3 about the same, 5 much stronger; by what is important."""
    steps = np.nan_to_num(_turned(results)) / np.array([one.important for one in results.scales])
    return np.select(
        [steps <= -TWICE, steps <= -1, steps >= TWICE, steps >= 1], [1, 2, 5, 4], 3
    ).astype(np.int8)
