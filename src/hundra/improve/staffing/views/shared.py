"""Fetching what a planner's page is about; what is not theirs to plan is not there."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from hundra.hear.contacts.models import Desk
from hundra.improve.staffing import rules
from hundra.improve.staffing.models import RosterPeriod
from hundra.improve.staffing.queries import planning

INVALID = 422


def desk_or_404(request: HttpRequest, slug: str) -> Desk:
    """Whoever plans elsewhere does not learn which desks there are."""
    found = Desk.objects.select_related("unit").filter(slug=slug).first()
    if found is None or not rules.may_plan(request.user, found):
        raise Http404
    return found


def period_or_404(request: HttpRequest, pk: int) -> RosterPeriod:
    found = planning.period_by_key(pk)
    if found is None or not rules.may_plan(request.user, found.desk):
        raise Http404
    return found
