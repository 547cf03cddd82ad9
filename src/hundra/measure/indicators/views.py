"""Pages of series."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundra.core.accounts.models import User
from hundra.core.audit.queries import trail
from hundra.core.ui.access import requires
from hundra.core.ui.faults import sentence
from hundra.core.ui.tables import answer
from hundra.improve.improvements.models import Programme
from hundra.improve.improvements.queries import chosen_programme, programmes
from hundra.measure.indicators import queries, rules, services
from hundra.measure.indicators.errors import IndicatorsError
from hundra.measure.indicators.forms import ImportForm, SeriesForm, YearForm
from hundra.measure.indicators.models import Series
from hundra.measure.indicators.presenting import SeriesTable, chart

INVALID = 422


@requires(rules.may_see)
@require_safe
def series_list(request: HttpRequest) -> HttpResponse:
    programme = chosen_programme(request.GET.get("program", ""))
    rows = queries.all_series(programme) if programme else Series.objects.none()
    context = {
        "programme": programme,
        "programmes": programmes(),
        "may_edit": rules.may_edit(request.user),
    }
    table = SeriesTable(request, rows)
    return answer(request, "indicators/list.html", table=table, context=context)


@requires(rules.may_see)
@require_safe
def series(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Series.objects.select_related("programme"), pk=pk)
    return _page(request, found, YearForm())


@requires(rules.may_edit)
@require_http_methods(["GET", "POST"])
def new_series(request: HttpRequest) -> HttpResponse:
    programme = chosen_programme(request.GET.get("program", ""))
    if programme is None:
        messages.info(request, _("Create a programme first."))
        return redirect("programmes")
    form = SeriesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = _attempt(
            form,
            lambda: services.create_series(
                by=_actor(request), programme=programme, **form.cleaned_data
            ),
        )
        if made:
            return redirect("series", pk=made.pk)
    crumbs = _crumbs(programme, (_("New series"), ""))
    context = {"form": form, "series": None, "crumbs": crumbs}
    return render(request, "indicators/edit.html", context, status=_status(form))


@requires(rules.may_edit)
@require_http_methods(["GET", "POST"])
def edit_series(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Series.objects.select_related("programme"), pk=pk)
    form = SeriesForm(request.POST or None, initial=_initial(found))
    if request.method == "POST" and form.is_valid():
        details = form.cleaned_data
        if _attempt(
            form, lambda: services.change_series(by=_actor(request), series=found, **details)
        ):
            messages.success(request, _("The changes are saved."))
            return redirect("series", pk=pk)
    crumbs = _crumbs(found.programme, (found.name, _address(found)), (_("Change series"), ""))
    context = {"form": form, "series": found, "crumbs": crumbs}
    return render(request, "indicators/edit.html", context, status=_status(form))


@requires(rules.may_edit)
@require_POST
def set_year(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Series.objects.select_related("programme"), pk=pk)
    form = YearForm(request.POST)
    if form.is_valid() and _attempt(
        form, lambda: services.set_value(by=_actor(request), series=found, **form.cleaned_data)
    ):
        messages.success(request, _("The year is saved."))
        return redirect("series", pk=pk)
    return _page(request, found, form)


@requires(rules.may_edit)
@require_POST
def remove_year(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    found = get_object_or_404(Series, pk=pk)
    services.remove_value(by=_actor(request), series=found, year=year)
    messages.success(request, _("The year is removed."))
    return redirect("series", pk=pk)


@requires(rules.may_edit)
@require_http_methods(["GET", "POST"])
def import_years(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Series.objects.select_related("programme"), pk=pk)
    form = ImportForm(request.POST or None, request.FILES or None)
    report = None
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        report = services.import_values(
            by=_actor(request),
            series=found,
            data=sent.read(),
            name=sent.name,
            dry_run=not form.cleaned_data["save"],
        )
    faults = [(fault.line, sentence(fault)) for fault in report.faults] if report else []
    crumbs = _crumbs(found.programme, (found.name, _address(found)), (_("Import years"), ""))
    context = {
        "series": found,
        "form": form,
        "report": report,
        "faults": faults,
        "crumbs": crumbs,
    }
    status = INVALID if faults else _status(form)
    return render(request, "indicators/import.html", context, status=status)


def _page(request: HttpRequest, series: Series, form: YearForm) -> HttpResponse:
    figures = queries.figures(series)
    context = {
        "series": series,
        "figures": figures,
        "chart": chart(figures) if figures.years else None,
        "form": form,
        "may_edit": rules.may_edit(request.user),
        "trail": trail(series, related=["values"]),
        "crumbs": _crumbs(series.programme, (series.name, "")),
    }
    return render(request, "indicators/series.html", context, status=_status(form))


def _crumbs(programme: Programme, *further: tuple[object, str]) -> list[tuple[object, str]]:
    return [(_("Series"), f"{reverse('series_list')}?program={programme.slug}"), *further]


def _actor(request: HttpRequest) -> User:
    """Who asks; only those who have signed in may change."""
    return cast("User", request.user)


def _address(series: Series) -> str:
    return reverse("series", kwargs={"pk": series.pk})


def _attempt(form: Form | SeriesForm, write: Callable[[], object]) -> Series | None:
    """Does the writing; a domain error becomes the form's."""
    try:
        return write()  # type: ignore[return-value]
    except IndicatorsError as error:
        form.add_error(None, str(error))
        return None


def _status(form: Form | SeriesForm) -> int | None:
    return INVALID if form.errors else None


def _initial(series: Series) -> dict[str, object]:
    return {name: getattr(series, name) for name in SeriesForm.Meta.fields}
