"""What operators can do with a job."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from procrastinate import exceptions
from procrastinate.contrib.django import app

from hundra.core.jobs.errors import JobHasGoneOnError


def try_again(job: int) -> None:
    """Queues a failed job anew. Raises JobHasGoneOnError if it has not failed (any more)."""
    if app.job_manager.list_jobs(id=job, status="failed"):
        try:
            with transaction.atomic():
                app.job_manager.retry_job_by_id(job, retry_at=timezone.now())
        except exceptions.ConnectorException as error:
            raise JobHasGoneOnError(str(error)) from error
    else:
        raise JobHasGoneOnError(f"Job {job} has not failed")


@transaction.atomic
def cancel(job: int) -> None:
    """Takes a waiting job out of the queue. Raises JobHasGoneOnError if it no longer waits."""
    if not app.job_manager.cancel_job_by_id(job):
        raise JobHasGoneOnError(f"Job {job} does not wait")
