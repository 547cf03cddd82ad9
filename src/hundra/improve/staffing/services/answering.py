"""What came of wishes, told when the roster is published."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_noop

from hundra.improve.staffing.models import RosterPeriod, Wish, WishAnswer
from hundra.improve.staffing.queries.planning import is_met

BY_HAND = {
    "code": "by_hand",
    # Translators: a reason why a wish was refused.
    "message": gettext_noop("because whoever plans the roster decided the day by hand"),
    "parameters": {},
}


def settle_wishes(period: RosterPeriod) -> None:
    """Answers as the roster became: a search's answers hold no longer for days that the planner
    changed after it."""
    worked = {(one.person_id, one.day): one for one in period.assignments.all()}
    now, changed = timezone.now(), []
    for wish in period.wishes.filter(last_day=None):
        met = is_met(wish, worked.get((wish.person_id, wish.day)))
        answer = WishAnswer.GRANTED if met else WishAnswer.REFUSED
        if wish.answer != answer:
            wish.answer, wish.answered_at = answer, now
            wish.reasons = [] if met else [BY_HAND]
            changed.append(wish)
    Wish.objects.bulk_update(changed, ["answer", "answered_at", "reasons"])
