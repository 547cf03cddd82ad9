"""Everything that reads the queue."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import (
    ProcrastinateEvent,
    ProcrastinateJob,
    ProcrastinatePeriodicDefer,
    ProcrastinateWorker,
)

from hundra.core.jobs.models import Failure
from hundra.core.jobs.states import JobState

# A worker writes its heartbeat every 10 s.
SILENT_AFTER = dt.timedelta(seconds=30)


@dataclass(frozen=True)
class QueueLine:
    name: str
    waiting: int
    running: int
    failed: int
    done: int


@dataclass(frozen=True)
class WorkerLine:
    number: int
    seen_at: dt.datetime
    is_silent: bool


@dataclass(frozen=True)
class ScheduleLine:
    task: str
    cron: str
    last_run: dt.datetime | None
    next_run: dt.datetime


@dataclass(frozen=True)
class Overview:
    waiting: int
    running: int
    failed: int
    oldest_waiting: dt.datetime | None
    """When the job that has waited longest could have begun."""
    queues: tuple[QueueLine, ...]
    workers: tuple[WorkerLine, ...]
    schedule: tuple[ScheduleLine, ...]

    @property
    def somebody_works(self) -> bool:
        return any(not worker.is_silent for worker in self.workers)


def overview(*, now: dt.datetime | None = None) -> Overview:
    """How the queue does. Four queries, whatever its length."""
    now = now or timezone.now()
    queues = _queues()
    return Overview(
        waiting=sum(queue.waiting for queue in queues),
        running=sum(queue.running for queue in queues),
        failed=sum(queue.failed for queue in queues),
        oldest_waiting=_oldest_waiting(now),
        queues=queues,
        workers=tuple(
            WorkerLine(worker.pk, worker.last_heartbeat, now - worker.last_heartbeat > SILENT_AFTER)
            for worker in ProcrastinateWorker.objects.order_by("pk")
        ),
        schedule=_schedule(now),
    )


def _queues() -> tuple[QueueLine, ...]:
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    rows = ProcrastinateJob.objects.values_list("queue_name", "status").annotate(Count("pk"))
    for queue, status, count in rows.order_by():
        counts[queue][status] = count
    return tuple(
        QueueLine(
            name=queue,
            waiting=states.get(JobState.TODO, 0),
            running=states.get(JobState.DOING, 0),
            failed=states.get(JobState.FAILED, 0),
            done=states.get(JobState.SUCCEEDED, 0),
        )
        for queue, states in sorted(counts.items())
    )


def _oldest_waiting(now: dt.datetime) -> dt.datetime | None:
    could_begin = Q(job__scheduled_at=None) | Q(job__scheduled_at__lte=now)
    waiting = ProcrastinateEvent.objects.filter(
        could_begin, type="deferred", job__status=JobState.TODO
    )
    oldest: dt.datetime | None = waiting.aggregate(at=Min("at"))["at"]
    return oldest


def _schedule(now: dt.datetime) -> tuple[ScheduleLine, ...]:
    last = dict(
        ProcrastinatePeriodicDefer.objects.order_by()
        .values_list("task_name")
        .annotate(Max("defer_timestamp"))
    )
    lines = []
    for periodic in app.periodic_registry.periodic_tasks.values():
        name, stamp = periodic.task.name, last.get(periodic.task.name)
        begins: float = periodic.croniter.get_next(ret_type=float, start_time=now.timestamp())
        lines.append(
            ScheduleLine(
                task=name,
                cron=periodic.cron,
                last_run=dt.datetime.fromtimestamp(stamp, tz=dt.UTC) if stamp else None,
                next_run=dt.datetime.fromtimestamp(begins, tz=dt.UTC),
            )
        )
    return tuple(sorted(lines, key=lambda line: line.task))


def jobs() -> QuerySet[ProcrastinateJob]:
    """All jobs, the newest first, each with when it was queued and why it failed last."""
    queued = ProcrastinateEvent.objects.filter(job=OuterRef("pk"), type="deferred")
    failures = Failure.objects.filter(job=OuterRef("pk"))
    found: QuerySet[ProcrastinateJob] = ProcrastinateJob.objects.annotate(
        queued_at=Subquery(queued.order_by("at").values("at")[:1]),
        error=Subquery(failures.values("error")[:1]),
        queue=F("queue_name"),
    ).order_by("-pk")
    return found


def is_under_way(task: str, **arguments: object) -> bool:
    """Whether such a job waits or is being done."""
    return bool(
        ProcrastinateJob.objects.filter(
            task_name=task, status__in=["todo", "doing"], args__contains=arguments
        ).exists()
    )


def queue_names() -> list[tuple[str, str]]:
    """The queues in use, for a filter."""
    names = ProcrastinateJob.objects.order_by("queue_name").values_list("queue_name", flat=True)
    return [(name, name) for name in names.distinct()]


def failures_of(job: int) -> QuerySet[Failure]:
    return Failure.objects.filter(job=job)
