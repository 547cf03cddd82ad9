"""Opening hours, and days that are not like others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.hear.contacts.errors import InvalidError
from hundra.hear.contacts.models import Desk, OpeningHours, SpecialDay
from hundra.hear.contacts.services.configuring.saving import save

Week = Mapping[int, Sequence[tuple[time, time]]]
"""By weekday (0 = Monday): opens and closes, once or several times a day."""


@transaction.atomic
def set_week(*, by: User, desk: Desk, week: Week) -> None:
    """The hours of an ordinary week; days left out are closed. Raises InvalidError."""
    Desk.objects.select_for_update().get(pk=desk.pk)
    wanted = {(day, *span) for day, spans in week.items() for span in _in_order(spans)}
    kept = set()
    for row in OpeningHours.objects.filter(desk=desk):
        key = (row.weekday, row.opens, row.closes)
        if key in wanted and key not in kept:
            kept.add(key)
        else:
            row.delete()
    for weekday, opens, closes in sorted(wanted - kept):
        save(OpeningHours(desk=desk, weekday=weekday, opens=opens, closes=closes))


def _in_order(spans: Sequence[tuple[time, time]]) -> list[tuple[time, time]]:
    ordered = sorted(spans)
    if any(opens >= closes for opens, closes in ordered):
        raise InvalidError(_("It must close after it has opened."))
    if any(before[1] > after[0] for before, after in pairwise(ordered)):
        raise InvalidError(_("Two openings of one day overlap."))
    return ordered


@transaction.atomic
def set_special_day(
    *,
    by: User,
    desk: Desk,
    day: date,
    opens: time | None = None,
    closes: time | None = None,
    note: str = "",
) -> SpecialDay:
    """Other hours on one day, or closed without; the same day again is changed."""
    if (opens is None) != (closes is None):
        raise InvalidError(_("Give both times, or none for a closed day."))
    if opens and closes and opens >= closes:
        raise InvalidError(_("It must close after it has opened."))
    Desk.objects.select_for_update().get(pk=desk.pk)
    special = SpecialDay.objects.filter(desk=desk, day=day).first() or SpecialDay(
        desk=desk, day=day
    )
    special.opens, special.closes, special.note = opens, closes, note.strip()
    save(special)
    return special


@transaction.atomic
def remove_special_day(*, by: User, special_day: SpecialDay) -> None:
    """The day is like others again."""
    special_day.delete()
