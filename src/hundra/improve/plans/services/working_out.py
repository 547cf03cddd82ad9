"""Proposals, what is said of them, and stands."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from hundra.core.accounts.models import User
from hundra.engines.text import plain_text
from hundra.improve.plans.errors import InvalidError
from hundra.improve.plans.models import (
    FocusArea,
    Party,
    Plan,
    Proposal,
    ProposalComment,
    ProposalState,
    Stand,
    View,
)
from hundra.improve.plans.services.writing import lock_open, save, written


@transaction.atomic
def propose(
    *, plan: Plan, text: str, area: FocusArea | None = None, by: User | None, source: str = ""
) -> Proposal:
    """What somebody wants in the plan. `source` tells where it comes from, such as a café."""
    plan = lock_open(plan)
    if area is not None and area.plan_id != plan.pk:
        raise InvalidError(gettext("The area belongs to another plan."))
    proposal = Proposal(
        plan=plan,
        area=area,
        author=by,
        source=source,
        text=written(text, missing=gettext("Write what you propose.")),
    )
    save(proposal)
    return proposal


@transaction.atomic
def comment(*, proposal: Proposal, text: str, by: User | None) -> ProposalComment:
    lock_open(proposal.plan)
    said = ProposalComment(
        proposal=proposal,
        author=by,
        text=written(text, missing=gettext("Write your comment.")),
    )
    save(said)
    return said


@transaction.atomic
def decide(*, proposal: Proposal, taken_up: bool, why: str, by: User | None) -> Proposal:
    """Takes it up, or not; why is always said. Can be decided anew: the history keeps both."""
    lock_open(proposal.plan)
    proposal.state = ProposalState.TAKEN_UP if taken_up else ProposalState.NOT_TAKEN_UP
    proposal.why = written(why, missing=gettext("Say why: whoever proposed it wants to know."))
    proposal.decided_by, proposal.decided_at = by, timezone.now()
    save(proposal)
    return proposal


@transaction.atomic
def record_stand(
    *,
    plan: Plan,
    party: str,
    name: str,
    view: str,
    words: str = "",
    given_on: dt.date | None = None,
    by: User | None,
    today: dt.date | None = None,
) -> Stand:
    """Where a party stands, for good. A remark or a no needs its words."""
    plan = lock_open(plan)
    today = today or timezone.localdate()
    stand = Stand(
        plan=plan,
        party=Party(party),
        name=written(name, missing=gettext("Say who it is.")),
        view=View(view),
        words=plain_text(words),
        given_on=given_on or today,
        plan_state=plan.state,
        recorded_by=by,
    )
    if stand.given_on > today:
        raise InvalidError(gettext("A stand cannot be given on a day to come."))
    if stand.view != View.AGREES and not stand.words:
        raise InvalidError(gettext("Write the remark, or why they disagree, in their own words."))
    save(stand)
    return stand
