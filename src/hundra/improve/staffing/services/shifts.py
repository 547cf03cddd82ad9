"""The shifts that can be worked at a desk."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.hear.contacts.models import Desk
from hundra.improve.staffing.errors import InvalidError
from hundra.improve.staffing.models import ShiftBreak, ShiftType
from hundra.improve.staffing.models.period import DAY_MINUTES, minute_of
from hundra.improve.staffing.queries.ruling import book_of
from hundra.improve.staffing.services.authority import must_plan

HOUR = 60
STEP = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakDetails:
    """A break of so many minutes that begins between two times."""

    minutes: int
    earliest: dt.time
    latest: dt.time


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftDetails:
    name: str
    short_name: str
    start: dt.time
    end: dt.time
    weekdays: tuple[int, ...]
    skills: tuple[str, ...] = ()
    breaks: tuple[BreakDetails, ...] = ()

    @property
    def minutes(self) -> int:
        """Until the next morning if it ends before it starts."""
        return (minute_of(self.end) - minute_of(self.start)) % DAY_MINUTES


@transaction.atomic
def add_shift(*, desk: Desk, details: ShiftDetails, by: User) -> ShiftType:
    """Raises InvalidError for a shift that nobody could work by the rules."""
    must_plan(by, desk)
    _check(desk, details)
    return _create(desk, details)


@transaction.atomic
def edit_shift(*, shift: ShiftType, details: ShiftDetails, by: User) -> ShiftType:
    """Rosters keep the times they were made with: once a shift stands in one, changed times make
    a new shift in its place, and the old one goes out of use."""
    must_plan(by, shift.desk)
    _check(shift.desk, details)
    if _has_other_times(shift, details) and shift.assignments.exists():
        ShiftType.objects.filter(pk=shift.pk).update(is_active=False)
        return _create(shift.desk, details)
    return _change(shift, details)


@transaction.atomic
def set_in_use(*, shift: ShiftType, in_use: bool, by: User) -> None:
    """Out of use it is given to nobody more; who has it keeps it."""
    must_plan(by, shift.desk)
    shift.is_active = in_use
    try:
        with transaction.atomic():
            shift.save(update_fields=["is_active"])
    except IntegrityError as error:
        raise InvalidError(_short_name_taken()) from error


def _create(desk: Desk, details: ShiftDetails) -> ShiftType:
    try:
        with transaction.atomic():
            made = ShiftType.objects.create(desk=desk, **_fields(details))
    except IntegrityError as error:
        raise InvalidError(_short_name_taken()) from error
    _lay_breaks(made, details)
    return made


def _change(shift: ShiftType, details: ShiftDetails) -> ShiftType:
    for name, value in _fields(details).items():
        setattr(shift, name, value)
    try:
        with transaction.atomic():
            shift.save()
    except IntegrityError as error:
        raise InvalidError(_short_name_taken()) from error
    shift.breaks.all().delete()
    _lay_breaks(shift, details)
    return shift


def _fields(details: ShiftDetails) -> dict[str, object]:
    return {
        "name": details.name.strip(),
        "short_name": details.short_name.strip(),
        "start": details.start,
        "end": details.end,
        "weekdays": sorted(details.weekdays),
        "skills": sorted(details.skills),
    }


def _lay_breaks(shift: ShiftType, details: ShiftDetails) -> None:
    ShiftBreak.objects.bulk_create(
        ShiftBreak(shift_type=shift, minutes=one.minutes, earliest=one.earliest, latest=one.latest)
        for one in details.breaks
    )


def _has_other_times(shift: ShiftType, details: ShiftDetails) -> bool:
    was = {(one.minutes, one.earliest, one.latest) for one in shift.breaks.all()}
    will = {(one.minutes, one.earliest, one.latest) for one in details.breaks}
    return (shift.start, shift.end) != (details.start, details.end) or was != will


def _short_name_taken() -> str:
    return str(_("Another shift in use has that short name. Choose another."))


def _check(desk: Desk, details: ShiftDetails) -> None:
    if not details.weekdays:
        raise InvalidError(_("Choose at least one weekday."))
    if not details.minutes:
        raise InvalidError(_("The shift ends when it starts. Change one of the times."))
    spans = [_span(details, one) for one in details.breaks]
    for (earliest, latest), one in zip(spans, details.breaks, strict=True):
        if not 0 < earliest <= latest <= details.minutes - one.minutes:
            raise InvalidError(_("A break must lie within the shift, and its times in order."))
    book = book_of(desk)
    _check_stretch(details, spans, book.limit("meal_break"))
    _check_rest(details, book.limit("daily_rest"))


def _span(details: ShiftDetails, one: BreakDetails) -> tuple[int, int]:
    """When the break may begin, in minutes from the shift's start."""
    start = minute_of(details.start)
    return (
        (minute_of(one.earliest) - start) % DAY_MINUTES,
        (minute_of(one.latest) - start) % DAY_MINUTES,
    )


def _check_stretch(
    details: ShiftDetails, spans: list[tuple[int, int]], hours: float | None
) -> None:
    """With each break as well placed as it can be, is every stretch of work short enough?"""
    if hours is None:
        return
    most, done = hours * HOUR, 0.0
    laid = sorted(zip(spans, (one.minutes for one in details.breaks), strict=True))
    for (earliest, latest), minutes in laid:
        begins = _latest_start(earliest, min(latest, done + most))
        if begins < max(earliest, done):
            raise InvalidError(_too_long(hours))
        done = begins + minutes
    if details.minutes - done > most:
        raise InvalidError(_too_long(hours))


def _latest_start(earliest: int, limit: float) -> float:
    """Breaks begin every half-hour from their earliest (engines.rostering)."""
    return earliest + (limit - earliest) // STEP * STEP


def _too_long(hours: float) -> str:
    return _(
        "Somebody would work more than %(hours)s hours at a stretch (Working Hours Act, 15 §)."
        " Add a break, or move it."
    ) % {"hours": f"{hours:g}"}


def _check_rest(details: ShiftDetails, hours: float | None) -> None:
    if hours is not None and details.minutes > DAY_MINUTES - hours * HOUR:
        raise InvalidError(
            _("The shift is so long that %(hours)s hours’ rest does not fit before the next day.")
            % {"hours": f"{hours:g}"}
        )
