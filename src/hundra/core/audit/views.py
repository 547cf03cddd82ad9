"""The log of confidential readings, and disposal."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hundra.core.accounts.web import UserRequest
from hundra.core.audit import queries, retention, rules, services
from hundra.core.audit.forms import DecisionForm
from hundra.core.audit.models import Disposal, RetentionDecision
from hundra.core.audit.tables import DisposalTable, ReadingTable
from hundra.core.ui.access import requires
from hundra.core.ui.tables import answer


@requires(rules.may_see_readings)
@require_GET
def readings(request: UserRequest) -> HttpResponse:
    table = ReadingTable(request, queries.readings(by=request.user))
    return answer(request, "audit/readings.html", table=table)


@requires(rules.may_see_retention)
@require_GET
def retention_rules(request: UserRequest) -> HttpResponse:
    decisions = {decision.rule: decision for decision in RetentionDecision.objects.all()}
    outcomes = retention.prune(today=timezone.localdate(), dry_run=True)
    context = {
        "lines": [(one.rule, decisions.get(one.rule.key), one.count) for one in outcomes],
        "may_decide": rules.may_decide_retention(request.user),
    }
    return render(request, "audit/retention.html", context)


@requires(rules.may_see_retention)
@require_GET
def disposals(request: UserRequest) -> HttpResponse:
    table = DisposalTable(request, Disposal.objects.all())
    return answer(request, "audit/disposals.html", table=table)


@requires(rules.may_decide_retention)
@require_http_methods(["GET", "POST"])
def decide(request: UserRequest, key: str) -> HttpResponse:
    rule = retention.rule(key)
    if rule is None:
        raise Http404
    decision = RetentionDecision.objects.filter(rule=key).first()
    form = DecisionForm(request.POST or None, instance=decision, initial={"days": rule.days})
    if form.is_valid():
        services.decide_retention(by=request.user, key=key, **form.cleaned_data)
        messages.success(request, _("The decision is recorded."))
        return redirect("retention")
    trail = queries.trail(decision) if decision else []
    return render(request, "audit/decide.html", {"form": form, "rule": rule, "trail": trail})
