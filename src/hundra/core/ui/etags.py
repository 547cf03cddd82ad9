"""ETags: what has not changed is not sent again."""

from __future__ import annotations

import hashlib


def etag_of(seen: str | bytes) -> str:
    """The same for what is seen the same; tells nothing of what that is."""
    content = seen.encode() if isinstance(seen, str) else seen
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'
