"""The worker: takes jobs from the queue until it is told to stop, and outlives the database.

Tasks keep deferring through Django's connection, so a job queued inside a transaction (also one
that runs in a job) exists if and only if that transaction commits. Only the worker's own reading
of the queue has connections of its own.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Awaitable, Callable
from typing import Any

import psycopg
from asgiref.sync import sync_to_async
from django.db import InterfaceError, OperationalError, connections
from procrastinate import App, exceptions, jobs, manager
from procrastinate.contrib.django import app as django_app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector
from procrastinate.worker import Worker

from hundra.core.jobs.failures import keep_failure

logger = logging.getLogger(__name__)

CONCURRENCY = 4
# How long jobs may go on after "stop"; a supervisor such as systemd kills after that.
GRACE_SECONDS = 30
SHORTEST_PAUSE, LONGEST_PAUSE = 0.2, 5.0
LOST_DATABASE = (
    exceptions.ConnectorException,
    psycopg.OperationalError,
    psycopg.InterfaceError,
    OperationalError,
    InterfaceError,
)

_before_work: list[Callable[[], None]] = []


def before_work(action: Callable[[], None]) -> Callable[[], None]:
    """Registers what is put right each time the worker has (re)gained its database."""
    if action not in _before_work:
        _before_work.append(action)
    return action


def run(*, concurrency: int = CONCURRENCY) -> None:
    """Works until SIGTERM or SIGINT; running jobs are finished first. A second signal kills."""
    asyncio.run(_run(concurrency))


async def _run(concurrency: int) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def asked_to_stop(number: signal.Signals) -> None:
        stop.set()
        loop.remove_signal_handler(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, asked_to_stop, number)
    await work(stop, concurrency=concurrency)


async def work(stop: asyncio.Event, *, concurrency: int = CONCURRENCY) -> None:
    """Works until `stop`; begins anew whenever the database has been away."""
    pause = SHORTEST_PAUSE
    while not stop.is_set():
        try:
            await _serve(stop, concurrency)
            pause = SHORTEST_PAUSE
        except LOST_DATABASE as error:
            logger.warning("The database is away (%s); trying again in %.1f s", error, pause)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)
        pause = min(pause * 2, LONGEST_PAUSE)


async def _serve(stop: asyncio.Event, concurrency: int) -> None:
    """One life of procrastinate's worker; ends when stopped or when the database is lost."""
    await sync_to_async(connections.close_all)()  # The schedule's connection may be dead.
    await sync_to_async(_put_right, thread_sensitive=False)()
    connector = PsycopgConnector(
        kwargs=connector_params(), min_size=1, max_size=concurrency + 4, timeout=5
    )
    app = _app(connector, stop)
    async with app.open_async():
        working = asyncio.create_task(
            app.run_worker_async(
                concurrency=concurrency,
                install_signal_handlers=False,
                shutdown_graceful_timeout=GRACE_SECONDS,
                worker_middleware=[_keep_failures],
            )
        )
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not working.done():
            working.cancel()  # Procrastinate takes this as: finish what runs, then end.
        with contextlib.suppress(asyncio.CancelledError):
            await working


def _put_right() -> None:
    try:
        for action in _before_work:
            action()
    finally:
        connections.close_all()


def _app(connector: PsycopgConnector, stop: asyncio.Event) -> App:
    """The same tasks and schedule as Django's app, over the worker's own connections."""
    app = App(
        connector=connector,
        import_paths=django_app.import_paths,
        worker_defaults=django_app.worker_defaults,
        periodic_defaults=django_app.periodic_defaults,
    )
    app.tasks = django_app.tasks
    app.periodic_registry = django_app.periodic_registry
    app.job_manager = PatientJobManager(connector, stop)
    return app


async def _keep_failures(
    call_next: Callable[[], Awaitable[Any]], context: Any, worker: Worker
) -> Any:
    try:
        return await call_next()
    except Exception as error:
        await sync_to_async(keep_failure, thread_sensitive=False)(
            job=context.job.id, task=context.job.task_name, error=error
        )
        raise


class PatientJobManager(manager.JobManager):
    """Writes how a job ended also when the database was away at that moment."""

    def __init__(self, connector: PsycopgConnector, stop: asyncio.Event) -> None:
        super().__init__(connector)
        self._stop = stop

    async def finish_job(self, job: jobs.Job, status: jobs.Status, delete_job: bool) -> None:
        await self._patiently(
            lambda: super(PatientJobManager, self).finish_job(job, status, delete_job)
        )

    async def retry_job(self, job: jobs.Job, *args: Any, **kwargs: Any) -> None:
        await self._patiently(
            lambda: super(PatientJobManager, self).retry_job(job, *args, **kwargs)
        )

    async def _patiently(self, write: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                return await write()
            except exceptions.ConnectorException as error:
                if self._stop.is_set() or not isinstance(error.__cause__, psycopg.OperationalError):
                    raise
            await asyncio.sleep(1)
