"""Someone is away: what they would have worked, and how the roster is mended."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.improve.staffing.models.people import Absence, StaffPerson
from hundra.improve.staffing.models.period import RosterPeriod, ShiftType


@pghistory.track()
class MissedShift(models.Model):
    """A shift that somebody away would have worked: it is no longer in the roster."""

    absence = models.ForeignKey(Absence, on_delete=models.CASCADE, related_name="missed")
    period = models.ForeignKey(RosterPeriod, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(_("day"))
    shift_type = models.ForeignKey(ShiftType, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("missed shift")
        verbose_name_plural = _("missed shifts")
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["absence", "day"], name="missed_once")]

    def __str__(self) -> str:
        return f"{self.day}: {self.shift_type}"


class RepairState(models.TextChoices):
    QUEUED = "queued", pgettext_lazy("repair", "Waits for a worker")
    RUNNING = "running", pgettext_lazy("repair", "Searching")
    PROPOSED = "proposed", pgettext_lazy("repair", "Proposal to look at")
    ASKED = "asked", pgettext_lazy("repair", "Waits for answers")
    TAKEN = "taken", pgettext_lazy("repair", "The roster is changed")
    LEFT = "left", pgettext_lazy("repair", "Left as it is")
    REPLACED = "replaced", pgettext_lazy("repair", "Replaced by another proposal")
    STOPPED = "stopped", pgettext_lazy("repair", "Stopped")
    FAILED = "failed", pgettext_lazy("repair", "Could not be worked out")


SEARCHING = (RepairState.QUEUED, RepairState.RUNNING)
UNSETTLED = (*SEARCHING, RepairState.PROPOSED, RepairState.ASKED)


@pghistory.track(exclude=["used_seconds", "told_at"])
class RosterRepair(models.Model):
    """A search for the fewest changes of a period's roster for an absence, and what came of it.

    `avoided`: people whose days it leaves as they are. `shortages`: half-hours that are short
    with the changes, as of a solve; `short_before`: how many are short without any.
    """

    absence = models.ForeignKey(Absence, on_delete=models.CASCADE, related_name="repairs")
    period = models.ForeignKey(RosterPeriod, on_delete=models.CASCADE, related_name="repairs")
    state = models.CharField(max_length=10, choices=RepairState, default=RepairState.QUEUED)
    avoided = models.ManyToManyField(StaffPerson, related_name="+", blank=True)
    seconds = models.PositiveSmallIntegerField(default=10)
    used_seconds = models.FloatField(default=0)
    shortages = models.JSONField(default=list, blank=True)
    short_before = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    told_at = models.DateTimeField(null=True, blank=True, help_text="The worker's last sign.")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("repair of a roster")
        verbose_name_plural = _("repairs of rosters")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["absence", "period"],
                condition=Q(state__in=["queued", "running", "proposed", "asked"]),
                name="repair_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.period}: {self.get_state_display()}"

    @property
    def is_searching(self) -> bool:
        return self.state in SEARCHING

    @property
    def is_unsettled(self) -> bool:
        return self.state in UNSETTLED


class Consent(models.TextChoices):
    """Within the time of notice (12 §, the agreement) no shift is changed without consent."""

    NOT_NEEDED = "free", pgettext_lazy("consent", "Need not be asked")
    NEEDED = "needed", pgettext_lazy("consent", "Has to be asked")
    ASKED = "asked", pgettext_lazy("consent", "Asked")
    YES = "yes", pgettext_lazy("consent", "Said yes")
    NO = "no", pgettext_lazy("consent", "Said no")


@pghistory.track()
class RepairChange(models.Model):
    """Somebody's day before and after (no shift: off). `breaks`: the pairs of minutes after."""

    repair = models.ForeignKey(RosterRepair, on_delete=models.CASCADE, related_name="changes")
    person = models.ForeignKey(StaffPerson, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(_("day"))
    before = models.ForeignKey(ShiftType, on_delete=models.PROTECT, null=True, related_name="+")
    after = models.ForeignKey(ShiftType, on_delete=models.PROTECT, null=True, related_name="+")
    breaks = models.JSONField(default=list, blank=True)
    consent = models.CharField(max_length=6, choices=Consent, default=Consent.NEEDED)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="Whoever wrote the answer down.",
    )

    class Meta:
        verbose_name = _("change in a repair")
        verbose_name_plural = _("changes in a repair")
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["repair", "person", "day"], name="repair_change_once"),
            models.CheckConstraint(
                condition=~Q(before=None) | ~Q(after=None), name="repair_change_is_of_something"
            ),
            models.CheckConstraint(
                condition=~Q(before=F("after")) | Q(consent="free"),
                name="repair_of_a_break_is_free",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.day}"

    @property
    def is_of_shift(self) -> bool:
        """The shift itself is another, not its breaks alone."""
        return self.before_id != self.after_id

    @property
    def needs_answer(self) -> bool:
        return self.consent in {Consent.NEEDED, Consent.ASKED}
