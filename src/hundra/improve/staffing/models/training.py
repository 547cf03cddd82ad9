"""Trainings that are to fit into a period's roster."""

from __future__ import annotations

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from hundra.improve.staffing.models.people import StaffPerson
from hundra.improve.staffing.models.period import RosterPeriod


@pghistory.track()
class Training(models.Model):
    """Each of `people` is to attend `times` of the sessions, inside a shift.

    `seats`: the most at one session; none: no limit.
    """

    period = models.ForeignKey(RosterPeriod, on_delete=models.CASCADE, related_name="trainings")
    name = models.CharField(_("training"), max_length=60)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=60, validators=[MinValueValidator(15), MaxValueValidator(480)]
    )
    times = models.PositiveSmallIntegerField(
        _("times for each"), default=1, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    seats = models.PositiveSmallIntegerField(
        _("seats"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    people = models.ManyToManyField(StaffPerson, related_name="trainings", blank=True)

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("trainings")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["period", "name"], name="training_name_once"),
            models.CheckConstraint(
                condition=models.Q(minutes__gte=15, times__gte=1), name="training_lasts"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class TrainingSession(models.Model):
    """When it is held."""

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="sessions")
    day = models.DateField(_("day"))
    start = models.PositiveSmallIntegerField(help_text="Minutes from midnight.")

    class Meta:
        verbose_name = _("session of a training")
        verbose_name_plural = _("sessions of a training")
        ordering = ["day", "start"]
        constraints = [
            models.UniqueConstraint(fields=["training", "day", "start"], name="session_once"),
            models.CheckConstraint(condition=models.Q(start__lt=1440), name="session_on_its_day"),
        ]

    def __str__(self) -> str:
        return f"{self.training} {self.day} {self.clock}"

    @property
    def clock(self) -> str:
        """As people read it: 09.30."""
        return f"{self.start // 60:02}.{self.start % 60:02}"


class MissedTraining(models.Model):
    """So many times that did not fit for someone, and why (`reasons` as of a wish)."""

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="missed")
    person = models.ForeignKey(
        StaffPerson, on_delete=models.CASCADE, related_name="missed_trainings"
    )
    times = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("training that did not fit")
        verbose_name_plural = _("trainings that did not fit")
        ordering = ["training", "person__guide__user__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["training", "person"], name="missed_training_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.training} ({self.times})"
