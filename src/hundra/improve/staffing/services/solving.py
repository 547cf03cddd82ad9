"""Searching for a roster: asked for on a page, done by any worker, stopped when somebody says so.

The worker writes how far it has come into the `Solve`; pages read it there.
"""

from __future__ import annotations

import threading
import time

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.engines import rostering as engine
from hundra.improve.staffing.errors import NotNowError
from hundra.improve.staffing.models import (
    PeriodState,
    RosterPeriod,
    Solve,
    SolveState,
    WishAnswer,
)
from hundra.improve.staffing.problems import problem_of, roster_of, write_roster
from hundra.improve.staffing.services.training import note_missed
from hundra.improve.staffing.wording import stored_reason

TOLD_EVERY_SECONDS = 1.0
SHOWN_SHORTAGES = 60
SOLVABLE = (PeriodState.DRAFT, PeriodState.WISHES, PeriodState.PLANNED)


@transaction.atomic
def ask_for_roster(*, period: RosterPeriod, seconds: int, by: User | None) -> Solve:
    """Has a worker search for so many seconds. Wishes are closed while it does, and for good
    when a roster is found; else the period is as it was."""
    from hundra.improve.staffing.jobs import solve

    locked = RosterPeriod.objects.select_for_update().get(pk=period.pk)
    if locked.state not in SOLVABLE:
        raise NotNowError(_("The roster is being worked out already, or is published."))
    if not locked.needs.exists():
        raise NotNowError(_("Say first how many are needed."))
    asked = Solve.objects.create(period=locked, seconds=seconds, asked_by=by, found_in=locked.state)
    locked.state = period.state = PeriodState.SOLVING
    locked.save(update_fields=["state"])
    solve.defer(key=asked.pk)
    return asked


def ask_to_stop(*, solve: Solve, by: User) -> None:
    """The best roster so far is kept. One that no worker has begun is taken back."""
    with transaction.atomic():
        asked = Solve.objects.select_for_update().get(pk=solve.pk)
        if asked.state == SolveState.QUEUED:
            _give_up(asked, {}, SolveState.STOPPED)
        asked.stop_asked = True
        asked.save(update_fields=["stop_asked"])


def carry_out(*, key: int) -> None:
    """The worker's part. A second try after a worker that died begins anew."""
    with transaction.atomic():
        asked = Solve.objects.select_for_update().select_related("period__desk").get(pk=key)
        if not asked.is_going_on:
            return
        asked.state = SolveState.RUNNING
        asked.started_at = asked.told_at = timezone.now()
        asked.save(update_fields=["state", "started_at", "told_at"])
    try:
        problem = problem_of(asked.period)
        outcome = _search(asked, problem)
    except engine.ProblemError as error:
        _give_up(asked, {"error": str(error)}, SolveState.FAILED)
    except Exception:
        _give_up(asked, {}, SolveState.FAILED)
        raise
    else:
        _conclude(asked, problem, outcome)


def _search(asked: Solve, problem: engine.Problem) -> engine.Outcome:
    stop = threading.Event()
    told = 0.0

    def tell(progress: engine.Progress) -> None:
        nonlocal told
        if time.monotonic() - told < TOLD_EVERY_SECONDS:
            return
        told = time.monotonic()
        try:
            Solve.objects.filter(pk=asked.pk).update(
                value=progress.value,
                bound=progress.bound,
                gap=progress.gap,
                used_seconds=progress.seconds,
                told_at=timezone.now(),
            )
        finally:
            if threading.current_thread() is not threading.main_thread():
                connection.close()

    ended = threading.Event()
    watcher = threading.Thread(target=_watch, args=(asked.pk, stop, ended), daemon=True)
    watcher.start()
    start = roster_of(asked.period)
    try:
        return engine.solve(
            problem,
            seconds=asked.seconds,
            workers=2,
            start=start if start.assignments else None,
            stop=stop,
            on_progress=tell,
        )
    finally:
        ended.set()
        watcher.join()


def _watch(key: int, stop: threading.Event, ended: threading.Event) -> None:
    """Looks once a second whether somebody has asked to stop, and shows that the worker lives."""
    begun = time.monotonic()
    try:
        while not ended.wait(TOLD_EVERY_SECONDS):
            mine = Solve.objects.filter(pk=key)
            mine.update(told_at=timezone.now(), used_seconds=time.monotonic() - begun)
            if mine.filter(stop_asked=True).exists():
                stop.set()
                return
    finally:
        connection.close()


@transaction.atomic
def _conclude(asked: Solve, problem: engine.Problem, outcome: engine.Outcome) -> None:
    asked.refresh_from_db()
    asked.value, asked.bound, asked.gap = outcome.value, outcome.bound, outcome.gap
    asked.used_seconds = outcome.seconds
    asked.reasons = _reasons(outcome)
    if outcome.roster is None:
        _give_up(asked, asked.reasons, SolveState.IMPOSSIBLE)
        return
    write_roster(asked.period, outcome.roster)
    _answer_wishes(asked.period, outcome)
    note_missed(asked.period, problem, outcome.roster, outcome.missed)
    _end(asked, SolveState.STOPPED if asked.stop_asked else SolveState.DONE)
    RosterPeriod.objects.filter(pk=asked.period_id).update(state=PeriodState.PLANNED)


def _give_up(asked: Solve, reasons: dict[str, object], state: SolveState) -> None:
    asked.reasons = reasons
    _end(asked, state)
    RosterPeriod.objects.filter(pk=asked.period_id).update(state=asked.found_in)


def _end(asked: Solve, state: SolveState) -> None:
    asked.state = state
    asked.ended_at = timezone.now()
    asked.save()


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
