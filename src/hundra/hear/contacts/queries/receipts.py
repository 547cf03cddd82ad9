"""What has been answered to providers."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from hundra.hear.contacts.models import WebhookReceipt


def before(day: date) -> QuerySet[WebhookReceipt]:
    """Receipts older than any repeat that a provider sends; for disposal."""
    return WebhookReceipt.objects.filter(at__date__lt=day)
