"""Proposals and stands."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hundra.core.accounts.web import signed_in_user, too_often
from hundra.core.ui.access import check, requires
from hundra.core.ui.components import Tab
from hundra.improve.plans import rules
from hundra.improve.plans.forms.plans import CommentForm, DecisionForm, ProposalForm, StandForm
from hundra.improve.plans.models import Plan, Proposal, ProposalState
from hundra.improve.plans.presenting import PROPOSAL_TONES, VIEW_TONES, proposal_page
from hundra.improve.plans.queries import plans as queries
from hundra.improve.plans.services import working_out as services
from hundra.improve.plans.views.shared import INVALID, attempt, of_plan, plan_or_404

PROPOSALS_AN_HOUR = 30
SHOWN = 200


@requires(rules.may_see)
@require_http_methods(["GET", "POST"])
def proposals(request: HttpRequest, plan: int) -> HttpResponse:
    shown = plan_or_404(plan)
    may_propose = rules.may_propose(request.user, shown)
    form = ProposalForm(
        request.POST or None, plan=shown, initial={"area": request.GET.get("omrade")}
    )
    if request.method == "POST":
        check(may_propose)
        if form.is_valid() and _propose(request, shown, form):
            messages.success(request, _("Your proposal is in. You will see here what is decided."))
            return redirect("plan_proposals", plan=plan)
    asked = request.GET.get("state", "")
    found = queries.proposals(shown)
    context = {
        **of_plan(request, shown, "proposals"),
        "form": form,
        "may_propose": may_propose,
        "proposals": [
            (one, PROPOSAL_TONES[one.state], proposal_page(one))
            for one in (found.filter(state=asked) if asked in ProposalState.values else found)[
                :SHOWN
            ]
        ],
        "narrowing": [
            Tab(label, f"?state={value}" if value else "?", current=asked == value)
            for value, label in (("", _("All")), *ProposalState.choices)
        ],
    }
    status = INVALID if form.is_bound and form.errors else None
    return render(request, "plans/proposals.html", context, status=status)


def _propose(request: HttpRequest, plan: Plan, form: ProposalForm) -> bool:
    why_not = too_often(request, "plans.propose", an_hour=PROPOSALS_AN_HOUR)
    if why_not:
        form.add_error(None, why_not)
        return False
    return attempt(
        form,
        partial(services.propose, plan=plan, by=signed_in_user(request), **form.cleaned_data),
    )


def _proposal_or_404(plan: int, pk: int) -> Proposal:
    found = queries.proposal_with(plan, pk)
    if found is None:
        raise Http404
    return found


def _proposal_page(
    request: HttpRequest,
    proposal: Proposal,
    *,
    comment_form: CommentForm | None = None,
    decision_form: DecisionForm | None = None,
) -> HttpResponse:
    bound = comment_form or decision_form
    context = {
        **of_plan(request, proposal.plan, "proposals"),
        "proposal": proposal,
        "proposal_tone": PROPOSAL_TONES[proposal.state],
        "may_comment": rules.may_comment(request.user, proposal),
        "may_decide": rules.may_decide(request.user, proposal) and proposal.plan.is_open,
        "comment_form": comment_form or CommentForm(),
        "decision_form": decision_form or DecisionForm(),
    }
    status = INVALID if bound is not None and bound.errors else None
    return render(request, "plans/proposal.html", context, status=status)


@requires(rules.may_see)
@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest, plan: int, pk: int) -> HttpResponse:
    """A proposal; posting says something of it."""
    shown = _proposal_or_404(plan, pk)
    if request.method != "POST":
        return _proposal_page(request, shown)
    check(rules.may_comment(request.user, shown))
    form = CommentForm(request.POST)
    if form.is_valid() and attempt(
        form,
        partial(
            services.comment,
            proposal=shown,
            text=form.cleaned_data["text"],
            by=signed_in_user(request),
        ),
    ):
        return redirect(proposal_page(shown) + "#kommentarer")
    return _proposal_page(request, shown, comment_form=form)


@requires(rules.may_see)
@require_POST
def decide(request: HttpRequest, plan: int, pk: int) -> HttpResponse:
    shown = _proposal_or_404(plan, pk)
    check(rules.may_decide(request.user, shown))
    form = DecisionForm(request.POST)
    if form.is_valid() and attempt(
        form,
        partial(services.decide, proposal=shown, by=signed_in_user(request), **form.cleaned_data),
    ):
        messages.success(request, _("The decision is saved, with why."))
        return redirect(proposal_page(shown))
    return _proposal_page(request, shown, decision_form=form)


@requires(rules.may_see)
@require_http_methods(["GET", "POST"])
def stands(request: HttpRequest, plan: int) -> HttpResponse:
    shown = plan_or_404(plan)
    parties = rules.parties_of(request.user, shown) if shown.is_open else []
    form = StandForm(request.POST or None, parties=parties)
    if request.method == "POST":
        check(bool(parties))
        if form.is_valid():
            details = form.cleaned_data
            who = details.pop("participant")
            write = partial(
                services.record_stand,
                plan=shown,
                party=who.party,
                name=who.name,
                by=signed_in_user(request),
                **details,
            )
            if attempt(form, write):
                messages.success(request, _("The stand is recorded, for good."))
                return redirect("plan_stands", plan=plan)
    given = queries.stands(shown)
    context = {
        **of_plan(request, shown, "stands"),
        "form": form,
        "parties": parties,
        "standing": [(stand, VIEW_TONES[stand.view]) for stand in queries.standing(given)],
        "given": [(stand, VIEW_TONES[stand.view]) for stand in given],
    }
    status = INVALID if form.is_bound and form.errors else None
    return render(request, "plans/stands.html", context, status=status)
