"""From the cells of a line to what a contact and a case are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from hundra.core.messages.phones import normalised
from hundra.engines.tables import Fault, Row
from hundra.engines.text import plain_text
from hundra.engines.text.personal_data import FindingKind, find_personal_data
from hundra.hear.contacts.importing.dates import Order, as_time
from hundra.hear.contacts.importing.fields import BY_KEY, TIMES
from hundra.hear.contacts.importing.values import CLOSED, OPEN, as_coordinate, present

LONGEST_SUBJECT = 200
LONGEST_NOTE = 1000
LONGEST_TEXT = 8000
LONGEST_ID = 80
LONGEST_NAME = 120
EARLIEST = 1970
WORDS = ("channel", "reason", "unit", "outcome", "language")
CUT = 199
COVER = "•••"
DIGITS_OF_PERSON = 10
# Clocks differ; a file's newest line is not from the future.
LEEWAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How lines are read: field → header, field → order of day and month."""

    headers: Mapping[str, str]
    orders: Mapping[str, Order]
    zone: tzinfo
    now: datetime
    covers_personal: bool = True


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line that could be read. Choices are still the file's own words.

    `notes` are codes of what is worth knowing: what was left out, covered or is unlikely.
    """

    line: int
    external_id: str = ""
    received_at: datetime
    closed_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    is_closed: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    subject: str = ""
    text: str = ""
    answer: str = ""
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    name: str = ""
    phone: str = ""
    email: str = ""
    notes: tuple[str, ...] = ()


class _Reader:
    def __init__(self, row: Row, how: Reading) -> None:
        self.row = row
        self.how = how
        self.notes: list[str] = []

    def cell(self, key: str) -> str:
        header = self.how.headers.get(key)
        return present(self.row[header]) if header else ""

    def fault(self, code: str, key: str, **more: str | int) -> UnreadableLineError:
        values: dict[str, str | int] = {
            "column": self.how.headers.get(key, str(BY_KEY[key].label)),
            "value": self.cell(key)[:60],
            **more,
        }
        return UnreadableLineError(Fault(code, self.row.line, values))

    def time(self, key: str) -> datetime | None:
        text = self.cell(key)
        if not text:
            return None
        at = as_time(text, self.how.orders.get(key), self.how.zone)
        if at is None or at.year < EARLIEST:
            raise self.fault("not_a_time", key)
        if at > self.how.now + LEEWAY:
            raise self.fault("time_to_come", key)
        return at

    def text(self, key: str, longest: int) -> str:
        text = plain_text(self.cell(key))
        if self.how.covers_personal:
            text = self._covered(text)
        if len(text) > longest:
            raise self.fault("text_too_long", key, limit=longest)
        return text

    def _covered(self, text: str) -> str:
        """Without personal identity numbers, which are never needed to know what happened."""
        if sum(map(str.isdigit, text)) < DIGITS_OF_PERSON:
            return text
        found = [
            one
            for one in find_personal_data(text)
            if one.kind == FindingKind.PERSONAL_NUMBER and one.certain
        ]
        for one in reversed(found):
            text = text[: one.start] + COVER + text[one.end :]
        if found:
            self.notes.append("personal_number_covered")
        return text

    def coordinates(self) -> tuple[float | None, float | None]:
        """Both or none: half a place is no place."""
        written = self.cell("latitude"), self.cell("longitude")
        latitude = as_coordinate(written[0], 90) if written[0] else None
        longitude = as_coordinate(written[1], 180) if written[1] else None
        if latitude is None or longitude is None:
            if any(written):
                self.notes.append("no_coordinates")
            return None, None
        return latitude, longitude

    def person(self) -> tuple[str, str, str]:
        name = " ".join(plain_text(self.cell("name")).split())[:LONGEST_NAME]
        written, address = self.cell("phone"), self.cell("email").lower()
        phone = normalised(written) if written else ""
        if written and not phone:
            self.notes.append("no_phone")
        if address and not _is_address(address):
            self.notes.append("no_address")
            address = ""
        return name, phone, address


class UnreadableLineError(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def read_line(row: Row, how: Reading, statuses: Mapping[str, str]) -> Line:
    """`statuses` gives the state of each of the file's words. Raises UnreadableLineError."""
    reader = _Reader(row, how)
    times = {key: reader.time(key) for key in TIMES}
    received_at = times.pop("received_at")
    if received_at is None:
        raise reader.fault("time_missing", "received_at")
    is_closed, closed_at = _closing(reader, received_at, times.pop("closed_at"), statuses)
    subject, text = _texts(reader)
    latitude, longitude = reader.coordinates()
    name, phone, email = reader.person()
    return Line(
        line=row.line,
        external_id=_external_id(reader),
        received_at=received_at,
        closed_at=closed_at,
        is_closed=is_closed,
        answered_at=_after(received_at, times["answered_at"]),
        ended_at=_after(received_at, times["ended_at"]),
        words={
            key: reader.cell(key) for key in ("channel", "reason", "unit", "outcome", "language")
        },
        subject=subject,
        text=text,
        answer=reader.text("answer", LONGEST_TEXT),
        place=reader.text("place", LONGEST_SUBJECT),
        latitude=latitude,
        longitude=longitude,
        name=name,
        phone=phone,
        email=email,
        notes=tuple(reader.notes),
    )


def _external_id(reader: _Reader) -> str:
    text = reader.cell("external_id")
    if len(text) > LONGEST_ID:
        raise reader.fault("text_too_long", "external_id", limit=LONGEST_ID)
    return text


def _closing(
    reader: _Reader, received_at: datetime, closed_at: datetime | None, statuses: Mapping[str, str]
) -> tuple[bool, datetime | None]:
    """Is it closed, and since when? Without a state, a time of closing tells."""
    if closed_at is not None and closed_at < received_at:
        reader.notes.append("closed_before")
        said = statuses.get(reader.cell("status"), CLOSED)
        return said == CLOSED, None
    said = statuses.get(reader.cell("status"), CLOSED if closed_at else OPEN)
    if said == OPEN:
        return False, None
    if closed_at is None:
        reader.notes.append("closing_unknown")
    return True, closed_at


def _after(received_at: datetime, at: datetime | None) -> datetime | None:
    return at if at is not None and at >= received_at else None


def _texts(reader: _Reader) -> tuple[str, str]:
    """A line of at most 200 letters, and the rest; a longer line stands whole in the text."""
    reason = " ".join(reader.text("reason", LONGEST_TEXT).split())
    line = " ".join(reader.text("subject", LONGEST_TEXT).split())
    text = reader.text("note", LONGEST_TEXT)
    if reason and line and reason.casefold() != line.casefold():
        line = f"{reason}: {line}"
    line = line or reason
    if len(line) > LONGEST_SUBJECT:
        text = f"{line}\n\n{text}".strip()
        line = f"{line[:CUT]}…"
    return line, text


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
