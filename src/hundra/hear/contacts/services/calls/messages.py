"""Spoken messages: noted at once, fetched from the provider in a job."""

from __future__ import annotations

from datetime import datetime

from django.core.files.base import ContentFile

from hundra.hear.contacts import sounds, telephony
from hundra.hear.contacts.models import Call, VoiceMessage

# Two minutes of telephone sound, with room to spare.
MAX_BYTES = 10_000_000
LONGEST_ADDRESS = 500


def keep(call: Call, *, address: str, seconds: int, at: datetime) -> None:
    """Notes that there is a message; the same one twice is one."""
    from hundra.hear.contacts.jobs.voice import fetch_message

    message, is_new = VoiceMessage.objects.get_or_create(
        call=call,
        address=address[:LONGEST_ADDRESS],
        defaults={"seconds": max(seconds, 0), "at": at},
    )
    if is_new:
        fetch_message.defer(message=message.pk)


def fetch(message: VoiceMessage) -> None:
    """Brings the file home. Raises TelephonyError, and ValueError for what is no sound."""
    provider = telephony.provider()
    if message.file or provider is None:
        return
    data = provider.fetch(message.address, max_bytes=MAX_BYTES)
    kind = sounds.kind_of(data)
    message.file.save(f"{message.pk}.{kind.extension}", ContentFile(data))
