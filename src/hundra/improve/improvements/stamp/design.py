"""What a stamp says, as plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Design:
    """Everything a stamp is drawn from; equal designs give equal drawings, byte for byte.

    `audience_text` and `date_text` are in the reader's language. `icon` is the inside of a
    24×24 line icon (SVG elements without style), or empty. `brand` is "#rrggbb".
    """

    number: int
    goal: int
    employees: bool
    municipality: str
    audience_text: str
    date_text: str
    title: str
    description: str = ""
    topic: str = ""
    icon: str = ""
    brand: str = "#0b5c74"
