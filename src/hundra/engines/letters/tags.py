"""The tag in a subject that leads a reply back to what it is about: "[K 123]", "[Ä 123]"."""

from __future__ import annotations

import re
from unicodedata import normalize

_TAG = re.compile(r"\[\s?K\s?([1-9][0-9]{0,17})\s?\]", re.IGNORECASE)
_CASE_TAG = re.compile(r"\[\s?Ä\s?([1-9][0-9]{0,17})\s?\]", re.IGNORECASE)
_REPLY_MARKS = re.compile(r"^(\s*(re|sv|aw|vs|fw|fwd|vb|vid|ant)\s*(\[\d+\])?\s*:)+\s*", re.I)
LONGEST_SUBJECT = 200


def subject_tag(subject: str) -> int | None:
    """The number in the tag; the last one, should there be several. Within what a key can be."""
    found = _TAG.findall(subject)
    return int(found[-1]) if found else None


def tagged_subject(subject: str, number: int) -> str:
    """A reply's subject: "Re: …" once, with our tag once, at the end."""
    bare = _TAG.sub("", _REPLY_MARKS.sub("", subject))
    bare = " ".join(bare.split())[:200]
    return f"Re: {bare} [K {number}]" if bare else f"Re: [K {number}]"


def case_tag(subject: str) -> int | None:
    """The number of the case that the subject names, the last one. Also where Ä is two signs."""
    found = _CASE_TAG.findall(normalize("NFC", subject))
    return int(found[-1]) if found else None


def with_case_tag(subject: str, number: int) -> str:
    """The subject with the case's tag once, at the end, within what a subject can hold."""
    bare = " ".join(_CASE_TAG.sub("", normalize("NFC", subject)).split())
    tag = f"[Ä {number}]"
    return f"{bare[: LONGEST_SUBJECT - len(tag) - 1].rstrip()} {tag}".strip()
