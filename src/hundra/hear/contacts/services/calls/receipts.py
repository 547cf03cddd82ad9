"""A provider repeats what it got no answer to: the same question, the same answer, done once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from hundra.hear.contacts.models import WebhookReceipt


@transaction.atomic
def once(
    *, provider: str, key: str, at: datetime, work: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """The answer to the webhook with this key; `work` makes it the first time, and only then.

    What was done and the answer are kept together or not at all. A repeat that comes while the
    first is still at work waits for it.
    """
    receipt, is_new = WebhookReceipt.objects.get_or_create(
        provider=provider, key=key, defaults={"at": at}
    )
    if is_new:
        receipt.answer = work()
        receipt.save(update_fields=["answer"])
    answer: dict[str, Any] = receipt.answer
    return answer
