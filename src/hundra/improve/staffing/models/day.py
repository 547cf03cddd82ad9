"""The day itself: what is expected of it once its morning is known, and people moved within it."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.hear.contacts.models import Desk
from hundra.improve.staffing.models.people import StaffPerson


class DayOutlook(models.Model):
    """A day as it looked at a moment: arrivals known until `known_until` (minutes from midnight),
    the rest expected, and the share that will be answered in time by the roster as it stood.

    The first of a day is its plan; of the later ones the latest is kept.
    """

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="outlooks")
    day = models.DateField()
    made_at = models.DateTimeField(default=timezone.now)
    known_until = models.PositiveSmallIntegerField(default=0)
    came = models.PositiveIntegerField(default=0)
    expected = models.FloatField(help_text="Of the whole day, with what has come.")
    low_90 = models.FloatField()
    high_90 = models.FloatField()
    share = models.FloatField(null=True, help_text="Of those still to come.")
    share_low = models.FloatField(null=True)
    share_high = models.FloatField(null=True)

    class Meta:
        verbose_name = _("outlook of a day")
        verbose_name_plural = _("outlooks of days")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["desk", "day", "-made_at"], name="outlook_latest")]

    def __str__(self) -> str:
        return f"{self.desk} {self.day}: {self.expected:.0f}"


class OutlookRow(models.Model):
    """A half-hour. `came` is None while it is not yet over; `morning` was said before the day."""

    outlook = models.ForeignKey(DayOutlook, on_delete=models.CASCADE, related_name="rows")
    start = models.PositiveSmallIntegerField(help_text="Minutes from midnight.")
    morning = models.FloatField()
    came = models.PositiveIntegerField(null=True)
    mean = models.FloatField()
    low_90 = models.FloatField()
    high_90 = models.FloatField()
    present = models.PositiveSmallIntegerField()
    need = models.PositiveSmallIntegerField(null=True)
    share = models.FloatField(null=True)
    share_low = models.FloatField(null=True)
    share_high = models.FloatField(null=True)

    class Meta:
        verbose_name = _("half-hour of an outlook")
        verbose_name_plural = _("half-hours of an outlook")
        ordering = ["start"]
        constraints = [
            models.UniqueConstraint(fields=["outlook", "start"], name="outlook_row_once")
        ]

    def __str__(self) -> str:
        return f"{self.start}: {self.mean:.1f}"


class Activity(models.TextChoices):
    """What somebody can be moved to."""

    PHONE = "phone", pgettext_lazy("activity", "Phone")
    VISIT = "visit", pgettext_lazy("activity", "Visits")
    EMAIL = "email", pgettext_lazy("activity", "Mail")
    TRAINING = "training", pgettext_lazy("activity", "Training")
    BREAK = "break", pgettext_lazy("activity", "Break")


class MoveState(models.TextChoices):
    QUEUED = "queued", pgettext_lazy("move", "The effect is being worked out")
    TRIED = "tried", pgettext_lazy("move", "Not done yet")
    DONE = "done", pgettext_lazy("move", "Done")
    LEFT = "left", pgettext_lazy("move", "Not done")
    FAILED = "failed", pgettext_lazy("move", "The effect could not be worked out")


@pghistory.track()
class Move(models.Model):
    """People moved to another activity for a part of a day, first tried and then done or not.

    Shares lie between 0 and 1 and are of the calls and visits that come while it lasts.
    """

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="moves")
    day = models.DateField(_("day"))
    start = models.PositiveSmallIntegerField(help_text="Minutes from midnight.")
    end = models.PositiveSmallIntegerField(help_text="Minutes from midnight.")
    activity = models.CharField(_("to"), max_length=10, choices=Activity)
    people = models.ManyToManyField(StaffPerson, related_name="+")
    state = models.CharField(max_length=6, choices=MoveState, default=MoveState.QUEUED)
    share_before = models.FloatField(null=True, blank=True)
    share_after = models.FloatField(null=True, blank=True)
    day_before = models.FloatField(null=True, blank=True, help_text="Of the rest of the day.")
    day_after = models.FloatField(null=True, blank=True, help_text="Of the rest of the day.")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("move within a day")
        verbose_name_plural = _("moves within a day")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["desk", "day"], name="move_by_day")]
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="move_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.start}–{self.end}: {self.activity}"

    @property
    def is_open(self) -> bool:
        return self.state in {MoveState.QUEUED, MoveState.TRIED, MoveState.FAILED}

    @property
    def start_clock(self) -> str:
        return clock(self.start)

    @property
    def end_clock(self) -> str:
        return clock(self.end)


def clock(minute: int) -> str:
    """Minutes from midnight as people read them: 9.30."""
    return f"{minute // 60 % 24}.{minute % 60:02}"
