"""The roster: who works which shift on which day, and what is swapped."""

from __future__ import annotations

import datetime as dt

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField
from django.contrib.postgres.fields.ranges import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.hear.contacts.models import Channel
from hundra.improve.staffing.models.people import StaffPerson
from hundra.improve.staffing.models.period import RosterPeriod, ShiftType
from hundra.improve.staffing.models.training import Training


@pghistory.track()
class Assignment(models.Model):
    """A person's shift on a day. `is_fixed`: the planner has decided it, solving leaves it."""

    period = models.ForeignKey(RosterPeriod, on_delete=models.CASCADE, related_name="assignments")
    person = models.ForeignKey(StaffPerson, on_delete=models.PROTECT, related_name="assignments")
    day = models.DateField(_("day"))
    shift_type = models.ForeignKey(
        ShiftType, on_delete=models.PROTECT, related_name="assignments", verbose_name=_("shift")
    )
    is_fixed = models.BooleanField(_("decided by hand"), default=False)

    class Meta:
        verbose_name = pgettext_lazy("roster", "working day")
        verbose_name_plural = pgettext_lazy("roster", "working days")
        ordering = ["day", "shift_type__start", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "day"],
                name="assignment_one_a_person_and_day",
                # Two who swap are changed in one transaction.
                deferrable=models.Deferrable.DEFERRED,
            )
        ]
        indexes = [models.Index(fields=["period", "day"], name="assignment_by_day")]

    def __str__(self) -> str:
        return f"{self.person} {self.day}: {self.shift_type}"

    @property
    def starts_at(self) -> dt.datetime:
        return _moment(self.day, self.shift_type.start_minute)

    @property
    def ends_at(self) -> dt.datetime:
        return _moment(self.day, self.shift_type.end_minute)


def _moment(day: dt.date, minute: int) -> dt.datetime:
    days, rest = divmod(minute, 24 * 60)
    clock = dt.time(*divmod(rest, 60))
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=days), clock))


class PartKind(models.TextChoices):
    BREAK = "break", pgettext_lazy("roster", "Break")
    TRAINING = "training", pgettext_lazy("roster", "Training")
    TASK = "task", pgettext_lazy("roster", "Task")


@pghistory.track()
class AssignmentPart(models.Model):
    """What is done for a part of a shift: a break, a training, or a channel to be at (TASK)."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=8, choices=PartKind)
    start = models.PositiveSmallIntegerField(help_text="Minutes from the day's midnight.")
    end = models.PositiveSmallIntegerField(help_text="Minutes from the day's midnight.")
    channel = models.CharField(max_length=10, choices=Channel, blank=True)
    name = models.CharField(max_length=60, blank=True)
    training = models.ForeignKey(
        Training, on_delete=models.CASCADE, null=True, blank=True, related_name="attended"
    )

    class Meta:
        verbose_name = _("part of a shift")
        verbose_name_plural = _("parts of a shift")
        ordering = ["start"]
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="part_in_order"),
            models.CheckConstraint(
                condition=Q(kind="task") & ~Q(channel="") | ~Q(kind="task") & Q(channel=""),
                name="part_task_has_channel",
            ),
            ExclusionConstraint(
                name="part_one_at_a_time",
                expressions=[
                    ("assignment", RangeOperators.EQUAL),
                    (
                        Func(
                            F("start"),
                            F("end"),
                            function="int4range",
                            output_field=IntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.start}–{self.end}"


class SwapState(models.TextChoices):
    OFFERED = "offered", pgettext_lazy("swap", "Offered")
    ACCEPTED = "accepted", pgettext_lazy("swap", "Accepted, waits for the planner")
    APPROVED = "approved", pgettext_lazy("swap", "Swapped")
    REFUSED = "refused", pgettext_lazy("swap", "Not swapped")
    WITHDRAWN = "withdrawn", pgettext_lazy("swap", "Taken back")


@pghistory.track()
class Swap(models.Model):
    """Someone offers their working day, to one person or to all, maybe for that person's day.

    Whose day it is stands in `giver` and `taker`: the assignments change hands when it is done.
    `reasons` as of a wish: the rules that it would have broken, or the planner's own words in
    `answer`.
    """

    given = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="swaps")
    giver = models.ForeignKey(StaffPerson, on_delete=models.PROTECT, related_name="swaps_given")
    taker = models.ForeignKey(
        StaffPerson, on_delete=models.PROTECT, null=True, blank=True, related_name="swaps_taken"
    )
    returned = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, null=True, blank=True, related_name="swaps_back"
    )
    state = models.CharField(max_length=10, choices=SwapState, default=SwapState.OFFERED)
    text = models.CharField(_("message"), max_length=200, blank=True)
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    offered_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="Empty: by the rules alone.",
    )

    class Meta:
        verbose_name = _("swap")
        verbose_name_plural = _("swaps")
        ordering = ["-offered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["given"],
                condition=Q(state__in=["offered", "accepted"]),
                name="swap_one_open_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "approved"]) | Q(taker__isnull=False),
                name="swap_taken_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(taker=None) | ~Q(taker=F("giver")), name="swap_between_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver}: {self.given_id}"
