"""What went wrong in a job, kept beside the queue (which itself keeps no errors)."""

from __future__ import annotations

import logging
import traceback
from datetime import timedelta

from django.db import DatabaseError, connection
from django.utils import timezone

from hundra.core.jobs.models import Failure

logger = logging.getLogger(__name__)

ERROR_LIMIT, TRACE_LIMIT = 500, 8000
KEPT_FOR = timedelta(days=30)


def keep_failure(*, job: int, task: str, error: BaseException) -> None:
    """Keeps the error and where it happened (code only, no values). Never fails itself."""
    lines = traceback.format_exception(type(error), error, error.__traceback__)
    try:
        Failure.objects.create(
            job=job,
            task=task,
            error=f"{type(error).__name__}: {error}"[:ERROR_LIMIT].replace("\0", ""),
            trace="".join(lines)[-TRACE_LIMIT:].replace("\0", ""),
        )
    except DatabaseError:
        logger.warning("Could not keep the failure of job %s", job, exc_info=True)
    finally:
        connection.close()


def forget_old_failures() -> int:
    """Removes failures older than KEPT_FOR; returns how many."""
    return Failure.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()[0]
