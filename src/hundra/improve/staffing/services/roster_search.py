"""The search for a roster: what it starts from, and what is kept of it."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from hundra.engines import rostering as engine
from hundra.improve.staffing.models import RosterPeriod, Solve, WishAnswer
from hundra.improve.staffing.problems import problem_of, roster_of, write_roster
from hundra.improve.staffing.services.training import note_missed
from hundra.improve.staffing.wording import stored_reason

SHOWN_SHORTAGES = 60


class RosterSearch:
    """As `solving.Search`."""

    def __init__(self, asked: Solve) -> None:
        self.period = asked.period
        self.seconds = asked.seconds
        self.problem = problem_of(asked.period)
        self.outcome = engine.Outcome(status=engine.Status.UNKNOWN)

    def run(self, stop: engine.Stop, tell: Callable[[engine.Progress], None]) -> None:
        start = roster_of(self.period)
        self.outcome = engine.solve(
            self.problem,
            seconds=self.seconds,
            workers=2,
            start=start if start.assignments else None,
            stop=stop,
            on_progress=tell,
        )

    def keep(self) -> bool:
        outcome = self.outcome
        if outcome.roster is None:
            return False
        write_roster(self.period, outcome.roster)
        _answer_wishes(self.period, outcome)
        note_missed(self.period, self.problem, outcome.roster, outcome.missed)
        return True

    def reasons(self) -> dict[str, object]:
        return _reasons(self.outcome)


def _answer_wishes(period: RosterPeriod, outcome: engine.Outcome) -> None:
    """As it stands for now: what is told to people is told when the roster is published."""
    now = timezone.now()
    answers = {int(one.wish.key): one for one in outcome.answers}
    for wish in period.wishes.filter(pk__in=answers):
        answer = answers[wish.pk]
        wish.answer = WishAnswer.GRANTED if answer.granted else WishAnswer.REFUSED
        wish.reasons = [stored_reason(one) for one in answer.reasons]
        wish.answered_at = now
        wish.save(update_fields=["answer", "reasons", "answered_at"])


def _reasons(outcome: engine.Outcome) -> dict[str, object]:
    shortages = sorted(outcome.shortages, key=lambda one: -one.missing)[:SHOWN_SHORTAGES]
    return {
        "shortages": [
            {
                "day": one.need.day.isoformat(),
                "start": one.need.start,
                "skill": min(one.need.skills, default=""),
                "people": one.need.people,
                "present": one.present,
                "reasons": [stored_reason(reason) for reason in one.reasons],
            }
            for one in shortages
        ],
        "conflict": [
            {
                "rule": one.rule,
                "person": one.person,
                "first": one.first.isoformat() if one.first else None,
                "last": one.last.isoformat() if one.last else None,
                "about": one.about,
            }
            for one in outcome.conflict
        ],
    }
