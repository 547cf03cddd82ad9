"""The three files that an HR system sends."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SentFile:
    """A file as it came: its name, only to show, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True)
class HrFiles:
    """The whole organisation on a day: docs/reference/hr-files.md tells the columns."""

    units: SentFile
    people: SentFile
    employments: SentFile
