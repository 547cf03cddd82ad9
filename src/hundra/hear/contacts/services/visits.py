"""Visitors take a queue ticket, and guides say where they receive them."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from hundra.core.accounts.models import User
from hundra.engines.text import plain_text
from hundra.hear.contacts.models import Channel, Contact, Desk, DeskReason, Guide
from hundra.hear.contacts.services import life
from hundra.hear.contacts.services.availability import lock_guide_of

LETTERS = "ABCDEFGHJKLMNPRSTUVXYZ"  # Without those that are taken for another.
TO_A_LETTER = 99
LONGEST_PLACE = 20

COUNT_ONE = """
    INSERT INTO contacts_ticketcount AS kept (desk_id, day, given) VALUES (%s, %s, 1)
    ON CONFLICT (desk_id, day) DO UPDATE SET given = kept.given + 1
    RETURNING given
"""


@transaction.atomic
def give_ticket(
    *,
    desk: Desk,
    by: User | None,
    language: str = "sv",
    asked_reason: DeskReason | None = None,
    at: datetime | None = None,
) -> Contact:
    """A visitor begins to wait, with a ticket whose number nobody else has that day."""
    at = at or timezone.now()
    number = _next(desk, timezone.localdate(at))
    return life.receive(
        desk=desk,
        channel=Channel.VISIT,
        language=language,
        asked_reason=asked_reason,
        ticket=ticket(number),
        at=at,
        by=by,
    )


def ticket(number: int) -> str:
    """The number of a day as it stands on the ticket: A1 … A99, B1 … and from A again."""
    letter = LETTERS[(number - 1) // TO_A_LETTER % len(LETTERS)]
    return f"{letter}{(number - 1) % TO_A_LETTER + 1}"


@transaction.atomic
def receive_at(*, guide: Guide, place: str, by: User) -> Guide:
    """The guide tells where visitors are met today, as the screen shows it."""
    guide = lock_guide_of(by, guide.desk_id)
    guide.place = " ".join(plain_text(place).split())[:LONGEST_PLACE]
    guide.save(update_fields=["place"])
    return guide


def _next(desk: Desk, day: date) -> int:
    """Counts one ticket; who counts at the same time waits for the other to be done."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT_ONE, [desk.pk, day])
        (number,) = cursor.fetchone()
    return int(number)
