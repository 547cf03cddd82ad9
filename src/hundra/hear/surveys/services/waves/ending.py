"""Before a staff survey ends as planned: more days, an early end, or none at all."""

from __future__ import annotations

import datetime as dt
import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from procrastinate.exceptions import AlreadyEnqueued

from hundra.core.accounts.models import User
from hundra.core.messages import services as messages
from hundra.hear.surveys.errors import WaveError
from hundra.hear.surveys.models import BallotBox, Member, Wave, WaveInvitation, WaveState, WaveUnit
from hundra.hear.surveys.services.waves.holding import held
from hundra.hear.surveys.services.waves.opening import message_keys
from hundra.hear.surveys.services.waves.planning import LONGEST

NOT_OPEN = gettext_lazy("The survey is not open.")

log = logging.getLogger(__name__)


@transaction.atomic
def extend(
    *, wave: Wave, closes_on: dt.date, by: User | None, today: dt.date | None = None
) -> Wave:
    """Another last day for an open wave: later, or sooner but not before today."""
    today = today or timezone.localdate()
    found = held(wave, WaveState.OPEN, otherwise=NOT_OPEN)
    if closes_on < today:
        raise WaveError(_("That day has been. To end the survey now, close it."))
    if closes_on - found.opens_on > LONGEST:
        raise WaveError(_("A survey is open for three months at most."))
    found.closes_on = closes_on
    found.remind_on = [day for day in found.remind_on if day <= closes_on]
    found.save(update_fields=["closes_on", "remind_on"])
    return found


@transaction.atomic
def ask_to_close(*, wave: Wave, by: User) -> None:
    """Has a worker close an open wave before its last day has passed."""
    found = held(wave, WaveState.OPEN, WaveState.CLOSING, otherwise=NOT_OPEN)
    defer_closing(wave=found.pk, by=by.pk)


def defer_closing(*, wave: int, by: int | None) -> None:
    from hundra.hear.surveys.jobs import close_wave as job

    try:
        with transaction.atomic():
            job.configure(queueing_lock=f"surveys.close-{wave}").defer(wave=wave, by=by)
    except AlreadyEnqueued:
        return


@transaction.atomic
def call_off(*, wave: Wave, by: User | None) -> Wave:
    """Ends an open wave without results: its answers, links and list of people are deleted.

    Messages that have not left are stopped. The units and how many were asked remain as a record.
    """
    found = held(wave, WaveState.OPEN, otherwise=NOT_OPEN)
    found.state, found.closed_on = WaveState.CANCELLED, timezone.localdate()
    found.save(update_fields=["state", "closed_on"])
    # The links first: that waits for those whose answers are just being written.
    WaveInvitation.objects.filter(wave=found).delete()
    BallotBox.objects.filter(wave=found).delete()
    Member.objects.filter(wave=found).delete()
    WaveUnit.objects.filter(wave=found).update(answered=0)
    stopped = messages.cancel_waiting(keys=message_keys(found.pk))
    log.info("Survey %s is called off; %d messages are stopped", found.pk, stopped)
    return found
