"""What is done: by whom, when, and how one will know that it helped."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.improve.plans.models.plan import FocusArea
from hundra.improve.plans.models.working_out import Proposal


class ActivityState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("activity", "Planned")
    ONGOING = "ongoing", pgettext_lazy("activity", "Ongoing")
    DONE = "done", pgettext_lazy("activity", "Done")
    CALLED_OFF = "called_off", pgettext_lazy("activity", "Called off")


@pghistory.track()
class Activity(models.Model):
    """Something that a unit does within an area.

    `instrument` and `scale` name what is asked again; `baseline` is the wave it was chosen from,
    and `baseline_value` what it said (0–100), both as of the day the activity was made.
    """

    area = models.ForeignKey(
        FocusArea,
        on_delete=models.PROTECT,
        related_name="activities",
        verbose_name=_("focus area"),
    )
    unit = models.ForeignKey(
        "organisation.Unit",
        on_delete=models.PROTECT,
        related_name="plan_activities",
        verbose_name=_("unit"),
    )
    title = models.CharField(_("what is done"), max_length=120)
    text = models.TextField(_("how"), max_length=4000, blank=True)
    responsible = models.ForeignKey(
        "organisation.Person",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="plan_activities",
        verbose_name=_("responsible"),
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    state = models.CharField(
        _("state"), max_length=10, choices=ActivityState, default=ActivityState.PLANNED
    )
    why_called_off = models.CharField(_("why it was called off"), max_length=500, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    measure = models.CharField(_("how we will know that it helped"), max_length=300, blank=True)
    instrument = models.SlugField(max_length=40, blank=True, db_index=False)
    scale = models.CharField(_("survey scale"), max_length=40, blank=True)
    scale_title = models.CharField(max_length=200, blank=True)
    baseline = models.ForeignKey(
        "surveys.Wave", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    baseline_value = models.FloatField(null=True, blank=True)
    improvement = models.ForeignKey(
        "improvements.Improvement",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="plan_activities",
        verbose_name=_("improvement"),
    )
    proposal = models.ForeignKey(
        Proposal, on_delete=models.SET_NULL, null=True, blank=True, related_name="activities"
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["ends_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="activity_days"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(done_on__isnull=False), name="activity_done_has_day"
            ),
            models.CheckConstraint(
                condition=~Q(state="called_off") | ~Q(why_called_off=""),
                name="activity_called_off_has_why",
            ),
            models.CheckConstraint(
                condition=Q(scale="", instrument="") | (~Q(scale="") & ~Q(instrument="")),
                name="activity_scale_of_instrument",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "unit", "state"], name="activity_counts"),
            models.Index(
                fields=["ends_on"],
                condition=Q(state__in=["planned", "ongoing"]),
                name="activity_going_on",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_going_on(self) -> bool:
        return self.state in {ActivityState.PLANNED, ActivityState.ONGOING}


@pghistory.track()
class ProgressNote(models.Model):
    """How it goes, told as it goes."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("how it goes"), max_length=2000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("progress note")
        verbose_name_plural = _("progress notes")
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return self.text[:60]
