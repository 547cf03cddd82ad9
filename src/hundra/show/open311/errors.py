"""What can be wrong with a report or a question, as GeoReport v2 tells it: a code and words."""

from __future__ import annotations

from dataclasses import dataclass

INVALID, NOT_ALLOWED, NOT_FOUND, WRONG_METHOD, TOO_MANY = 400, 403, 404, 405, 429


@dataclass(frozen=True)
class Fault:
    """`code` is also the HTTP status; `description` says what to do."""

    code: int
    description: str


class RefusedError(Exception):
    """The question or report is not answered; the first fault decides the status."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(fault.description for fault in faults))
        self.faults = faults
