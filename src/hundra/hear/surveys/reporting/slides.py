"""The report one thing at a time, for a big screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hundra.hear.surveys.reporting.paper import nearest_words, rate_words
from hundra.hear.surveys.reporting.report import Line, UnitReport

WORDS_A_SLIDE = 4


@dataclass(frozen=True, kw_only=True)
class Slide:
    """`kind` chooses how it is drawn: title, hidden, line, lines, words, question, plan."""

    kind: str
    title: str
    text: str = ""
    line: Line | None = None
    lines: tuple[Line, ...] = ()
    texts: tuple[str, ...] = ()


def slides_of(report: UnitReport) -> list[Slide]:
    return list(_slides(report))


def _slides(report: UnitReport) -> Iterator[Slide]:
    yield Slide(kind="title", title=report.unit, text=rate_words(report))
    if report.why_hidden:
        title = _("Nothing can be shown for the unit by itself")
        yield Slide(kind="hidden", title=title, texts=(report.why_hidden, nearest_words(report)))
        return
    yield from _strong_and_weak(report)
    yield from _changes(report)
    yield from _the_rest(report)
    for one in report.words:
        for start in range(0, len(one.texts), WORDS_A_SLIDE):
            texts = one.texts[start : start + WORDS_A_SLIDE]
            yield Slide(kind="words", title=one.question, texts=texts)
    for number, question in enumerate(report.questions, 1):
        title = _("To talk about, %(number)d") % {"number": number}
        yield Slide(kind="question", title=title, text=question)
    yield Slide(kind="hidden", title=_("What we will do"), texts=(_("Who does what, and when?"),))


def _strong_and_weak(report: UnitReport) -> Iterator[Slide]:
    lists = ((_("Strongest here"), report.strongest), (_("Weakest here"), report.weakest))
    for title, lines in lists:
        if lines:
            yield Slide(kind="lines", title=title, lines=lines)


def _changes(report: UnitReport) -> Iterator[Slide]:
    for line in (*report.better, *report.worse):
        yield Slide(kind="line", title=line.title, line=line)
    if report.has_changes and not (report.better or report.worse):
        text = _("No change that we can be sure of since the last survey.")
        yield Slide(kind="hidden", title=_("Since the last survey"), texts=(text,))


def _the_rest(report: UnitReport) -> Iterator[Slide]:
    told = {line.code for line in (*report.better, *report.worse)}
    for line in report.shown:
        if line.code not in told:
            yield Slide(kind="line", title=line.title, line=line)
