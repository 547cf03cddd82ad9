"""A search for a roster, run as a job by any worker."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.improve.staffing.models.period import PeriodState, RosterPeriod


class SolveState(models.TextChoices):
    QUEUED = "queued", pgettext_lazy("solve", "Waits for a worker")
    RUNNING = "running", pgettext_lazy("solve", "Searching")
    DONE = "done", pgettext_lazy("solve", "Done")
    STOPPED = "stopped", pgettext_lazy("solve", "Stopped with the best so far")
    IMPOSSIBLE = "impossible", pgettext_lazy("solve", "No roster keeps the rules")
    FAILED = "failed", pgettext_lazy("solve", "Failed")


class Solve(models.Model):
    """How a search goes. Lower values are better; `gap` is a share of the value.

    `reasons` when done: {"shortages": […], "missed": […], "conflict": […]}.
    """

    period = models.ForeignKey(RosterPeriod, on_delete=models.CASCADE, related_name="solves")
    state = models.CharField(max_length=10, choices=SolveState, default=SolveState.QUEUED)
    found_in = models.CharField(
        max_length=10,
        choices=PeriodState,
        default=PeriodState.DRAFT,
        help_text="The period's state before: it goes back there when nothing is found.",
    )
    seconds = models.PositiveSmallIntegerField(_("seconds to search"), default=120)
    stop_asked = models.BooleanField(default=False)
    value = models.BigIntegerField(null=True, blank=True)
    bound = models.FloatField(null=True, blank=True)
    gap = models.FloatField(null=True, blank=True)
    used_seconds = models.FloatField(default=0)
    reasons = models.JSONField(default=dict, blank=True)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    started_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True, help_text="The worker's last sign.")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("search for a roster")
        verbose_name_plural = _("searches for rosters")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["period"],
                condition=Q(state__in=["queued", "running"]),
                name="solve_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.period}: {self.get_state_display()}"

    @property
    def is_going_on(self) -> bool:
        return self.state in {SolveState.QUEUED, SolveState.RUNNING}
