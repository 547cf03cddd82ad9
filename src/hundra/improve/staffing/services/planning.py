"""A period from its beginning to its publication, and the planner's own hand in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.engines import rostering as engine
from hundra.hear.contacts.models import Desk
from hundra.improve.staffing.errors import NotNowError, RulesBrokenError
from hundra.improve.staffing.models import (
    LedgerEntry,
    PeriodState,
    RosterPeriod,
    WishAnswer,
)
from hundra.improve.staffing.problems import problem_of, roster_of
from hundra.improve.staffing.queries.ruling import notice_days
from hundra.improve.staffing.services import telling
from hundra.improve.staffing.services.answering import settle_wishes
from hundra.improve.staffing.wording import breach_text


@transaction.atomic
def create_period(
    *, desk: Desk, first_day: dt.date, last_day: dt.date, hour_cost: int, by: User | None
) -> RosterPeriod:
    try:
        with transaction.atomic():
            return RosterPeriod.objects.create(
                desk=desk,
                first_day=first_day,
                last_day=last_day,
                goal_share=desk.answer_share,
                hour_cost=hour_cost,
            )
    except IntegrityError as error:
        raise NotNowError(_("Another period of the desk has some of these days.")) from error


@transaction.atomic
def open_for_wishes(*, period: RosterPeriod, until: dt.date, by: User | None) -> None:
    """Employees wish until the day, which must leave the time of notice."""
    if period.state not in {PeriodState.DRAFT, PeriodState.WISHES}:
        raise NotNowError(_("Wishes are taken before the roster is worked out."))
    if until < timezone.localdate():
        raise NotNowError(_("That day has been. Choose a later one."))
    notice = notice_days(period.desk)
    if until > period.first_day - dt.timedelta(days=notice):
        raise NotNowError(
            _("Wishes must close at least %(days)s days before the first day.") % {"days": notice}
        )
    period.state, period.wishes_until = PeriodState.WISHES, until
    period.save(update_fields=["state", "wishes_until"])
    telling.wishes_open(period, until)


def usual_last_day_for_wishes(period: RosterPeriod) -> dt.date:
    """A week before the last day for publishing, so that there is time to plan."""
    usual = period.first_day - dt.timedelta(days=notice_days(period.desk) + 7)
    return max(usual, timezone.localdate())


def breaches_of(period: RosterPeriod, *, today: dt.date) -> list[str]:
    """Every rule that the roster breaks if it is published on the day."""
    problem = replace(problem_of(period, published_on=today), fixed=())
    names = {one.key: one.name for one in problem.people}
    return [
        breach_text(one, names, problem.rules) for one in engine.check(problem, roster_of(period))
    ]


@transaction.atomic
def publish(*, period: RosterPeriod, by: User | None, today: dt.date | None = None) -> None:
    """Makes the roster known: with the notice that is asked for, every rule kept, simulated before.

    Refused wishes are remembered, so that theirs weigh more next time.
    """
    today = today or timezone.localdate()
    if period.state != PeriodState.PLANNED:
        raise NotNowError(_("Only a roster that is worked out can be published."))
    if not period.simulations.exists():
        raise NotNowError(_("Simulate the roster first, so that its weak spots are known."))
    broken = breaches_of(period, today=today)
    if broken:
        raise RulesBrokenError(_("The roster breaks rules and cannot be published."), broken)
    period.state, period.published_on = PeriodState.PUBLISHED, today
    period.save(update_fields=["state", "published_on"])
    settle_wishes(period)
    LedgerEntry.objects.bulk_create(
        LedgerEntry(person_id=wish.person_id, period=period, wish=wish, points=wish.weight)
        for wish in period.wishes.filter(answer=WishAnswer.REFUSED)
    )
    telling.roster_published(period)
