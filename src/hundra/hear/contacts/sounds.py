"""What a sound file is, told from its first bytes, never from its name."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from hundra.hear.contacts.errors import InvalidError


@dataclass(frozen=True)
class SoundKind:
    media_type: str
    extension: str


WAV = SoundKind("audio/wav", "wav")
MP3 = SoundKind("audio/mpeg", "mp3")
OGG = SoundKind("audio/ogg", "ogg")
HEADER_BYTES = 12
# An MPEG frame begins with eleven set bits, then version, layer (III = 01) and rate.
_SYNC, _LAYER_3 = 0xE0, 0x02


def kind_of(data: bytes) -> SoundKind:
    """WAV, MP3 or Ogg. Raises InvalidError for all else."""
    if data[:4] == b"RIFF" and data[8:HEADER_BYTES] == b"WAVE":
        return WAV
    if data[:4] == b"OggS":
        return OGG
    if data[:3] == b"ID3" or _is_mpeg_frame(data):
        return MP3
    raise InvalidError(_("The file is not a sound we can play. Save it as WAV, MP3 or Ogg."))


def _is_mpeg_frame(data: bytes) -> bool:
    if len(data) < HEADER_BYTES or data[0] != 0xFF:  # noqa: PLR2004
        return False
    return data[1] & _SYNC == _SYNC and data[1] & 0x06 == _LAYER_3 and data[2] & 0xF0 != 0xF0  # noqa: PLR2004
