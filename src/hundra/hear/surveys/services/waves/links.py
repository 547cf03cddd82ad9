"""A wave's links and codes. They can be made again, so that a reminder has the same link.

Each is derived from its invitation's key and the installation's secret, which is outside the
database: a dump has neither. The database keeps a hash, by which an answer finds its invitation.
"""

from __future__ import annotations

import base64
import uuid

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from hundra.hear.surveys.models import WaveInvitation, WayIn
from hundra.hear.surveys.sealing import keyed_hash
from hundra.hear.surveys.services.ballots import CODE_LENGTH, LETTERS, secret_hash

LINK_BYTES = 16


def secret_of(wave: int, invitation: uuid.UUID) -> str:
    """A link's secret, as `ballots.new_secret` makes them: it begins with the wave."""
    mixed = _derived("surveys.wave-link", invitation)[:LINK_BYTES]
    return f"{wave}-{base64.urlsafe_b64encode(mixed).rstrip(b'=').decode()}"


def code_of_slip(invitation: uuid.UUID) -> str:
    """A slip's code, as `ballots.new_code` makes them."""
    mixed = _derived("surveys.wave-code", invitation)
    return "".join(LETTERS[byte % len(LETTERS)] for byte in mixed[:CODE_LENGTH])


def hash_of(invitation: WaveInvitation) -> str:
    """What the invitation is found by; its way in must be known."""
    if invitation.way_in == WayIn.SLIP:
        return secret_hash(code_of_slip(invitation.pk))
    return secret_hash(secret_of(invitation.wave_id, invitation.pk))


def link_of(secret: str, language: str) -> str:
    """The whole address where a secret or code is answered."""
    with translation.override(language):
        return _whole(reverse("answer_wave", kwargs={"secret": secret}))


def code_page(language: str) -> str:
    """The whole address where a slip's code is typed."""
    with translation.override(language):
        return _whole(reverse("answer_by_code"))


def _whole(path: str) -> str:
    return settings.BASE_URL.rstrip("/") + path


def _derived(purpose: str, invitation: uuid.UUID) -> bytes:
    return bytes.fromhex(keyed_hash(purpose, invitation.hex))
