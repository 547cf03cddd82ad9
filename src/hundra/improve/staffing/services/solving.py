"""Searching for a roster, or for who has holiday when: asked for on a page, done by any worker,
stopped when somebody says so.

The worker writes how far it has come into the `Solve`; pages read it there.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Protocol

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.engines import rostering as engine
from hundra.engines.rostering.holidays import SummerOutcome
from hundra.improve.staffing.errors import NotNowError
from hundra.improve.staffing.models import (
    PeriodState,
    RosterPeriod,
    Solve,
    SolveState,
)
from hundra.improve.staffing.services.holidays.search import SummerSearch
from hundra.improve.staffing.services.roster_search import RosterSearch

TOLD_EVERY_SECONDS = 1.0
Outcome = engine.Outcome | SummerOutcome
SOLVABLE = (PeriodState.DRAFT, PeriodState.WISHES, PeriodState.PLANNED)


class Search(Protocol):
    """What is searched for in a period; made from the `Solve`."""

    @property
    def outcome(self) -> Outcome:
        """Of the search."""

    def run(self, stop: engine.Stop, tell: Callable[[engine.Progress], None]) -> None:
        """Searches; `outcome` is what came of it."""

    def keep(self) -> bool:
        """Writes what was found; False: nothing was."""

    def reasons(self) -> dict[str, object]:
        """What is told on the page."""


@transaction.atomic
def ask_for_roster(*, period: RosterPeriod, seconds: int, by: User | None) -> Solve:
    """Has a worker search for so many seconds. Wishes are closed while it does, and for good
    when a roster is found; else the period is as it was."""
    from hundra.improve.staffing.jobs import solve

    locked = RosterPeriod.objects.select_for_update().get(pk=period.pk)
    if locked.state not in SOLVABLE:
        raise NotNowError(_("The roster is being worked out already, or is published."))
    needs = locked.holiday_needs if locked.is_summer else locked.needs
    if not needs.exists():
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
        search = _search(asked)
    except engine.ProblemError as error:
        _give_up(asked, {"error": str(error)}, SolveState.FAILED)
    except Exception:
        _give_up(asked, {}, SolveState.FAILED)
        raise
    else:
        _conclude(asked, search)


def _search(asked: Solve) -> Search:
    search: Search = SummerSearch(asked) if asked.period.is_summer else RosterSearch(asked)
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
    try:
        search.run(stop, tell)
    finally:
        ended.set()
        watcher.join()
    return search


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
def _conclude(asked: Solve, search: Search) -> None:
    outcome = search.outcome
    asked.refresh_from_db()
    asked.value, asked.bound, asked.gap = outcome.value, outcome.bound, outcome.gap
    asked.used_seconds = outcome.seconds
    asked.reasons = search.reasons()
    if not search.keep():
        _give_up(asked, asked.reasons, SolveState.IMPOSSIBLE)
        return
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
