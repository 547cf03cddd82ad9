"""The addresses that a provider is given: where to tell us, and where sounds lie.

All hold the secret that only the provider knows, since 46elks signs nothing. It stands in the
query, which logs of requests leave out.
"""

from __future__ import annotations

import hashlib
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from hundra.hear.contacts.menus.walking import Part
from hundra.hear.contacts.telephony import Sound


def webhook(provider: str, event: str, *, step: int | None = None, **query: str) -> str:
    steps = {} if step is None else {"steg": str(step)}
    return _with_secret(reverse(f"voice-{provider}", args=[event]), **steps, **query)


def sound(said: Sound) -> str:
    """Providers keep what they have fetched, so a changed text has another address."""
    utterance = said.utterance
    path = reverse(
        "voice-sound",
        kwargs={
            "desk": said.desk,
            "menu": said.menu or 0,
            "node": utterance.node or "-",
            "part": utterance.part.value,
            "language": utterance.language,
        },
    )
    content = f"{utterance.recording or ''}|{utterance.text}"
    return _with_secret(path, v=hashlib.sha256(content.encode()).hexdigest()[:12])


def hold() -> str:
    return _with_secret(reverse("voice-hold"))


def _with_secret(path: str, **query: str) -> str:
    return f"{settings.BASE_URL}{path}?{urlencode({'nyckel': settings.VOICE_SECRET, **query})}"


def part_of(text: str) -> Part | None:
    return Part(text) if text in set(Part) else None
