"""Cells to values. Each returns None when the text is not such a value."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal

YES = frozenset({"1", "ja", "j", "x", "yes", "y", "true", "sant", "sann"})
NO = frozenset({"", "0", "nej", "n", "no", "false", "falskt", "falsk"})

_ISO = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./ ](\d{4})", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,15}([.,]\d{1,10})?", re.ASCII)
_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009'")


def plain(text: str) -> str:
    """The text without case, accents, spaces and signs: how headers are compared.

    >>> plain("Anställnings-nr ")
    'anstallningsnr'
    """
    spelled = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in spelled if character.isalnum())


def as_date(text: str) -> date | None:
    """Reads 2026-01-31, 20260131, 31/1 2026 or 31.1.2026 (day first, as in Swedish)."""
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    elif found := _DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def as_decimal(text: str) -> Decimal | None:
    """Reads a number with decimal comma or point and any thousands spaces."""
    number = text.translate(_SPACES).replace("\u2212", "-")
    if not _NUMBER.fullmatch(number):
        return None
    return Decimal(number.replace(",", "."))


def as_integer(text: str) -> int | None:
    number = as_decimal(text)
    return int(number) if number is not None and number == int(number) else None


def as_flag(text: str) -> bool | None:
    """Reads yes and no in Swedish and English; an empty cell is no."""
    word = text.casefold()
    if word in YES:
        return True
    return False if word in NO else None
