"""Who works at a desk: hours, what their phase of life asks, their own holidays and absence."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.fields.ranges import RangeOperators
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.hear.contacts.models import Guide
from hundra.improve.staffing.models.period import days_between

FULL_WEEK = 40 * 60


@pghistory.track()
class StaffPerson(models.Model):
    """A guide as an employee. Languages and channels are the guide's (contacts.Guide)."""

    guide = models.OneToOneField(Guide, on_delete=models.PROTECT, related_name="staffing")
    minutes_per_week = models.PositiveSmallIntegerField(
        _("working minutes a week"), default=FULL_WEEK
    )
    flexible_minutes = models.PositiveSmallIntegerField(
        _("more or less in a period"), default=8 * 60, help_text=_("Minutes.")
    )
    is_night_staff = models.BooleanField(_("night staff"), default=False)
    team = models.CharField(_("closed team"), max_length=40, blank=True)
    calendar_key = models.CharField(max_length=64, blank=True, editable=False)
    is_active = models.BooleanField(_("in the roster"), default=True)

    class Meta:
        verbose_name = _("employee in the roster")
        verbose_name_plural = _("employees in the roster")
        ordering = ["guide__user__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["calendar_key"], condition=~Q(calendar_key=""), name="staff_calendar_key"
            ),
            models.CheckConstraint(
                condition=Q(minutes_per_week__lte=60 * 48), name="staff_hours_lawful"
            ),
        ]

    def __str__(self) -> str:
        return str(self.guide)


class Phase(models.TextChoices):
    """The phases of life that conditions are agreed for (S15)."""

    NEW = "new", _("New in the job")
    SMALL_CHILDREN = "children", _("Parent of small children")
    PARENTS = "parents", _("Parents falling ill")
    STUDIES = "studies", _("Studies beside work")
    HEALTH = "health", _("Working again after illness")
    SENIOR = "senior", _("Nearing retirement")
    OTHER = "other", pgettext_lazy("phase of life", "Something else")


class ConditionState(models.TextChoices):
    ASKED = "asked", pgettext_lazy("condition", "Asked for")
    AGREED = "agreed", pgettext_lazy("condition", "Agreed")
    REFUSED = "refused", pgettext_lazy("condition", "Not agreed")


@pghistory.track()
class Condition(models.Model):
    """What is agreed for someone's shifts on some weekdays while a phase of life lasts.

    With `is_must` it always holds; otherwise a shift that breaks it costs as a refused wish does.
    """

    person = models.ForeignKey(StaffPerson, on_delete=models.CASCADE, related_name="conditions")
    phase = models.CharField(_("phase of life"), max_length=10, choices=Phase)
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(validators=[MaxValueValidator(6)]),
        default=list,
        help_text="0 = Monday.",
    )
    is_free = models.BooleanField(_("free those days"), default=False)
    earliest_start = models.TimeField(_("starts at the earliest"), null=True, blank=True)
    latest_end = models.TimeField(_("ends at the latest"), null=True, blank=True)
    longest_minutes = models.PositiveSmallIntegerField(
        _("longest shift (minutes)"), null=True, blank=True
    )
    first_day = models.DateField(_("from and with"))
    last_day = models.DateField(_("to and with"), null=True, blank=True)
    is_must = models.BooleanField(_("must hold"), default=True)
    state = models.CharField(max_length=8, choices=ConditionState, default=ConditionState.ASKED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    answer = models.CharField(_("answer"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering = ["-first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(first_day__lte=F("last_day")),
                name="condition_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(is_free=True)
                | Q(earliest_start__isnull=False)
                | Q(latest_end__isnull=False)
                | Q(longest_minutes__isnull=False),
                name="condition_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_phase_display()}"


@pghistory.track()
class OwnHoliday(models.Model):
    """A day that is a holiday to this person: nobody works on their own holidays."""

    person = models.ForeignKey(StaffPerson, on_delete=models.CASCADE, related_name="own_holidays")
    day = models.DateField(_("day"))
    name = models.CharField(_("holiday"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("own holiday")
        verbose_name_plural = _("own holidays")
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="own_holiday_unique")]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class AbsenceKind(models.TextChoices):
    ILL = "ill", pgettext_lazy("absence", "Ill")
    CHILD_ILL = "child_ill", pgettext_lazy("absence", "Child ill")
    HOLIDAY = "holiday", pgettext_lazy("absence", "Holiday")
    LEAVE = "leave", pgettext_lazy("absence", "Leave")


@pghistory.track()
class Absence(models.Model):
    """Whole days that someone does not work. No more is noted than the kind."""

    person = models.ForeignKey(StaffPerson, on_delete=models.CASCADE, related_name="absences")
    kind = models.CharField(_("kind"), max_length=10, choices=AbsenceKind)
    first_day = models.DateField(_("from and with"))
    last_day = models.DateField(_("to and with"))
    reported_at = models.DateTimeField(default=timezone.now, editable=False)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["-first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day__lte=F("last_day")), name="absence_days_in_order"
            ),
            ExclusionConstraint(
                name="absence_one_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (days_between("first_day", "last_day"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.first_day}–{self.last_day}"
