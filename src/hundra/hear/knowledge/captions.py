"""Are these captions? WebVTT as browsers read it (https://www.w3.org/TR/webvtt1/). Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

MAX_BYTES = 2_000_000
_STAMP = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"^{_STAMP}[ \t]+-->[ \t]+{_STAMP}(?:[ \t].*)?$")


class Fault(StrEnum):
    NOT_CAPTIONS = "not_captions"  # The first line is not WEBVTT.
    ENCODING = "encoding"
    TOO_LARGE = "too_large"
    EMPTY = "empty"  # No line is ever shown.
    TIMING = "timing"  # A line with --> that cannot be read.
    BACKWARDS = "backwards"  # A cue ends before it begins, or begins before the one above.


class CaptionsError(ValueError):
    """The captions were refused: why, and on which line (from 1; 0 for the whole)."""

    def __init__(self, code: Fault, line: int = 0) -> None:
        super().__init__(code.value)
        self.code, self.line = code, line


@dataclass(frozen=True)
class Cue:
    starts_ms: int
    ends_ms: int
    text: str


def read_captions(data: bytes) -> list[Cue]:
    """The cues in order. Raises CaptionsError with the first thing that is wrong."""
    if len(data) > MAX_BYTES:
        raise CaptionsError(Fault.TOO_LARGE)
    try:
        lines = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    except UnicodeDecodeError as error:
        raise CaptionsError(Fault.ENCODING) from error
    if not re.match(r"WEBVTT(?:[ \t]|$)", lines[0]):
        raise CaptionsError(Fault.NOT_CAPTIONS, 1)
    cues: list[Cue] = []
    for number, line in enumerate(lines, 1):
        if "-->" in line:
            cues.append(_cue(lines, number, cues[-1].starts_ms if cues else 0))
    if not any(cue.text for cue in cues):
        raise CaptionsError(Fault.EMPTY)
    return cues


def _cue(lines: list[str], number: int, earliest_ms: int) -> Cue:
    found = _TIMING.match(lines[number - 1].strip())
    if found is None:
        raise CaptionsError(Fault.TIMING, number)
    parts = found.groups()
    starts, ends = _milliseconds(parts[:4]), _milliseconds(parts[4:])
    if ends <= starts or starts < earliest_ms:
        raise CaptionsError(Fault.BACKWARDS, number)
    text = []
    for line in lines[number:]:
        if not line.strip():
            break
        text.append(line)
    return Cue(starts, ends, "\n".join(text))


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths
