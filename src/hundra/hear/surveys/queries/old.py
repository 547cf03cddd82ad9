"""What retention finds."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from hundra.hear.surveys.models import ClassSum, Comment, Invitation, Quarantine, Response


def expired_before(day: dt.date) -> QuerySet[Invitation]:
    """Invitations whose last day was before the day."""
    return Invitation.objects.filter(expires_on__lt=day)


def quarantined_before(day: dt.date) -> QuerySet[Quarantine]:
    """Hashes of addresses that were asked before the day."""
    return Quarantine.objects.filter(asked_on__lt=day)


def written_before(day: dt.date) -> QuerySet[Comment]:
    """Comments that came before the day."""
    return Comment.objects.filter(day__lt=day)


def responses_before(day: dt.date) -> QuerySet[Response]:
    """Answers that came before the day."""
    return Response.objects.filter(day__lt=day)


def sums_before(day: dt.date) -> QuerySet[ClassSum]:
    """What answers before the day add up to."""
    return ClassSum.objects.filter(day__lt=day)
