"""Texts read aloud by eSpeak NG, where it is installed (Debian: `apt install espeak-ng`).

46elks itself reads English only. What has been read is kept in HUNDRA_HOME/speech, under a name
made of the text and its language.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from hundra.hear.contacts.telephony import SpeechError

TIMEOUT_SECONDS = 30
WORDS_A_MINUTE = "150"
# Our codes to those of its voices. Kurdish is Kurmanji there; Somali and Sorani it has not.
VOICES: Mapping[str, str] = {
    "ar": "ar",
    "az": "az",
    "bs": "bs",
    "de": "de",
    "en": "en-gb",
    "es": "es",
    "fa": "fa",
    "fi": "fi",
    "fr": "fr-fr",
    "hr": "hr",
    "it": "it",
    "kmr": "ku",
    "pl": "pl",
    "prs": "fa",
    "ru": "ru",
    "sr": "sr",
    "sv": "sv",
    "tr": "tr",
    "uk": "uk",
}


@lru_cache(maxsize=1)
def _program() -> str | None:
    return shutil.which("espeak-ng")


class ESpeak:
    """`hear.contacts.telephony.Speech` by the program `espeak-ng`."""

    def can_read(self, language: str) -> bool:
        return _program() is not None and language in VOICES

    def read(self, text: str, language: str) -> bytes:
        program = _program()
        if program is None or language not in VOICES:
            raise SpeechError(f"nothing here reads {language}; record it instead")
        name = hashlib.sha256(f"{language}\0{text}".encode()).hexdigest()
        kept = Path(settings.HOME) / "speech" / f"{name}.wav"
        if kept.exists():
            return kept.read_bytes()
        made = _read(program, text, VOICES[language])
        _keep(kept, made)
        return made


def _read(program: str, text: str, voice: str) -> bytes:
    command = [program, "-v", voice, "-s", WORDS_A_MINUTE, "--stdin", "--stdout"]
    try:
        done = subprocess.run(
            command, input=text.encode(), capture_output=True, timeout=TIMEOUT_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise SpeechError(f"{type(error).__name__}: {error}") from error
    return done.stdout


def _keep(kept: Path, made: bytes) -> None:
    """Whole or not at all, though two read the same text at once."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=kept.parent, delete=False) as file:
        file.write(made)
    Path(file.name).replace(kept)
