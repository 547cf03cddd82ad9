"""Results handed out: paper, screen, files, and own words by theme."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hundra.core.accounts.models import User
from hundra.core.ui.access import check, requires
from hundra.core.ui.tables import answer
from hundra.hear.surveys import rules
from hundra.hear.surveys.models import Wave, WaveComment
from hundra.hear.surveys.queries import own_words
from hundra.hear.surveys.queries.results import (
    Results,
    ResultUnit,
    Seen,
    results_of,
    seen_by,
    waves_with_results,
)
from hundra.hear.surveys.reporting import files, kolada, paper, report, slides
from hundra.hear.surveys.reporting.words_table import WordsTable
from hundra.hear.surveys.services import own_words as tending

WORDS_A_QUESTION = 20
"""On paper and screen; the page of own words has them all."""


class _Here:
    """A published survey, the reader's part of it, and the unit that is looked at."""

    def __init__(self, request: HttpRequest, pk: int, unit: int | None = None) -> None:
        self.wave: Wave = get_object_or_404(waves_with_results(request.user), pk=pk)
        results = results_of(self.wave)
        if results is None:
            raise Http404
        self.results: Results = results
        self.seen: Seen = seen_by(request.user, results)
        key = self.seen.tops[0].pk if unit is None else unit
        if key not in results.places or results.unit(key) not in self.seen:
            raise Http404
        self.unit: ResultUnit = results.unit(key)

    def report(self) -> report.UnitReport:
        words = own_words.words_seen(self.wave, self.seen, self.unit)
        told = own_words.by_question(self.wave, words, most=WORDS_A_QUESTION)
        return report.report_of(
            wave=self.wave,
            results=self.results,
            unit=self.unit,
            words=told,
            words_elsewhere="" if told else self.words_elsewhere(),
        )

    def words_elsewhere(self) -> str:
        above = own_words.list_above(self.wave, self.results, self.unit)
        if above:
            return _(
                "Own words from here are read together with others', in the list of %(unit)s."
            ) % {"unit": above}
        return _("Own words are shown where at least %(least)d people answered.") % {
            "least": self.wave.least_texts
        }

    def choices(self) -> list[tuple[int, str]]:
        """The reader's units, indented as they stand."""
        indent = "\u2003"
        units = [(one.pk, indent * one.depth + one.name) for one in self.seen.units()]
        if self.results.whole.pk not in {key for key, _name in units}:
            units.insert(0, (self.results.whole.pk, self.results.whole.name))
        return units


def _asked_unit(request: HttpRequest) -> int | None:
    given = request.GET.get("enhet", "")
    is_key = given.isascii() and given.isdigit() and len(given) < 19  # noqa: PLR2004  A bigint's.
    return int(given) if is_key else None


@requires(rules.may_read_results_somewhere)
@require_safe
def reports(request: HttpRequest, pk: int) -> HttpResponse:
    """What can be fetched: the report of a unit, the screen, the files."""
    here = _Here(request, pk, _asked_unit(request))
    has_hme = kolada.has_hme(here.results)
    context = {
        "wave": here.wave,
        "unit": here.unit,
        "choices": here.choices(),
        "why_hidden": here.results.why_hidden(here.unit),
        "nearest": report.nearest_shown(here.results, here.unit),
        "has_words": bool(own_words.text_questions(here.wave)),
        "kolada": has_hme and rules.may_send_to_kolada(request.user, here.wave),
        "own_wording": kolada.own_wording() if here.wave.question_set.is_packaged else "",
        "heads": ", ".join(kolada.HEADS),
        "crumbs": _crumbs(here.wave),
    }
    return render(request, "surveys/reports/reports.html", context)


