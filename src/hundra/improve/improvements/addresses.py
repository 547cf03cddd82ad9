"""Where the world finds an improvement.

These addresses are printed on posters and in mails, so they are fixed here and never change;
show.public answers at them.
"""

from __future__ import annotations

from django.conf import settings

from hundra.improve.improvements.models import Improvement


def public_path(improvement: Improvement) -> str:
    """The path of the improvement's public page; for one without a number, that of all of them."""
    if improvement.number is None:
        return "/forbattringar/"
    return f"/forbattringar/{improvement.number}/"


def public_url(improvement: Improvement) -> str:
    """The same, complete."""
    return settings.BASE_URL.rstrip("/") + public_path(improvement)
