"""A plan, its focus areas, who works it out, and what each unit has chosen."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlanState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("plan", "Being worked out")
    WORKED_OUT = "worked_out", pgettext_lazy("plan", "Worked out")
    ADOPTED = "adopted", pgettext_lazy("plan", "Adopted")
    FOLLOWED_UP = "followed_up", pgettext_lazy("plan", "Followed up")
    CLOSED = "closed", pgettext_lazy("plan", "Ended")


class Party(models.TextChoices):
    """On whose behalf someone takes part."""

    EMPLOYER = "employer", _("Employer")
    UNION = "union", _("Union")
    EMPLOYEES = "employees", _("Employees' representatives")


@pghistory.track()
class Plan(models.Model):
    """What is to become better at a unit and all below it, over some years."""

    title = models.CharField(pgettext_lazy("plan", "title"), max_length=120)
    summary = models.TextField(
        _("why, and what for"), max_length=4000, blank=True, help_text=_("Markdown.")
    )
    unit = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, related_name="plans", verbose_name=_("unit")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    state = models.CharField(
        _("state"), max_length=12, choices=PlanState, default=PlanState.DRAFT, editable=False
    )
    is_public = models.BooleanField(
        pgettext_lazy("plan", "shown to the public"),
        default=False,
        help_text=_("Areas, choices, activities and stands, without the names of people."),
    )
    adopted_on = models.DateField(_("adopted"), null=True, blank=True, editable=False)
    followed_up_on = models.DateField(_("followed up"), null=True, blank=True, editable=False)
    closed_on = models.DateField(_("ended"), null=True, blank=True, editable=False)
    outcome = models.TextField(_("what came of it"), max_length=8000, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("action plan")
        verbose_name_plural = _("action plans")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="plan_days"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "worked_out"]) | Q(adopted_on__isnull=False),
                name="plan_adopted_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="followed_up") | ~Q(outcome=""),
                name="plan_followed_up_has_words",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Can anything in it still change?"""
        return self.state != PlanState.CLOSED


@pghistory.track()
class PlanUnit(models.Model):
    """A unit that sets its own priorities in the plan."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="taking_part")
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("unit taking part")
        verbose_name_plural = _("units taking part")
        ordering = ["plan", "unit__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "unit"], name="plan_unit_once")]

    def __str__(self) -> str:
        return f"{self.unit}"


@pghistory.track()
class Participant(models.Model):
    """Someone, or a group, who works the plan out: the employer's, a union's, the employees'."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="participants")
    party = models.CharField(_("on behalf of"), max_length=10, choices=Party)
    name = models.CharField(
        pgettext_lazy("plan", "name"),
        max_length=120,
        help_text=_("The union, group or role, such as “Safety representatives, district 3”."),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
    )

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["plan", "party", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "party", "name"], name="participant_once")
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class FocusArea(models.Model):
    """What the plan is about, a dozen or so of them."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="areas")
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(pgettext_lazy("plan", "area"), max_length=80)
    text = models.TextField(_("what it means here"), max_length=2000, blank=True)
    scales = models.JSONField(
        default=list, blank=True, editable=False, help_text="Codes of survey scales about it."
    )

    class Meta:
        verbose_name = _("focus area")
        verbose_name_plural = _("focus areas")
        ordering = ["plan", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "title"], name="focus_area_title_once")
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class Priority(models.Model):
    """A unit's choice of an area: where it stands in the unit's own order, and why."""

    area = models.ForeignKey(FocusArea, on_delete=models.CASCADE, related_name="priorities")
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField(_("order"))
    why = models.CharField(_("why"), max_length=500, blank=True)
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    chosen_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")
        ordering = ["unit", "rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["area", "unit"], name="priority_once"),
            models.CheckConstraint(condition=Q(rank__gt=0), name="priority_rank"),
        ]

    def __str__(self) -> str:
        return f"{self.rank}. {self.area}"
