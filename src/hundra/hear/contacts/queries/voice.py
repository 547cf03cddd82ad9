"""What callers have said after the tone, for those who may see the contact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hundra.hear.contacts import sounds
from hundra.hear.contacts.models import Contact, VoiceMessage

_KINDS = {kind.extension: kind for kind in (sounds.WAV, sounds.MP3, sounds.OGG)}


@dataclass(frozen=True)
class Spoken:
    """A voice message; without a file as long as it has not been fetched from the provider."""

    message: VoiceMessage

    @property
    def is_here(self) -> bool:
        return bool(self.message.file)

    @property
    def length(self) -> str:
        """Minutes and seconds: "1:05"."""
        minutes, seconds = divmod(self.message.seconds, 60)
        return f"{minutes}:{seconds:02}"

    @property
    def media_type(self) -> str:
        """As the first bytes said when it was fetched, which its name was given by."""
        kind = _KINDS.get(str(self.message.file.name).rpartition(".")[2])
        return kind.media_type if kind else "application/octet-stream"


def voice_messages(contact: Contact) -> Sequence[Spoken]:
    """The oldest first. One query."""
    return [Spoken(one) for one in VoiceMessage.objects.filter(call__contact=contact)]


def voice_message(pk: int) -> Spoken | None:
    """The message, with the contact that it belongs to."""
    found = VoiceMessage.objects.select_related("call__contact__desk__unit").filter(pk=pk).first()
    return Spoken(found) if found else None
