"""Cases whose day has come are taken up again by themselves."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from hundra.hear.cases.errors import NotPossibleNowError
from hundra.hear.cases.models import Case, CaseState
from hundra.hear.cases.services.handling import resume


def wake(*, at: datetime | None = None) -> int:
    """Resumes all that waited until today or earlier; how many. Each by itself."""
    moment = at or timezone.now()
    due = Case.objects.filter(
        state=CaseState.SUSPENDED, suspended_until__lte=timezone.localdate(moment)
    )
    woken = 0
    for case in due.order_by("pk"):
        try:
            with transaction.atomic():
                resume(case=case, by=None, at=moment)
                woken += 1
        except NotPossibleNowError:
            # Somebody took it up in the same moment.
            continue
    return woken
