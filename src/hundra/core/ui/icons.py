"""Lucide icons, drawn into the page so that they take the text's colour."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from pathlib import Path

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

FILE = Path(__file__).parent / "static/vendor/icons.json"


class UnknownIconError(LookupError):
    """There is no icon of that name (see lucide.dev/icons)."""


@cache
def _drawings() -> dict[str, str]:
    try:
        return json.loads(FILE.read_text("utf-8"))  # type: ignore[no-any-return]
    except FileNotFoundError:
        raise UnknownIconError(
            "The front-end files are not collected: run scripts/collect_frontend.py."
        ) from None


@lru_cache(maxsize=1_000)
def svg(name: str, label: str = "", css_class: str = "") -> SafeString:
    """The icon as <svg>: decoration, or with a `label` an image that is read out."""
    drawing = _drawings().get(name)
    if drawing is None:
        raise UnknownIconError(name)
    words = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return mark_safe(  # noqa: S308 - the drawing is a file of ours and the label is escaped
        f'<svg class="icon{" " + css_class if css_class else ""}" viewBox="0 0 24 24" fill="none" '
        'stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" '
        f'focusable="false" {words}>{drawing}</svg>'
    )
