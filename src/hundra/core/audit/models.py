"""The log of confidential readings, and decisions on disposal.

Histories of records live beside each model (pghistory).
"""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Reading(models.Model):
    """Someone read a confidential record. Never changed, never deleted before its retention."""

    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="readings"
    )
    read_at = models.DateTimeField(_("read"), default=timezone.now, db_index=True)
    record = models.CharField(_("record"), max_length=100)
    record_id = models.CharField(max_length=40)
    what = models.CharField(_("what was read"), max_length=200)

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["-read_at", "-pk"]
        indexes = [models.Index(fields=["record", "record_id"], name="reading_record")]

    def __str__(self) -> str:
        return f"{self.reader}: {self.what}"


@pghistory.track()
class RetentionDecision(models.Model):
    """How long a type of record is kept, as the municipality has decided.

    `rule` is the key of a registered rule (see retention.py). Without a decision nothing goes.
    """

    rule = models.CharField(max_length=60, unique=True)
    number = models.CharField(
        _("decision number"), max_length=60, help_text=_("As in the register, e.g. KS 2026/117.")
    )
    decided_on = models.DateField(_("decided"))
    days = models.PositiveIntegerField(_("days kept"))

    class Meta:
        verbose_name = _("decision on disposal")
        verbose_name_plural = _("decisions on disposal")
        ordering = ["rule"]
        constraints = [
            models.CheckConstraint(condition=models.Q(days__gt=0), name="retention_days_positive")
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.rule}"


class Disposal(models.Model):
    """What was disposed of at once, by which decision; the proof that it went. Never changed.

    `record_ids` are keys, which tell nothing of anybody once the records are gone or emptied.
    The decision is told as it stood then.
    """

    rule = models.CharField(max_length=60)
    number = models.CharField(_("decision number"), max_length=60)
    decided_on = models.DateField(_("decided"))
    days = models.PositiveIntegerField(_("days kept"))
    disposed_at = models.DateTimeField(_("disposed of"), default=timezone.now)
    record = models.CharField(_("record"), max_length=100)
    record_ids = ArrayField(models.CharField(max_length=40))
    files = models.PositiveIntegerField(_("files"), default=0)

    class Meta:
        verbose_name = _("disposal")
        verbose_name_plural = _("disposals")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["rule", "-disposed_at"], name="disposal_by_rule")]

    def __str__(self) -> str:
        return f"{self.number}: {self.rule} {self.disposed_at:%Y-%m-%d}"

    @property
    def count(self) -> int:
        return len(self.record_ids)

    @property
    def label(self) -> str:
        """What the rule is called, if it is still there."""
        from hundra.core.audit import retention

        known = retention.rule(self.rule)
        return str(known.label) if known else self.rule
