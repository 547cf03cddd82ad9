"""What is heard while one waits: two soft tones and silence, four seconds in all."""

from __future__ import annotations

import io
import math
import struct
import wave
from functools import lru_cache

RATE_HERTZ = 8000
SECONDS = 4
# E and G above middle C, one after the other.
TONES = ((0.0, 329.63), (0.6, 392.0))
TONE_SECONDS = 1.2
LOUDNESS = 5000


@lru_cache(maxsize=1)
def waiting() -> bytes:
    """A WAV file as telephones carry it: 8 kHz, 16 bits, mono."""
    samples = [0.0] * (RATE_HERTZ * SECONDS)
    for start, hertz in TONES:
        first = int(start * RATE_HERTZ)
        for i in range(int(TONE_SECONDS * RATE_HERTZ)):
            fading = math.sin(math.pi * i / (TONE_SECONDS * RATE_HERTZ))
            samples[first + i] += fading * math.sin(2 * math.pi * hertz * i / RATE_HERTZ)
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE_HERTZ)
        sound.writeframes(b"".join(struct.pack("<h", int(LOUDNESS * sample)) for sample in samples))
    return file.getvalue()