@requires(rules.may_read_results_somewhere)
@require_safe
def unit_report(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """The PDF, in the page's language."""
    here = _Here(request, pk, unit)
    made = paper.paper(here.report(), municipality=settings.MUNICIPALITY)
    response = HttpResponse(made, content_type="application/pdf")
    name = slugify(f"{here.unit.name} {here.wave.title}") or "rapport"
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


@requires(rules.may_read_results_somewhere)
@require_safe
def unit_slides(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    here = _Here(request, pk, unit)
    told = here.report()
    context = {
        "report": told,
        "slides": slides.slides_of(told),
        "footnote": paper.footnote(told),
        "back": f"{reverse('wave_reports', kwargs={'pk': pk})}?enhet={unit}",
    }
    return render(request, "surveys/reports/slides.html", context)


@requires(rules.may_read_results_somewhere)
@require_safe
def figures_file(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """The reader's whole part, as a CSV or XLSX file."""
    here = _Here(request, pk)
    return files.as_csv(here.seen) if kind == "csv" else files.as_xlsx(here.seen)


@requires(rules.may_read_results_somewhere)
@require_safe
def kolada_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    here = _Here(request, pk)
    check(rules.may_send_to_kolada(request.user, here.wave))
    if not kolada.has_hme(here.results):
        raise Http404
    code = request.GET.get("kommun", "")
    heads = [one.strip()[:60] for one in request.GET.get("rubriker", "").split(",")]
    if not (code.isascii() and code.isdigit() and len(code) == 4):  # noqa: PLR2004
        messages.error(request, _("Write the municipality's code, four digits, such as 1280."))
        return redirect("wave_reports", pk=pk)
    if len(heads) != len(kolada.HEADS) or not all(heads):
        heads = list(kolada.HEADS)
    return kolada.file(wave=here.wave, results=here.results, municipality=code, heads=heads)


@requires(rules.may_read_results_somewhere)
@require_safe
def words(request: HttpRequest, pk: int) -> HttpResponse:
    here = _Here(request, pk, _asked_unit(request))
    may_tend = rules.may_tend_words(request.user, here.wave)
    shown = own_words.words_seen(here.wave, here.seen, here.unit)
    table = WordsTable(request, shown, wave=here.wave, may_tend=may_tend)
    context = {
        "wave": here.wave,
        "unit": here.unit,
        "choices": here.choices(),
        "counts": own_words.theme_counts(here.wave, shown),
        "elsewhere": here.words_elsewhere() if not shown.exists() else "",
        "may_tend": may_tend,
        "hidden": own_words.hidden_words(here.wave, here.seen, here.unit, request.user),
        "crumbs": _crumbs(here.wave, _("Own words")),
    }
    return answer(request, "surveys/reports/words.html", table=table, context=context)


@requires(rules.may_tend_words_somewhere)
@require_safe
def word(request: HttpRequest, pk: int, comment: str) -> HttpResponse:
    here, found = _comment(request, pk, comment)
    context = {
        "wave": here.wave,
        "comment": found,
        "question": own_words.text_questions(here.wave).get(found.code, ""),
        "themes": own_words.themes_of(here.wave).items(),
        "crumbs": [
            *_crumbs(here.wave, "")[:-1],
            (_("Own words"), reverse("wave_words", kwargs={"pk": pk})),
            (_("Theme"), ""),
        ],
    }
    return render(request, "surveys/reports/word.html", context)


@requires(rules.may_tend_words_somewhere)
@require_POST
def tend_word(request: HttpRequest, pk: int, comment: str) -> HttpResponse:
    """Another theme, or hidden, or shown again."""
    _here, found = _comment(request, pk, comment)
    by, theme = cast("User", request.user), request.POST.get("theme", "")
    if "hidden" in request.POST:
        hidden = request.POST["hidden"] == "1"
        tending.set_hidden(by=by, comment=found, hidden=hidden)
        said = _("It is hidden from all lists.") if hidden else _("It is shown again.")
        messages.success(request, said)
    elif theme in own_words.themes_of(found.wave):
        tending.set_theme(by=by, comment=found, theme=theme)
        messages.success(request, _("The theme is changed."))
    return redirect("wave_words", pk=pk)


def _comment(request: HttpRequest, pk: int, key: str) -> tuple[_Here, WaveComment]:
    """One that the reader reads and may tend; hidden ones too."""
    here = _Here(request, pk)
    check(rules.may_tend_words(request.user, here.wave))
    units = own_words.readable_units(here.wave, here.seen, here.results.whole)
    rows: Any = WaveComment.objects.filter(wave=here.wave, unit__in=units)
    return here, get_object_or_404(rows.select_related("wave__question_set"), pk=key)


def _crumbs(wave: Wave, *last: str) -> list[tuple[object, str]]:
    """Down from the survey's results."""
    key = {"pk": wave.pk}
    return [
        (wave.title, reverse("results_start", kwargs=key)),
        (_("Reports and files"), reverse("wave_reports", kwargs=key) if last else ""),
        *((one, "") for one in last),
    ]
