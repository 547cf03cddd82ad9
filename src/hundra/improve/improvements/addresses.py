"""Where the world finds an improvement.

These addresses are printed on posters and in mails, so they are fixed here and never change;
show.public answers at them.
"""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language

from hundra.improve.improvements.models import Improvement


def public_path(improvement: Improvement) -> str:
    """The path of the improvement's public page in the default language.

    One without a number has no page of its own: the path is that of all improvements.
    """
    if improvement.number is None:
        return "/forbattringar/"
    return f"/forbattringar/{improvement.number}/"


def stamp_path(improvement: Improvement) -> str:
    """The path of the improvement's stamp as SVG; only for one with a number."""
    return f"{public_path(improvement)}stampel.svg"


def public_url(improvement: Improvement) -> str:
    """The page's complete address in the language that is active, for mail and links."""
    language = get_language() or settings.LANGUAGE_CODE
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    return settings.BASE_URL.rstrip("/") + prefix + public_path(improvement)
