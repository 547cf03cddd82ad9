"""The tag in a subject that leads a reply back to what it is about: "[K 123]"."""

from __future__ import annotations

import re

_TAG = re.compile(r"\[\s?K\s?([1-9][0-9]{0,17})\s?\]", re.IGNORECASE)
_REPLY_MARKS = re.compile(r"^(\s*(re|sv|aw|vs|fw|fwd|vb|vid|ant)\s*(\[\d+\])?\s*:)+\s*", re.I)


def subject_tag(subject: str) -> int | None:
    """The number in the tag; the last one, should there be several. Within what a key can be."""
    found = _TAG.findall(subject)
    return int(found[-1]) if found else None


def tagged_subject(subject: str, number: int) -> str:
    """A reply's subject: "Re: …" once, with our tag once, at the end."""
    bare = _TAG.sub("", _REPLY_MARKS.sub("", subject))
    bare = " ".join(bare.split())[:200]
    return f"Re: {bare} [K {number}]" if bare else f"Re: [K {number}]"
