"""What has been kept long enough (see core.audit.retention)."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from hundra.hear.knowledge.models import Search, Verdict


def searches_before(day: date) -> QuerySet[Search]:
    return Search.objects.filter(made_on__lt=day).order_by()


def verdicts_before(day: date) -> QuerySet[Verdict]:
    """Verdicts with a comment; the others tell nothing of anybody and stay in the figures."""
    return Verdict.objects.filter(given_on__lt=day).exclude(comment="").order_by()
