"""HME for Kolada, the open database of municipalities' key figures (RKA, SKR).

What is known of how it is received (rka.nu and skr.se, 2019–2022): municipalities fill in the
spreadsheet of the year (a calculation template that wants the answers) and mail it, or enter the
figures by hand in Kolada. There is no published format of a file to load. So the file has a sheet
with the key figures in Kolada's own terms, as its API names them (municipality, kpi, year,
value), with headings that can be chosen, and a sheet with the answers to copy to the template.
The year is that of the survey, also if the figures come later. Kolada wants at least ten answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import FileResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hundra.core.ui.tables import xlsx_answer
from hundra.engines.psychometrics.hme import (
    KOLADA_INDICES,
    KOLADA_LEAST,
    KOLADA_QUESTIONS,
    KOLADA_RATE,
    PARTS,
)
from hundra.hear.surveys.models import Wave
from hundra.hear.surveys.queries.results import Results

HEADS = ("municipality", "kpi", "year", "value", "n")


@dataclass(frozen=True)
class KeyFigure:
    """`value` is None where fewer than ten answered or it may not be shown."""

    kpi: str
    value: float | None
    n: int


def has_hme(results: Results) -> bool:
    """Does the survey have the nine questions, by Kolada's ids?"""
    return all(code in results.by_code for code in KOLADA_QUESTIONS)


def key_figures(results: Results) -> list[KeyFigure]:
    """Of the whole: the indices (means of questions' means), the questions, and the answer rate."""
    whole = results.whole
    levels = [results.level(whole, results.by_code[code]) for code in KOLADA_QUESTIONS]
    found = []
    for part, kpi in KOLADA_INDICES.items():
        those = [levels[place] for place in PARTS[part]]
        means = [level.mean for level in those if level]
        n = min((level.n for level in those if level), default=0)
        full = len(means) == len(those)
        found.append(_figure(kpi, sum(means) / len(means) if full else None, n))
    for kpi, level in zip(KOLADA_QUESTIONS, levels, strict=True):
        found.append(_figure(kpi, level.mean if level else None, level.n if level else 0))
    rate = 100 * whole.rate if whole.rate is not None else None
    return [*found, _figure(KOLADA_RATE, rate, whole.answered)]


def _figure(kpi: str, value: float | None, n: int) -> KeyFigure:
    if value is None or n < KOLADA_LEAST:
        return KeyFigure(kpi, None, n)
    return KeyFigure(kpi, round(value, 1), n)


def file(
    *, wave: Wave, results: Results, municipality: str, heads: Sequence[str] = HEADS
) -> FileResponse:
    """`municipality` is the four digits of the municipality's code. XLSX with three sheets."""
    year = wave.closes_on.year
    figures = [
        (municipality, one.kpi, year, one.value, one.n)
        for one in key_figures(results)
        if one.value is not None
    ]
    answers = [
        (code, share.option.text, share.count)
        for code in KOLADA_QUESTIONS
        for share in results.shares(results.whole, results.by_code[code])
    ]
    note = [
        (_("Fewer than %(least)d answers are not reported.") % {"least": KOLADA_LEAST},),
        (_("The year is that in which the survey closed."),),
    ]
    if wave.question_set.is_packaged:
        note.insert(0, (own_wording(),))
    answer_heads = [pgettext("survey", "Question"), _("Answer"), _("How many")]
    return xlsx_answer(
        f"hme-kolada-{year}",
        [
            ("Kolada", list(heads), figures),
            (_("Answers"), answer_heads, answers),
            (_("Read this"), [_("Read this")], note),
        ],
    )


def own_wording() -> str:
    return _(
        "These questions have Hundra's own wording. Do not report them to Kolada: load the "
        "official questions first, and ask them."
    )
