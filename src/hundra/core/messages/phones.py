"""Telephone numbers as they are compared: E.164, "+46701234567"."""

from __future__ import annotations

import re

COUNTRY = "46"
# ITU-T E.164: at most fifteen digits with the country's own.
SHORTEST, LONGEST = 7, 15
_SEPARATORS = re.compile(r"[\s().\-/\u00a0\u2010-\u2015]+")
# Swedish mobile numbers, which a text message reaches (PTS, Swedish numbering plan: 70, 72, 73,
# 76 and 79); others could be at a switchboard.
_MOBILE = re.compile(r"\+467[02369]\d{7}\Z")
_WRITTEN = re.compile(r"\+?[0-9]+\Z")


def normalised(text: str) -> str:
    """The number with its country code, or "" if the text is no telephone number.

    Swedish numbers may be written as at home (0701-23 45 67) or from abroad (0046, +46 (0)70).
    """
    written = _SEPARATORS.sub("", re.sub(r"(?<=\+46)\s*\(0\)", "", text.strip()))
    if not _WRITTEN.match(written):
        return ""
    if written.startswith("+"):
        digits = written[1:]
    elif written.startswith("00"):
        digits = written[2:]
    elif written.startswith("0"):
        digits = COUNTRY + written[1:]
    else:
        return ""
    # "+46 070 …" is a common slip.
    digits = re.sub(rf"\A{COUNTRY}0+", COUNTRY, digits)
    if not SHORTEST <= len(digits) <= LONGEST or digits.startswith("0"):
        return ""
    return f"+{digits}"


def is_mobile(number: str) -> bool:
    """Does a text message reach the number (E.164), and one person by it?"""
    return bool(_MOBILE.match(number))


def masked(number: str) -> str:
    """Enough to recognise a number that one knows: "+46 … 67"."""
    return f"{number[:3]} … {number[-2:]}" if number else ""
