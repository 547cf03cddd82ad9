"""What came of the wishes for a summer, and what is remembered of refusals."""

from __future__ import annotations

from django.utils import timezone

from hundra.engines.rostering.holidays import answer_wishes
from hundra.engines.rostering.holidays.summer import step_cost
from hundra.improve.staffing.holiday_problems import plan_of, summer_of
from hundra.improve.staffing.models import LedgerEntry, RosterPeriod, Wish, WishAnswer, WishKind
from hundra.improve.staffing.wording import stored_reason

MOST_POINTS = 10
AVOIDED_POINTS = 2
CHOICES = 3


def settle(period: RosterPeriod) -> None:
    """Answers as the weeks are now. A choice below the one that was granted needs none.

    Remembered for the next summer, with the first choice: 3 points if the second was granted,
    6 if the third, 10 if none of three; and 2 for each avoided week.
    """
    summer = summer_of(period)
    plan = plan_of(period, summer)
    answers = {int(one.key): one for one in answer_wishes(summer, plan)}
    now = timezone.now()
    wishes = list(period.wishes.all())
    for wish in wishes:
        answer = answers.get(wish.pk)
        if answer is None:
            wish.answer, wish.answered_at, wish.reasons = WishAnswer.OPEN, None, []
            continue
        wish.answer = WishAnswer.GRANTED if answer.granted else WishAnswer.REFUSED
        wish.answered_at = now
        wish.reasons = [stored_reason(one) for one in answer.reasons]
    Wish.objects.bulk_update(wishes, ["answer", "answered_at", "reasons"])
    levels = {int(one.key): one.level(plan[one.key]) for one in summer.people}
    period.ledger.all().delete()
    LedgerEntry.objects.bulk_create(
        LedgerEntry(person_id=wish.person_id, period=period, wish=wish, points=points)
        for wish in wishes
        if (points := _points(wish, levels.get(wish.person_id, 0)))
    )


def _points(wish: Wish, level: int) -> int:
    """`level`: how many choices came before what was granted."""
    if wish.answer != WishAnswer.REFUSED:
        return 0
    if wish.kind == WishKind.AVOID:
        return AVOIDED_POINTS
    if wish.rank != 1:
        return 0
    return min(MOST_POINTS, round(MOST_POINTS * step_cost(level) / step_cost(CHOICES)))
