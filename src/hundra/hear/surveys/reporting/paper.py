"""The report as a PDF by typst, tagged for screen readers (PDF/UA-1)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from hundra.hear.surveys.queries.results import Level
from hundra.hear.surveys.reporting.report import Line, UnitReport

TEMPLATE = Path(__file__).parent / "report.typ"
FONTS = Path(__file__).parents[3] / "core/ui/static/vendor/fonts"
EMPTY_ROWS = 4


def paper(report: UnitReport, *, municipality: str) -> bytes:
    """In the language that is active.

    Letters that no font at hand has (own words in Arabic on a server without Arabic fonts) make
    the standard impossible; then it is a tagged PDF that does not claim to fulfil it.
    """
    import typst

    given: dict[str, Any] = {
        "format": "pdf",
        "font_paths": typst.Fonts(include_system_fonts=True, font_paths=[FONTS]),
        "sys_inputs": {"said": json.dumps(_said(report, municipality))},
    }
    try:
        return bytes(typst.compile(TEMPLATE, pdf_standards="ua-1", **given))
    except typst.TypstError:
        return bytes(typst.compile(TEMPLATE, **given))


def _said(report: UnitReport, municipality: str) -> dict[str, Any]:
    words = {"unit": report.unit, "survey": report.survey}
    return {
        "lang": (get_language() or "sv").split("-")[0],
        "municipality": municipality,
        "title": _("%(unit)s: results of the survey") % words,
        "unit": report.unit,
        "survey": report.survey,
        "above": " › ".join(report.above),
        "closed": _("Closed %(day)s") % {"day": date_format(report.closed_on, "j F Y")},
        "rate": rate_words(report),
        "page": pgettext("paper", "Page"),
        "why_hidden": report.why_hidden,
        "hidden_title": _("Nothing can be shown for the unit by itself"),
        "nearest": nearest_words(report),
        "lists": _lists(report),
        "profile": _profile(report),
        "hidden_lines": [[line.title, line.hidden] for line in report.hidden],
        "not_shown": _("Not shown"),
        "words": [{"question": one.question, "texts": list(one.texts)} for one in report.words],
        "words_title": _("In our own words"),
        "words_note": report.words_elsewhere
        or _("In random order, without who. Names and numbers are masked."),
        "talk_title": _("To talk about"),
        "questions": list(report.questions),
        "plan_title": _("What we will do"),
        "plan_heads": [
            pgettext("activity", "What"),
            pgettext("activity", "Who"),
            pgettext("activity", "When"),
            _("How we notice that it helps"),
        ],
        "plan_rows": EMPTY_ROWS,
        "footnote": footnote(report),
    }


def rate_words(report: UnitReport) -> str:
    if report.rate is None:
        return ""
    return _("%(answered)s of %(invited)s answered: %(rate)s %%") % {
        "answered": number_format(report.answered, use_l10n=True, force_grouping=True),
        "invited": number_format(report.invited, use_l10n=True, force_grouping=True),
        "rate": round(report.rate),
    }


def nearest_words(report: UnitReport) -> str:
    if not report.why_hidden:
        return ""
    if not report.nearest:
        return _("No unit above it has figures either.")
    return _("Your answers count in %(unit)s, which has figures. Talk about those together.") % {
        "unit": report.nearest
    }


def footnote(report: UnitReport) -> str:
    """How to read the figures."""
    return _(
        "Figures are means from 0 to 100 with a 95 %% confidence interval. A change is called "
        "better or worse only when it is larger than chance and large enough to matter. Groups of "
        "fewer than %(least)d are never shown, nor what they could be worked out from."
    ) % {"least": report.least_group}


def _lists(report: UnitReport) -> list[dict[str, Any]]:
    """Strongest, weakest and changed, those that there are."""
    found = [
        (_("Strongest here"), report.strongest),
        (_("Weakest here"), report.weakest),
    ]
    if report.has_changes:
        found.append((_("Better than before"), report.better))
        found.append((_("Worse than before"), report.worse))
    return [
        {
            "title": title,
            "lines": [[line.title, _number(line.level)] for line in lines],
            "none": _("None that we can be sure of."),
        }
        for title, lines in found
    ]


def _profile(report: UnitReport) -> dict[str, Any]:
    heads = [pgettext("survey", "Scale"), _("Here"), _("Interval")]
    if not report.is_whole:
        heads.append(pgettext("survey", "The whole"))
    if report.has_changes:
        heads += [pgettext("survey", "Before"), pgettext("survey", "Change")]
    if report.has_reference:
        heads.append(_("Elsewhere"))
    return {
        "title": _("All scales"),
        "less": _("less is better"),
        "heads": heads,
        "rows": [_row(report, line) for line in report.shown],
    }


def _row(report: UnitReport, line: Line) -> dict[str, Any]:
    level = line.level
    assert level is not None  # noqa: S101 - only what is shown comes here.
    cells = [_number(level), _interval(level)]
    if not report.is_whole:
        cells.append(_number(line.whole))
    if report.has_changes:
        cells += ["–" if line.before is None else f"{line.before:.0f}", line.verdict or "–"]
    if report.has_reference:
        cells.append("–" if line.reference is None else f"{line.reference:.0f}")
    return {
        "title": line.title,
        "less": line.less_is_better,
        "mean": level.mean,
        "low": level.mean if level.low is None else level.low,
        "high": level.mean if level.high is None else level.high,
        "whole": line.whole.mean if line.whole else None,
        "tone": line.tone,
        "cells": cells,
    }


def _number(level: Level | None) -> str:
    return f"{level.mean:.0f}" if level else "–"


def _interval(level: Level) -> str:
    if level.low is None or level.high is None:
        return "–"
    return f"{level.low:.0f}–{level.high:.0f}"
