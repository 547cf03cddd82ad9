"""What a visitor's browser sends from the open form."""

import time
from unittest.mock import patch

from django.core import signing


def opened_long_ago() -> str:
    """The hidden field of a form that was opened a minute ago."""
    with patch("time.time", return_value=time.time() - 60):
        return signing.TimestampSigner(salt="suggestions.opened").sign("form")


def given(**changes: object) -> dict[str, object]:
    return {
        "audience": "citizens",
        "text": "Sätt en bänk vid busshållplatsen Björkvägen.",
        "place": "Björkvägen",
        "email": "alva@example.se",
        "website": "",
        "opened": opened_long_ago(),
        **changes,
    }
