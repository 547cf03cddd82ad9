"""The periods that are planned, the shifts that can be worked and how many are needed."""

from __future__ import annotations

import datetime as dt

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeBoundary
from django.contrib.postgres.fields.ranges import RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.hear.contacts.models import Desk

DAY_MINUTES = 24 * 60


def days_between(first: str, last: str) -> Func:
    """The days from one to the other, both included, as a range in the database."""
    return Func(
        F(first),
        F(last),
        RangeBoundary(inclusive_lower=True, inclusive_upper=True),
        function="daterange",
        output_field=DateRangeField(),
    )


class PeriodKind(models.TextChoices):
    ROSTER = "roster", _("Roster")
    SUMMER = "summer", _("Summer holidays")


class PeriodState(models.TextChoices):
    """How far a period has come. A published one is past when its last day is."""

    DRAFT = "draft", pgettext_lazy("roster", "Draft")
    WISHES = "wishes", pgettext_lazy("roster", "Open for wishes")
    SOLVING = "solving", pgettext_lazy("roster", "Being solved")
    PLANNED = "planned", pgettext_lazy("roster", "Planned")
    PUBLISHED = "published", pgettext_lazy("roster", "Published")


@pghistory.track()
class RosterPeriod(models.Model):
    """Some weeks at a desk that are planned as one. SUMMER: who has holiday when, June–August."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="roster_periods")
    kind = models.CharField(_("kind"), max_length=8, choices=PeriodKind, default=PeriodKind.ROSTER)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    wishes_until = models.DateField(_("wishes until"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=PeriodState, default=PeriodState.DRAFT
    )
    published_on = models.DateField(_("published"), null=True, blank=True)
    goal_share = models.PositiveSmallIntegerField(
        _("share to answer in time"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
        help_text=_("Per cent, within the desk's time."),
    )
    hour_cost = models.PositiveIntegerField(
        _("an hour costs (SEK)"), default=330, help_text=_("Pay with social fees.")
    )
    weeks_each = models.PositiveSmallIntegerField(
        _("weeks of holiday for each"),
        default=4,
        validators=[MinValueValidator(1), MaxValueValidator(8)],
    )
    weeks_together = models.PositiveSmallIntegerField(
        _("weeks in a row at least"),
        default=4,
        validators=[MinValueValidator(1), MaxValueValidator(8)],
    )
    late_reason = models.CharField(_("special reasons for late notice"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("roster period")
        verbose_name_plural = _("roster periods")
        ordering = ["-first_day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day__lte=F("last_day")), name="period_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(wishes_until=None) | Q(wishes_until__lt=F("first_day")),
                name="period_wishes_before",
            ),
            models.CheckConstraint(
                condition=Q(state="published", published_on__isnull=False)
                | (~Q(state="published") & Q(published_on=None)),
                name="period_published_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(weeks_together__lte=F("weeks_each")), name="period_weeks_together"
            ),
            ExclusionConstraint(
                name="period_one_at_a_time",
                expressions=[
                    ("desk", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (days_between("first_day", "last_day"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.desk}: {self.first_day}–{self.last_day}"

    @property
    def days(self) -> list[dt.date]:
        count = (self.last_day - self.first_day).days + 1
        return [self.first_day + dt.timedelta(days=number) for number in range(count)]

    @property
    def is_summer(self) -> bool:
        return self.kind == PeriodKind.SUMMER

    @property
    def mondays(self) -> list[dt.date]:
        """Of the weeks that begin in the period."""
        return [day for day in self.days if not day.weekday()]

    @property
    def is_published(self) -> bool:
        return self.state == PeriodState.PUBLISHED

    def is_past(self, today: dt.date) -> bool:
        return self.is_published and self.last_day < today

    def takes_wishes(self, today: dt.date) -> bool:
        return self.state == PeriodState.WISHES and (
            self.wishes_until is None or today <= self.wishes_until
        )


@pghistory.track()
class ShiftType(models.Model):
    """A shift that can be worked. One that ends before it starts ends the next morning.

    `skills` are languages or channels, by their codes, that all who work it must have. What has
    been worked keeps its times: a changed shift is a new one, and the old one is out of use.
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="shift_types")
    name = models.CharField(_("name"), max_length=40)
    short_name = models.CharField(
        _("in the roster"), max_length=4, help_text=_("At most four characters: K, D2.")
    )
    start = models.TimeField(pgettext_lazy("shift", "starts"))
    end = models.TimeField(pgettext_lazy("shift", "ends"))
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(validators=[MaxValueValidator(6)]),
        default=list,
        help_text="0 = Monday.",
    )
    skills = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("shift")
        verbose_name_plural = _("shifts")
        ordering = ["start", "end", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "short_name"],
                condition=Q(is_active=True),
                name="shift_short_name_unique",
            ),
            models.CheckConstraint(condition=~Q(start=F("end")), name="shift_lasts"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.start:%H.%M}–{self.end:%H.%M}"

    @property
    def start_minute(self) -> int:
        """Minutes from the day's midnight."""
        return minute_of(self.start)

    @property
    def end_minute(self) -> int:
        """Minutes from the day's midnight; may pass 24 hours."""
        end = minute_of(self.end)
        return end if end > self.start_minute else end + DAY_MINUTES


class ShiftBreak(models.Model):
    """A break of a shift, unpaid, that begins between two times."""

    shift_type = models.ForeignKey(ShiftType, on_delete=models.CASCADE, related_name="breaks")
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=30)
    earliest = models.TimeField(_("begins at the earliest"))
    latest = models.TimeField(_("begins at the latest"))

    class Meta:
        verbose_name = _("break")
        verbose_name_plural = _("breaks")
        ordering = ["earliest", "pk"]

    def __str__(self) -> str:
        return f"{self.minutes} min {self.earliest:%H.%M}–{self.latest:%H.%M}"


class NeedRow(models.Model):
    """How many are needed for some minutes of a day, by the forecast. `skill` is a language or a
    channel by its code; empty: anybody."""

    period = models.ForeignKey(RosterPeriod, on_delete=models.CASCADE, related_name="needs")
    day = models.DateField(_("day"))
    start = models.PositiveSmallIntegerField(help_text="Minutes from midnight.")
    end = models.PositiveSmallIntegerField(help_text="Minutes from midnight.")
    skill = models.CharField(_("skill"), max_length=10, blank=True)
    people = models.PositiveSmallIntegerField(_("people needed"))

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        ordering = ["day", "start", "skill"]
        constraints = [
            models.UniqueConstraint(fields=["period", "day", "start", "skill"], name="need_once"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="need_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.start}: {self.people} {self.skill}"


@pghistory.track()
class ExtraNeed(models.Model):
    """More people than the forecast asks for, for some time of a day, and why."""

    period = models.ForeignKey(RosterPeriod, on_delete=models.CASCADE, related_name="extra_needs")
    day = models.DateField(_("day"))
    start = models.PositiveSmallIntegerField(help_text="Minutes from midnight.")
    end = models.PositiveSmallIntegerField(help_text="Minutes from midnight.")
    skill = models.CharField(_("skill"), max_length=10, blank=True)
    people = models.PositiveSmallIntegerField(_("people more"), default=1)
    reason = models.CharField(_("why"), max_length=120)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("extra need")
        verbose_name_plural = _("extra needs")
        ordering = ["day", "start", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__lt=F("end"), end__lte=DAY_MINUTES), name="extra_need_in_order"
            ),
            models.CheckConstraint(condition=Q(people__gte=1), name="extra_need_of_people"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.start}: +{self.people} {self.skill}"


def minute_of(time: dt.time) -> int:
    return time.hour * 60 + time.minute
