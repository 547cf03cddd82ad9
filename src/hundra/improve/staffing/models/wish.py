"""What employees wish for, what came of it and why, and what is remembered of refusals."""

from __future__ import annotations

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.improve.staffing.models.people import StaffPerson
from hundra.improve.staffing.models.period import RosterPeriod, ShiftType


class WishKind(models.TextChoices):
    OFF = "off", pgettext_lazy("wish", "To be off")
    WORK = "work", pgettext_lazy("wish", "To work")
    SHIFT = "shift", pgettext_lazy("wish", "This shift")
    NOT_SHIFT = "not_shift", pgettext_lazy("wish", "Not this shift")
    HOLIDAY = "holiday", pgettext_lazy("wish", "Holiday")
    AVOID = "avoid", pgettext_lazy("wish", "Rather not holiday")


class WishAnswer(models.TextChoices):
    OPEN = "", pgettext_lazy("wish", "Not answered yet")
    GRANTED = "granted", pgettext_lazy("wish", "Granted")
    REFUSED = "refused", pgettext_lazy("wish", "Could not be met")


@pghistory.track()
class Wish(models.Model):
    """Someone's wish for a day of a period.

    A holiday is from that day to `last_day`, `rank` 1 wanted most; to avoid one is about the week
    that begins that day.

    `reasons` of a refusal: a list of {"code", "message", "parameters"}, the engine's English
    message ids, put into words by `wording.reason_text`.
    """

    period = models.ForeignKey(RosterPeriod, on_delete=models.CASCADE, related_name="wishes")
    person = models.ForeignKey(StaffPerson, on_delete=models.CASCADE, related_name="wishes")
    day = models.DateField(_("day"))
    last_day = models.DateField(_("last day"), null=True, blank=True)
    kind = models.CharField(_("wish"), max_length=10, choices=WishKind)
    shift_type = models.ForeignKey(
        ShiftType,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("shift"),
    )
    weight = models.PositiveSmallIntegerField(
        _("how important"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
        help_text=_("From 1 to 10."),
    )
    rank = models.PositiveSmallIntegerField(_("choice"), null=True, blank=True)
    text = models.CharField(_("in your own words"), max_length=200, blank=True)
    answer = models.CharField(max_length=8, choices=WishAnswer, default=WishAnswer.OPEN, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("wish")
        verbose_name_plural = _("wishes")
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "person", "day"], name="wish_one_a_person_and_day"
            ),
            models.UniqueConstraint(
                fields=["period", "person", "rank"],
                condition=Q(rank__isnull=False),
                name="wish_one_of_a_rank",
            ),
            models.CheckConstraint(
                condition=Q(kind="holiday", rank__gte=1) | (~Q(kind="holiday") & Q(rank=None)),
                name="wish_of_holiday_is_ranked",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["shift", "not_shift"], shift_type__isnull=False)
                | (~Q(kind__in=["shift", "not_shift"]) & Q(shift_type=None)),
                name="wish_of_a_shift_names_it",
            ),
            models.CheckConstraint(
                condition=Q(kind="holiday", last_day__gte=F("day"))
                | (~Q(kind="holiday") & Q(last_day=None)),
                name="wish_of_holiday_has_days",
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=10), name="wish_weight_in_range"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="wish_answered_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.day}: {self.get_kind_display()}"


class LedgerEntry(models.Model):
    """A refused wish, remembered: `points` is the wish's weight. Each later period halves them."""

    person = models.ForeignKey(StaffPerson, on_delete=models.CASCADE, related_name="ledger")
    period = models.ForeignKey(RosterPeriod, on_delete=models.CASCADE, related_name="ledger")
    wish = models.OneToOneField(Wish, on_delete=models.CASCADE, related_name="remembered")
    points = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("remembered refusal")
        verbose_name_plural = _("remembered refusals")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.person}: {self.points}"
