"""Plans that everybody may read. No cookies, no names of people."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from hundra.core.ui import markdown
from hundra.core.ui.access import open_to_all
from hundra.core.ui.publishing import addresses, kept_briefly
from hundra.improve.plans.models import ActivityState
from hundra.improve.plans.presenting import ACTIVITY_TONES, TONES, VIEW_TONES, life_steps
from hundra.improve.plans.queries import plans as queries

MOST_ACTIVITIES = 500


@open_to_all
@kept_briefly
@require_safe
def public_plans(request: HttpRequest) -> HttpResponse:
    shown = [(plan, TONES[plan.state]) for plan in queries.public_plans()]
    return render(request, "plans/public_plans.html", {"plans": shown, **addresses(request)})


@open_to_all
@kept_briefly
@require_safe
def public_plan(request: HttpRequest, plan: int) -> HttpResponse:
    shown = queries.plan_with(plan)
    if shown is None or not shown.is_public:
        raise Http404
    today = timezone.localdate()
    listed = list(
        queries.activities()
        .filter(area__plan=shown)
        .exclude(state=ActivityState.CALLED_OFF)
        .order_by("area__position", "ends_on", "pk")[:MOST_ACTIVITIES]
    )
    context = {
        "plan": shown,
        "tone": TONES[shown.state],
        "summary": markdown.render(shown.summary),
        "outcome": markdown.render(shown.outcome),
        "life": life_steps(shown),
        "matrix": queries.matrix(shown, today),
        "activities": [(one, ACTIVITY_TONES[one.state]) for one in listed],
        "standing": [
            (stand, VIEW_TONES[stand.view]) for stand in queries.standing(queries.stands(shown))
        ],
        **addresses(request),
    }
    return render(request, "plans/public_plan.html", context)
