"""Pages of how many each manager leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundra.core.accounts.models import User
from hundra.core.audit.queries import trail
from hundra.core.audit.services import log_reading
from hundra.core.organisation.models import Unit
from hundra.core.organisation.queries import unit_choices
from hundra.core.ui.access import check, requires, signed_in
from hundra.core.ui.tables import answer
from hundra.hear.surveys.queries.results import scales_of, waves_with_results
from hundra.measure.span import presenting, queries, rules, services
from hundra.measure.span.forms import GoalForm
from hundra.measure.span.models import SpanGoal

INVALID = 422


@dataclass(frozen=True)
class _Asked:
    """The unit and the day that the address asks for."""

    unit: Unit | None
    on: date
    choices: list[tuple[int | str, str]]

    def span(self, request: HttpRequest) -> queries.Span:
        return queries.span(by=request.user, unit=self.unit, on=self.on)


@requires(rules.may_see)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    found = asked.span(request)
    parts = presenting.PartsTable(request, found.parts)
    context = {
        **_base(request, asked, "span"),
        "span": found,
        "goal": presenting.goal_words(found.goal_texts),
        "trend": presenting.trend(found) if found.lines else None,
        "share": presenting.share_above(found) if found.lines else None,
        "distribution": presenting.distribution(found) if found.lines else None,
    }
    return answer(request, "span/overview.html", table=parts, context=context)


@requires(rules.may_see)
@require_safe
def managers(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    found = asked.span(request)
    table = presenting.ManagersTable(request, queries.named(found.lines))
    context = {
        **_base(request, asked, "managers"),
        "span": found,
        "goal": presenting.goal_words(found.goal_texts),
    }
    return answer(request, "span/managers.html", table=table, context=context)


@requires(rules.may_see)
@require_safe
def manager(request: HttpRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    person = queries.seen_manager(pk, by=request.user, on=today)
    if person is None:
        raise Http404
    if person.protected_identity:
        log_reading(by=cast("User", request.user), record=person, what=f"person {person.number}")
    return _group(request, queries.group_of(person, today), own=False)


@signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The manager's own people, wherever they are."""
    found = queries.own_group(request.user, timezone.localdate())
    if found is None:
        return render(request, "span/none.html")
    return _group(request, found, own=True)


def _group(request: HttpRequest, found: queries.Group, *, own: bool) -> HttpResponse:
    context = {
        "group": found,
        "own": own,
        "chart": presenting.group_chart(found),
        "crumbs": presenting.crumbs(_("My group") if own else str(found.person)),
        "may_see": rules.may_see(request.user),
    }
    return render(request, "span/group.html", context)


@requires(rules.may_see)
@require_safe
def survey(request: HttpRequest) -> HttpResponse:
    """Beside a published staff survey's scales, those of leadership first."""
    waves = list(waves_with_results(request.user)[:20])
    asked = request.GET.get("enkat", "")
    wave = next((one for one in waves if str(one.pk) == asked), waves[0] if waves else None)
    scales = queries.leadership_first(scales_of(wave)) if wave else []
    codes = [scale.code for scale in scales]
    code = request.GET.get("skala", "")
    code = code if code in codes else next(iter(codes), "")
    found = queries.beside(by=request.user, wave=wave, code=code) if wave else None
    context = {
        "tabs": presenting.tabs("span_survey", ""),
        "waves": [(one.pk, one.title) for one in waves],
        "wave": wave,
        "scales": [(scale.code, scale.title) for scale in scales],
        "code": code,
        "words": presenting.beside_words(found) if found else "",
        "chart": presenting.beside_chart(found) if found and found.groups else None,
    }
    return render(request, "span/survey.html", context)


@requires(rules.may_see)
@require_http_methods(["GET", "POST"])
def goal_list(request: HttpRequest) -> HttpResponse:
    may_set = rules.may_set_goal_somewhere(request.user)
    form = None
    if may_set:
        form = GoalForm(request.POST or None, paths=rules.goal_paths(request.user))
    if request.method == "POST":
        check(may_set)
        if form is not None and form.is_valid():
            services.set_goal(by=cast("User", request.user), **form.cleaned_data)
            messages.success(request, _("The goal is saved."))
            return redirect("span_goals")
    context = {
        "form": form,
        "goals": [
            (goal, rules.may_set_goal(request.user, goal.unit), trail(goal) if may_set else None)
            for goal in queries.goals_seen(request.user)
        ],
        "tabs": presenting.tabs("span_goals", ""),
    }
    status = INVALID if form is not None and form.errors else 200
    return render(request, "span/goals.html", context, status=status)


@requires(rules.may_set_goal_somewhere)
@require_POST
def remove_goal(request: HttpRequest, pk: int) -> HttpResponse:
    goal = get_object_or_404(SpanGoal.objects.select_related("unit"), pk=pk)
    check(rules.may_set_goal(request.user, goal.unit))
    services.remove_goal(by=cast("User", request.user), goal=goal)
    messages.success(request, _("The goal is removed. That of the nearest unit above holds."))
    return redirect("span_goals")


def _asked(request: HttpRequest) -> _Asked:
    choices = unit_choices(paths=rules.seen_paths(request.user), leaves=False)
    given = request.GET.get("enhet", "")
    unit = _unit(request, given)
    return _Asked(unit, _day(request.GET.get("dag", "")) or timezone.localdate(), choices)


def _unit(request: HttpRequest, given: str) -> Unit | None:
    """One in the reader's subtrees; another than those is not heard."""
    if not given.isascii() or not given.isdigit() or len(given) > 18:  # noqa: PLR2004  A bigint's.
        return None
    found = Unit.objects.filter(pk=given).first()
    seen = tuple(rules.seen_paths(request.user))
    return found if found and found.path.startswith(seen) else None


def _day(text: str) -> date | None:
    try:
        found = parse_date(text)
    except ValueError:
        return None
    return found if found and 1950 <= found.year <= 2200 else None  # noqa: PLR2004  Of employment.


def _base(request: HttpRequest, asked: _Asked, here: str) -> dict[str, object]:
    kept = request.GET.copy()
    for name in [name for name in kept if name not in ("enhet", "dag")]:
        del kept[name]
    return {
        "unit": asked.unit,
        "on": asked.on,
        "is_today": asked.on == timezone.localdate(),
        "unit_choices": asked.choices,
        "chosen": asked.unit.pk if asked.unit else "",
        "query": kept.urlencode(),
        "tabs": presenting.tabs(here, kept.urlencode()),
    }
