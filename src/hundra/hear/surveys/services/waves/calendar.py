"""What the days bring by themselves: opening, reminding, closing. Any number of times a day."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from hundra.hear.surveys.models import Wave, WaveInvitation, WaveState, WayIn
from hundra.hear.surveys.services.waves.ending import defer_closing
from hundra.hear.surveys.services.waves.opening import defer_opening
from hundra.hear.surveys.services.waves.reminding import defer_reminders, due_reminder

FIRST_HOUR, LAST_HOUR = 7, 17
"""Mails go out when people are at work."""


def see_to_all(*, now: dt.datetime) -> None:
    """Has workers do what is due; `now` is local."""
    today = now.date()
    for wave in Wave.objects.filter(_to_close(today)):
        defer_closing(wave=wave.pk, by=None)
    if not FIRST_HOUR <= now.hour < LAST_HOUR:
        return
    for wave in Wave.objects.filter(_to_open(today)):
        defer_opening(wave=wave.pk, by=wave.created_by_id)
    for wave in Wave.objects.filter(state=WaveState.OPEN, closes_on__gte=today):
        if _has_unsent(wave):
            defer_opening(wave=wave.pk, by=None)
        day = due_reminder(wave, today)
        if day is not None and _has_unreminded(wave, day):
            defer_reminders(wave=wave.pk, by=None)


def _to_close(today: dt.date) -> Q:
    """Their last day has passed, or their closing was interrupted."""
    return Q(state=WaveState.OPEN, closes_on__lt=today) | Q(state=WaveState.CLOSING)


def _to_open(today: dt.date) -> Q:
    return Q(state=WaveState.DRAFT, opens_by_itself=True, opens_on__lte=today, closes_on__gte=today)


def _has_unsent(wave: Wave) -> bool:
    """A worker was interrupted, or is at it."""
    unsent = WaveInvitation.objects.filter(wave=wave, sent_on=None).exclude(way_in=WayIn.SLIP)
    return unsent.exists()


def _has_unreminded(wave: Wave, day: dt.date) -> bool:
    return (
        WaveInvitation.objects.filter(
            Q(reminded_on=None) | Q(reminded_on__lt=day),
            wave=wave,
            is_answered=False,
            sent_on__lt=day,
        )
        .exclude(way_in=WayIn.SLIP)
        .exists()
    )
