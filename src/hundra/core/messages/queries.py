"""Everything that reads the outbox."""

from __future__ import annotations

from django.utils import timezone

from hundra.core.messages.models import Message, MessageState


def anything_due() -> bool:
    """Is there a message that could be sent now?"""
    return Message.objects.filter(
        state=MessageState.QUEUED, next_attempt_at__lte=timezone.now()
    ).exists()
