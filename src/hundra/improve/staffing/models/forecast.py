"""What is expected: arrivals a half-hour, and how a roster will hold against them."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hundra.hear.contacts.models import Desk
from hundra.improve.staffing.models.period import RosterPeriod


class Forecast(models.Model):
    """Arrivals that were expected at a desk, as said at a moment.

    `quality`: figures of how good such forecasts have been (engines.forecasting.judge).
    `days`: each open day's total with its bands, as the rows' of a half-hour; a day's band is not
    the sum of its half-hours'.
    """

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="forecasts")
    made_at = models.DateTimeField(default=timezone.now)
    first_day = models.DateField()
    last_day = models.DateField()
    quality = models.JSONField(default=dict, blank=True)
    days = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("forecast")
        verbose_name_plural = _("forecasts")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["desk", "-made_at"], name="forecast_latest")]

    def __str__(self) -> str:
        return f"{self.desk}: {self.first_day}–{self.last_day}"


class ForecastRow(models.Model):
    """Contacts in a half-hour: the mean, and the bands that half and nine of ten fall within.

    `language` empty: all of them, and then with bands; a language has its mean alone.
    """

    forecast = models.ForeignKey(Forecast, on_delete=models.CASCADE, related_name="rows")
    day = models.DateField()
    start = models.PositiveSmallIntegerField(help_text="Minutes from midnight.")
    language = models.CharField(max_length=10, blank=True)
    mean = models.FloatField()
    low_90 = models.FloatField(null=True, blank=True)
    low_50 = models.FloatField(null=True, blank=True)
    high_50 = models.FloatField(null=True, blank=True)
    high_90 = models.FloatField(null=True, blank=True)

    class Meta:
        verbose_name = _("half-hour of a forecast")
        verbose_name_plural = _("half-hours of a forecast")
        ordering = ["day", "start", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["forecast", "day", "start", "language"], name="forecast_row_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.start}: {self.mean:.1f}"


class Simulation(models.Model):
    """A period's roster played many times: the share answered in time, with its interval."""

    period = models.ForeignKey(RosterPeriod, on_delete=models.CASCADE, related_name="simulations")
    made_at = models.DateTimeField(default=timezone.now)
    replications = models.PositiveIntegerField()
    seed = models.PositiveIntegerField(default=1)
    share = models.FloatField()
    share_low = models.FloatField()
    share_high = models.FloatField()
    is_outdated = models.BooleanField(default=False, help_text="The roster has been changed since.")
    occupancy = models.FloatField(null=True, blank=True)

    class Meta:
        verbose_name = _("simulation of a roster")
        verbose_name_plural = _("simulations of rosters")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.period}: {self.share:.2f}"


class SimulatedSlot(models.Model):
    """A half-hour of a simulated period. Shares lie between 0 and 1; none with no arrivals."""

    simulation = models.ForeignKey(Simulation, on_delete=models.CASCADE, related_name="slots")
    day = models.DateField()
    start = models.PositiveSmallIntegerField(help_text="Minutes from midnight.")
    arrivals = models.FloatField()
    present = models.PositiveSmallIntegerField()
    share = models.FloatField(null=True)
    share_low = models.FloatField(null=True)
    share_high = models.FloatField(null=True)

    class Meta:
        verbose_name = _("half-hour of a simulation")
        verbose_name_plural = _("half-hours of a simulation")
        ordering = ["day", "start"]
        constraints = [
            models.UniqueConstraint(fields=["simulation", "day", "start"], name="slot_once")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.start}: {self.share}"

    @property
    def clock(self) -> str:
        """As people read it: 9.30."""
        return f"{self.start // 60}.{self.start % 60:02}"
