"""Guides: what each of them can, and whether they are free."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.hear.contacts.models.desk import Channel, Desk


class Availability(models.TextChoices):
    """What a guide does just now. Only READY is given new contacts."""

    AWAY = "away", _("Not here")
    READY = "ready", pgettext_lazy("guide", "Ready")
    BUSY = "busy", pgettext_lazy("guide", "Busy")
    WRAP_UP = "wrap_up", _("Wrapping up")
    BREAK = "break", _("On a break")
    TRAINING = "training", _("In training")


class Level(models.IntegerChoices):
    """How well a guide knows a language."""

    SIMPLE = 1, _("A little")
    GOOD = 2, _("Well")
    FLUENT = 3, _("Fluently")


@pghistory.track(exclude=["availability", "since", "version", "seen_at", "place"])
class Guide(models.Model):
    """Someone who answers at a desk. Without reasons: any reason."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="guides")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="guide"
    )
    extension = models.CharField(
        _("connected at"), max_length=60, blank=True, help_text=_("A number or a SIP address.")
    )
    place = models.CharField(
        pgettext_lazy("guide", "receives at"),
        max_length=20,
        blank=True,
        help_text=_("Where visitors are met, as on the sign: Counter 3."),
    )
    channels = ArrayField(models.CharField(max_length=10, choices=Channel), default=list)
    reasons = models.ManyToManyField("knowledge.ContactReason", blank=True, related_name="guides")
    is_active = models.BooleanField(_("in use"), default=True)
    availability = models.CharField(
        _("availability"), max_length=10, choices=Availability, default=Availability.AWAY
    )
    since = models.DateTimeField(_("since"), default=timezone.now)
    seen_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(
        default=0, editable=False, help_text="Grows with all that their page must show."
    )

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")
        ordering = ["pk"]
        indexes = [models.Index(fields=["desk", "availability"], name="guide_by_availability")]

    def __str__(self) -> str:
        return str(self.user)


@pghistory.track()
class GuideLanguage(models.Model):
    """A language that a guide speaks (ISO 639; "sgn-swe" = Swedish Sign Language)."""

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(_("language"), max_length=10)
    level = models.PositiveSmallIntegerField(
        _("level"),
        choices=Level,
        default=Level.GOOD,
        validators=[MinValueValidator(1), MaxValueValidator(3)],
    )

    class Meta:
        verbose_name = _("language of a guide")
        verbose_name_plural = _("languages of a guide")
        ordering = ["-level", "language"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "language"], name="guide_language_unique")
        ]

    def __str__(self) -> str:
        return f"{self.guide_id}: {self.language} ({self.get_level_display()})"


class AvailabilitySpell(models.Model):
    """A time that a guide spent in one availability."""

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="spells")
    availability = models.CharField(max_length=10, choices=Availability)
    since = models.DateTimeField(_("from"))
    until = models.DateTimeField(_("to"), null=True)

    class Meta:
        verbose_name = _("time in an availability")
        verbose_name_plural = _("times in an availability")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["guide"], condition=Q(until=None), name="availability_one_at_a_time"
            )
        ]
        indexes = [models.Index(fields=["since"], name="availability_since")]

    def __str__(self) -> str:
        return f"{self.guide_id}: {self.availability}"
