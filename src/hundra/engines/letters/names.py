"""Names of files from outside, made harmless and yet known again by who sent them."""

from __future__ import annotations

import mimetypes
import re
import unicodedata

LONGEST = 120
LONGEST_ENDING = 12
# Names that Windows reads as devices, whatever ending they have.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\.|$)", re.IGNORECASE)


def safe_name(name: str, number: int, media_type: str = "") -> str:
    """The name without folders, controls, turned directions and signs that systems read as
    their own; "fil-2.pdf" where nothing is left. `number` counts the files from 1.
    """
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    base = unicodedata.normalize("NFC", base)
    base = "".join(sign if unicodedata.category(sign)[0] not in "CZ" else " " for sign in base)
    base = re.sub(r'[<>:"|?*%;`$&#{}~]', " ", base)
    stem, dot, ending = " ".join(base.split()).strip(". -").rpartition(".")
    if not dot:
        stem, ending = ending, ""
    ending = re.sub(r"[^0-9A-Za-z]", "", ending)[:LONGEST_ENDING].lower()
    if not ending:
        ending = (mimetypes.guess_extension(media_type) or ".bin").lstrip(".")
    stem = stem.strip(". -")[:LONGEST].strip()
    if not stem or _DEVICES.match(f"{stem}."):
        stem = f"fil-{number}"
    return f"{stem}.{ending}"
