"""Who is asked: invitations, and the time during which nobody is asked again.

Neither addresses nor secrets are kept, only keyed hashes of them.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from hundra.hear.surveys.models.question_sets import QuestionSet


class AskedChannel(models.TextChoices):
    SMS = "sms", _("Text message")
    EMAIL = "email", _("E-mail")
    LINK = "link", _("Link")


class Invitation(models.Model):
    """A link that can be answered once, until its last day.

    `about` is what the answer will be counted under. It is emptied when the link is answered or
    too old, so that an invitation then tells nothing but the day it was made.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question_set = models.ForeignKey(QuestionSet, on_delete=models.PROTECT, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    channel = models.CharField(_("channel"), max_length=5, choices=AskedChannel)
    about = models.JSONField(default=dict, blank=True)
    sent_on = models.DateField(_("sent"))
    expires_on = models.DateField(_("last day"))
    is_answered = models.BooleanField(_("answered"), default=False)

    # Only where it was just made: the secret itself is nowhere else than in its link.
    secret: str = ""

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["id"]
        indexes = [models.Index(fields=["expires_on"], name="invitation_expires")]

    def __str__(self) -> str:
        return f"{self.question_set.slug} {self.sent_on}"


class Quarantine(models.Model):
    """Someone was asked: the keyed hash of their address and the day. No more."""

    address_hash = models.CharField(primary_key=True, max_length=64)
    asked_on = models.DateField(_("asked"))

    class Meta:
        verbose_name = _("quarantine")
        verbose_name_plural = _("quarantines")
        indexes = [models.Index(fields=["asked_on"], name="quarantine_asked")]

    def __str__(self) -> str:
        return f"{self.asked_on}"


class Dimension(models.TextChoices):
    """What answers can be split by, one at a time or together."""

    ALL = "", _("All")
    CHANNEL = "channel", _("Channel")
    REASON = "reason", _("Reason")
    LANGUAGE = "language", _("Language")


class Tally(models.Model):
    """How many were asked, and how many answers came out of the box, on a day, by one dimension.

    How many, not what they answered. `value` is the dimension's value, as text.
    """

    slug = models.SlugField(max_length=40)
    kind = models.CharField(max_length=10)
    desk = models.CharField(max_length=40, blank=True)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    dimension = models.CharField(max_length=10, choices=Dimension, blank=True)
    value = models.CharField(max_length=40, blank=True)
    asked = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "day", "dimension", "value", "kind", "desk", "unit"],
                name="survey_tally_unique",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.dimension} {self.value}"
