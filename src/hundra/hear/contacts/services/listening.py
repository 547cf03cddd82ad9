"""Who listened to what: a voice is a person's, so every listening is noted."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from hundra.core.accounts.models import User
from hundra.core.audit.queries import was_read_since
from hundra.core.audit.services import log_reading
from hundra.hear.contacts.models import VoiceMessage

# A player asks for a sound in several parts; those are one listening.
ONE_LISTENING = timedelta(minutes=10)


def note_listening(*, message: VoiceMessage, by: User, at: datetime | None = None) -> None:
    """Notes it in the log of readings; asked for again within ten minutes it is the same one."""
    since = (at or timezone.now()) - ONE_LISTENING
    if not was_read_since(message, by=by, since=since):
        what = f"{message.call.contact.number}: voice message"
        log_reading(by=by, record=message, what=what)
