"""What apps send, read and checked: a report's fields, and the questions of a list."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from hundra.core.messages.phones import normalised
from hundra.engines.text import plain_text
from hundra.show.open311.errors import INVALID, Fault, RefusedError

LONGEST_DESCRIPTION = 4000
LONGEST_ADDRESS = 200
LONGEST_NAME = 60
LONGEST_EMAIL = 254
MOST_DAYS = 90
MOST_CODES = 200
LAST_ID = 2**63 - 1
STATUSES = ("open", "closed")
# A plus that was not escaped in the address arrives as a space.
_LOST_PLUS = re.compile(r" (\d\d:\d\d)$")

Sent = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class IncomingReport:
    """A report with what it is about, where, and who to answer, as far as they have told.

    `media_url` and `device_id` are not here: addresses of strangers are neither kept nor fetched.
    """

    service_code: str
    description: str
    address: str
    latitude: float | None
    longitude: float | None
    name: str
    email: str
    phone: str

    def fingerprint(self, app: int, day: object) -> str:
        """The same report from the same app on the same day: one that was sent again."""
        said = repr((app, str(day), *astuple(self)))
        return hashlib.sha256(said.encode()).hexdigest()


def read_report(sent: Sent) -> IncomingReport:
    """Raises RefusedError with all that is wrong."""
    faults: list[Fault] = []

    def tried(read: Callable[[Sent], Any]) -> Any:
        try:
            return read(sent)
        except RefusedError as refusal:
            faults.extend(refusal.faults)
            return None

    code, place, texts = tried(_service_code), tried(_place), tried(_texts)
    reach = tried(_reach)
    if faults:
        raise RefusedError(*faults)
    latitude, longitude = place
    description, address, name = texts
    email, phone = reach
    return IncomingReport(
        service_code=str(code),
        description=description,
        address=address,
        latitude=latitude,
        longitude=longitude,
        name=name,
        email=email,
        phone=phone,
    )


def _invalid(description: str) -> RefusedError:
    return RefusedError(Fault(INVALID, description))


def _service_code(sent: Sent) -> str:
    code = sent.get("service_code", "").strip()
    if not code:
        raise _invalid(_("service_code is missing. GET services lists them."))
    return code


def _place(sent: Sent) -> tuple[float | None, float | None]:
    """Both coordinates, or none where an address is given."""
    lat, long = sent.get("lat", "").strip(), sent.get("long", sent.get("lon", "")).strip()
    if not lat and not long:
        if not sent.get("address_string", "").strip():
            raise _invalid(_("Tell where it is: lat and long, or address_string."))
        return None, None
    return _coordinate(lat, "lat", 90), _coordinate(long, "long", 180)


def _coordinate(text: str, name: str, most: int) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not -most <= value <= most:
        raise _invalid(
            _("%(name)s must be a number between -%(most)d and %(most)d (WGS 84).")
            % {"name": name, "most": most}
        )
    return value


def _texts(sent: Sent) -> tuple[str, str, str]:
    description = plain_text(sent.get("description", ""))
    _at_most(description, "description", LONGEST_DESCRIPTION)
    address = _line(sent, "address_string", LONGEST_ADDRESS)
    name = " ".join(
        part for key in ("first_name", "last_name") if (part := _line(sent, key, LONGEST_NAME))
    )
    return description, address, name


def _line(sent: Sent, key: str, longest: int) -> str:
    text = " ".join(plain_text(sent.get(key, "")).split())
    _at_most(text, key, longest)
    return text


def _at_most(text: str, name: str, longest: int) -> None:
    if len(text) > longest:
        raise _invalid(
            _("%(name)s is too long: at most %(longest)d characters.")
            % {"name": name, "longest": longest}
        )


def _reach(sent: Sent) -> tuple[str, str]:
    email, phone = sent.get("email", "").strip().lower(), sent.get("phone", "").strip()
    if email:
        try:
            validate_email(email)
        except ValidationError:
            raise _invalid(_("email is no e-mail address.")) from None
        _at_most(email, "email", LONGEST_EMAIL)
    number = normalised(phone)
    if phone and not number:
        raise _invalid(_("phone is no telephone number. Write it as +46701234567."))
    return email, number


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which reports are asked for. Ids count before all else; None means all."""

    ids: tuple[int, ...] | None
    services: tuple[int, ...] | None
    statuses: tuple[str, ...]
    since: datetime
    until: datetime


def read_question(sent: Sent, now: datetime) -> Asked:
    """Without dates: the last 90 days. Raises RefusedError."""
    since, until = _span(sent, now)
    statuses = _listed(sent, "status") or STATUSES
    if set(statuses) - set(STATUSES):
        raise _invalid(_("status is open or closed."))
    return Asked(
        ids=_numbers(sent, "service_request_id"),
        services=_numbers(sent, "service_code"),
        statuses=tuple(statuses),
        since=since,
        until=until,
    )


def _span(sent: Sent, now: datetime) -> tuple[datetime, datetime]:
    first, last = _time(sent, "start_date"), _time(sent, "end_date", day_ends=True)
    most = timedelta(days=MOST_DAYS)
    try:
        since = first or (last or now) - most
        until = last or (first + most if first else now)
    except OverflowError:
        raise _invalid(_("The dates are too far away.")) from None
    if since > until:
        raise _invalid(_("start_date is after end_date."))
    if until - since > most + timedelta(days=1):
        raise _invalid(_("Ask for at most %(days)d days at a time.") % {"days": MOST_DAYS})
    return since, until


def _time(sent: Sent, key: str, *, day_ends: bool = False) -> datetime | None:
    """A point in time (https://www.w3.org/TR/NOTE-datetime), or a whole day here."""
    text = _LOST_PLUS.sub(r"+\1", sent.get(key, "").strip())
    if not text:
        return None
    try:
        found = parse_datetime(text) or _day(text, day_ends)
        aware = found and (timezone.make_aware(found) if timezone.is_naive(found) else found)
        # Times that no zone can tell, such as the year 1 an hour east of Greenwich.
        if aware is not None:
            aware.astimezone(timezone.get_default_timezone())
    except (ValueError, OverflowError):
        aware = None
    if aware is None:
        raise _invalid(_("%(name)s is no time. Write it as 2026-01-31T08:00:00Z.") % {"name": key})
    return aware


def _day(text: str, ends: bool) -> datetime | None:
    day = parse_date(text)
    if day is None:
        return None
    return datetime(day.year, day.month, day.day) + timedelta(days=1 if ends else 0)  # noqa: DTZ001  Made aware by the caller.


def _listed(sent: Sent, key: str) -> list[str]:
    return [part.strip() for part in sent.get(key, "").split(",") if part.strip()][:MOST_CODES]


def _numbers(sent: Sent, key: str) -> tuple[int, ...] | None:
    """The numbers in the list; what is no number of ours meets nothing."""
    parts = _listed(sent, key)
    if not parts:
        return None
    return tuple(number for part in parts if (number := as_number(part)) is not None)


def as_number(text: str) -> int | None:
    if not re.fullmatch(r"[0-9]{1,19}", text):
        return None
    number = int(text)
    return number if 0 < number <= LAST_ID else None
