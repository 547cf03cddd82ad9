"""Sealed texts: what waits in the ballot boxes is not to be read in a dump of the database.

Fernet (AES-128-CBC with HMAC-SHA-256) with a key made of the installation's secret, which lies
outside the database and its dumps.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings


def _key(purpose: str) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), purpose.encode(), hashlib.sha256).digest()


def keyed_hash(purpose: str, text: str) -> str:
    """Equal texts meet, none can be read back, and other purposes' hashes never meet these."""
    return hmac.new(_key(purpose), text.encode(), hashlib.sha256).hexdigest()


def seal_name() -> str:
    """Tells which secret sealed a text, without telling of the secret."""
    return _key("surveys.seal-name").hex()[:16]


def sealed(content: list[dict[str, Any]], *, block: int = 0) -> str:
    """With `block`, filled up to a multiple of so many bytes: its size tells little of it."""
    text = json.dumps(content).encode()
    if block:
        text += b" " * (-len(text) % block)
    return sealed_bytes(text).decode()


def unsealed(text: str) -> list[dict[str, Any]]:
    """What was sealed; nothing of nothing. Raises InvalidToken where the secret is another."""
    if not text:
        return []
    found: list[dict[str, Any]] = json.loads(_fernet().decrypt(text.encode()))
    return found


def sealed_bytes(content: bytes) -> bytes:
    """Without the second it was sealed in, which Fernet else writes in clear."""
    return _fernet().encrypt_at_time(content, current_time=0)


def unsealed_bytes(content: bytes) -> bytes:
    """Raises InvalidToken where the secret is another."""
    return _fernet().decrypt(content)


def _fernet() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key("surveys.box")))
