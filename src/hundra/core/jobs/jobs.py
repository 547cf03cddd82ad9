"""The queue looks after itself."""

from __future__ import annotations

from asgiref.sync import async_to_sync
from procrastinate import exceptions
from procrastinate.contrib.django import app
from procrastinate.jobs import Job, Status

from hundra.core.jobs.failures import forget_old_failures

# A worker writes its heartbeat every 10 s.
SILENT_SECONDS = 30
# A job that has taken its worker down this many times is not tried again by itself.
MOST_CRASHES = 5
SUCCEEDED_KEPT_HOURS = 48
OTHERS_KEPT_HOURS = 24 * 30


@app.periodic(cron="* * * * *")
@app.task(name="jobs.retry_stalled", queue="jobs")
def retry_stalled(timestamp: int) -> None:
    """Gives back the jobs of workers that died or were killed."""
    stalled = async_to_sync(app.job_manager.get_stalled_jobs)
    for job in stalled(seconds_since_heartbeat=SILENT_SECONDS):
        if job.attempts >= MOST_CRASHES:
            _finish(job, Status.FAILED)
            continue
        try:
            async_to_sync(app.job_manager.retry_job)(job)
        except exceptions.UniqueViolation:  # The same work already waits.
            _finish(job, Status.ABORTED)


def _finish(job: Job, status: Status) -> None:
    async_to_sync(app.job_manager.finish_job)(job, status=status, delete_job=False)


@app.periodic(cron="23 3 * * *")
@app.task(name="jobs.remove_old", queue="jobs")
def remove_old(timestamp: int) -> None:
    """Each night: removes what succeeded two days ago and everything else after a month."""
    delete = async_to_sync(app.job_manager.delete_old_jobs)
    delete(nb_hours=SUCCEEDED_KEPT_HOURS)
    delete(
        nb_hours=OTHERS_KEPT_HOURS,
        include_failed=True,
        include_cancelled=True,
        include_aborted=True,
    )
    forget_old_failures()
