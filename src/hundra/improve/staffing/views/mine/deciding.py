"""What employees have asked for and a planner is to decide: swaps and conditions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import check, requires
from hundra.improve.staffing import condition_words, own_rules, rules
from hundra.improve.staffing.errors import StaffingError
from hundra.improve.staffing.forms.mine import DecisionForm
from hundra.improve.staffing.models import Condition, ConditionState, Swap, SwapState
from hundra.improve.staffing.queries import deciding as queries
from hundra.improve.staffing.services import own_terms, swapping


@requires(rules.is_planner)
@require_safe
def to_decide(request: HttpRequest) -> HttpResponse:
    user = signed_in_user(request)
    context = {
        "repairs": queries.repairs(user),
        "swaps": queries.swaps(user),
        "conditions": [(one, condition_words.told(one)) for one in queries.conditions(user)],
    }
    return render(request, "staffing/mine/to_decide.html", context)


@requires(rules.is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def decide_swap(request: HttpRequest, pk: int) -> HttpResponse:
    swap = queries.swap(pk)
    if swap is None or not rules.may_plan(request.user, swap.giver.guide.desk):
        raise Http404
    check(own_rules.may_decide(request.user, swap.giver))
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _decided(form, _swap(request, swap)):
        messages.success(request, _("Decided. Both are told by e-mail."))
        return redirect("roster_to_decide")
    context = {
        "form": form if swap.state == SwapState.ACCEPTED else None,
        "swap": swap,
        "crumbs": _crumbs(_("A swap")),
    }
    return _page(request, "decide_swap", form, context)


def _swap(request: HttpRequest, swap: Swap) -> Callable[[bool, str], object]:
    return lambda yes, answer: swapping.decide(
        swap=swap, by=signed_in_user(request), approve=yes, answer=answer
    )


@requires(rules.is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def decide_condition(request: HttpRequest, pk: int) -> HttpResponse:
    condition = queries.condition(pk)
    if condition is None or not rules.may_plan(request.user, condition.person.guide.desk):
        raise Http404
    check(own_rules.may_decide(request.user, condition.person))
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _decided(form, _term(request, condition)):
        messages.success(request, _("Decided. The employee is told by e-mail."))
        return redirect("roster_to_decide")
    context = {
        "form": form if condition.state == ConditionState.ASKED else None,
        "condition": condition,
        "told": condition_words.told(condition),
        "how_long": condition_words.how_long(condition),
        "crumbs": _crumbs(_("A condition")),
    }
    return _page(request, "decide_condition", form, context)


def _term(request: HttpRequest, condition: Condition) -> Callable[[bool, str], object]:
    return lambda yes, answer: own_terms.decide(
        condition=condition, by=signed_in_user(request), agree=yes, answer=answer
    )


def _decided(form: DecisionForm, step: Callable[[bool, str], object]) -> bool:
    try:
        step(form.cleaned_data["agree"] == "yes", form.cleaned_data["answer"])
    except StaffingError as problem:
        form.add_error(None, str(problem))
        return False
    return True


def _page(
    request: HttpRequest, name: str, form: DecisionForm, context: Mapping[str, object]
) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, f"staffing/mine/{name}.html", dict(context), status=status)


def _crumbs(here: str) -> list[tuple[str, str]]:
    return [(_("To decide"), reverse("roster_to_decide")), (here, "")]
