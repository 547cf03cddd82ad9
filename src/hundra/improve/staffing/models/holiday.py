"""Summer holidays: how many must be at work, who is to have what, and who is given which weeks."""

from __future__ import annotations

import datetime as dt

import pghistory
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hundra.improve.staffing.models.people import StaffPerson
from hundra.improve.staffing.models.period import RosterPeriod


@pghistory.track()
class HolidayNeed(models.Model):
    """So many must be at work in the week from a Monday. `skill` as of a need; empty: all."""

    period = models.ForeignKey(RosterPeriod, on_delete=models.CASCADE, related_name="holiday_needs")
    monday = models.DateField(_("week from"))
    skill = models.CharField(_("skill"), max_length=10, blank=True)
    people = models.PositiveSmallIntegerField(_("people needed"))

    class Meta:
        verbose_name = _("need of a holiday week")
        verbose_name_plural = _("needs of holiday weeks")
        ordering = ["monday", "skill"]
        constraints = [
            models.UniqueConstraint(fields=["period", "monday", "skill"], name="holiday_need_once")
        ]

    def __str__(self) -> str:
        return f"{self.monday}: {self.people} {self.skill}"


@pghistory.track()
class HolidayTerms(models.Model):
    """What is agreed with somebody for a summer, where it is not as for all (12 §)."""

    period = models.ForeignKey(RosterPeriod, on_delete=models.CASCADE, related_name="holiday_terms")
    person = models.ForeignKey(StaffPerson, on_delete=models.CASCADE, related_name="holiday_terms")
    weeks = models.PositiveSmallIntegerField(_("weeks"), validators=[MaxValueValidator(8)])
    together = models.PositiveSmallIntegerField(
        _("weeks in a row at least"), validators=[MaxValueValidator(8)]
    )
    agreement = models.CharField(_("what is agreed"), max_length=200)

    class Meta:
        verbose_name = _("terms of somebody’s holiday")
        verbose_name_plural = _("terms of holidays")
        ordering = ["person"]
        constraints = [
            models.UniqueConstraint(fields=["period", "person"], name="holiday_terms_once"),
            models.CheckConstraint(
                condition=Q(together__lte=F("weeks")), name="holiday_terms_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.weeks}"


@pghistory.track()
class HolidayWeek(models.Model):
    """A week of holiday from its Monday. `is_fixed`: decided by hand, searches leave it."""

    period = models.ForeignKey(RosterPeriod, on_delete=models.CASCADE, related_name="holiday_weeks")
    person = models.ForeignKey(StaffPerson, on_delete=models.CASCADE, related_name="holiday_weeks")
    monday = models.DateField(_("week from"))
    is_fixed = models.BooleanField(_("decided by hand"), default=False)

    class Meta:
        verbose_name = _("week of holiday")
        verbose_name_plural = _("weeks of holiday")
        ordering = ["monday", "person"]
        constraints = [
            models.UniqueConstraint(fields=["person", "monday"], name="holiday_week_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.monday}"

    @property
    def sunday(self) -> dt.date:
        return self.monday + dt.timedelta(days=6)
