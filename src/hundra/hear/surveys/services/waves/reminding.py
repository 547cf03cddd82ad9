"""Reminders, to those alone who haven't answered; each gets the link they had."""

from __future__ import annotations

import datetime as dt
import logging

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.exceptions import AlreadyEnqueued

from hundra.core.accounts.models import User
from hundra.core.messages import services as messages
from hundra.hear.surveys.errors import WaveError
from hundra.hear.surveys.models import Wave, WaveInvitation, WaveState, WayIn
from hundra.hear.surveys.services.waves import letters
from hundra.hear.surveys.services.waves.holding import held
from hundra.hear.surveys.services.waves.opening import AT_A_TIME, address_of, drafts

log = logging.getLogger(__name__)


@transaction.atomic
def ask_to_remind(*, wave: Wave, by: User, today: dt.date | None = None) -> None:
    """Reminds today. Raises WaveError if the wave is not open, or did so today already."""
    today = today or timezone.localdate()
    found = held(wave, WaveState.OPEN, otherwise=_("Only an open survey has anybody to remind."))
    if today in found.remind_on:
        raise WaveError(_("Those who haven't answered have been reminded today already."))
    if found.opens_on >= today:
        raise WaveError(_("It opened today. Give people a day before you remind them."))
    found.remind_on = sorted({*found.remind_on, today})
    found.save(update_fields=["remind_on"])
    defer_reminders(wave=found.pk, by=by.pk)


def defer_reminders(*, wave: int, by: int | None) -> None:
    from hundra.hear.surveys.jobs import remind_wave as job

    try:
        with transaction.atomic():
            job.configure(queueing_lock=f"surveys.remind-{wave}").defer(wave=wave, by=by)
    except AlreadyEnqueued:
        return


def due_reminder(wave: Wave, today: dt.date) -> dt.date | None:
    """The latest day of reminding that has come; one that was missed is not made up for."""
    if wave.state != WaveState.OPEN or today > wave.closes_on:
        return None
    return max((day for day in wave.remind_on if day <= today), default=None)


def remind(*, wave: Wave, today: dt.date | None = None) -> int:
    """Sends the reminder that is due to those who still have to answer; tells to how many.

    Killed and run again it goes on where it was: nobody gets two.
    """
    today = today or timezone.localdate()
    found = Wave.objects.select_related("question_set").get(pk=wave.pk)
    day = due_reminder(found, today)
    if day is None:
        return 0
    sent = 0
    while some := _remind_some(found, day, today):
        sent += some
    if sent:
        log.info("Survey %s: %d are reminded", found.pk, sent)
    return sent


@transaction.atomic
def _remind_some(wave: Wave, day: dt.date, today: dt.date) -> int:
    waiting = (
        WaveInvitation.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(
            Q(reminded_on=None) | Q(reminded_on__lt=day),
            wave=wave,
            wave__state=WaveState.OPEN,
            is_answered=False,
            sent_on__lt=day,
        )
        .exclude(way_in=WayIn.SLIP)
        .select_related("member__person")[:AT_A_TIME]
    )
    some = list(waiting)
    reached = [one for one in some if address_of(one)]
    messages.send_many(drafts(wave, reached, letters.REMINDER, f"{letters.REMINDER}-{day}"))
    for invitation in some:
        invitation.reminded_on = today
    WaveInvitation.objects.bulk_update(some, ["reminded_on"])
    return len(some)
