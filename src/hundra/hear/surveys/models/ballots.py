"""A wave's answers: sealed while it is open, sealed when it is closed, published as figures.

Nothing here tells who answered what, nor in which order. See docs/decisions/0030.
"""

from __future__ import annotations

import uuid

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.hear.surveys.models.waves import Wave


class BallotBox(models.Model):
    """A unit's answers while the wave is open: one sealed text, shuffled at each addition.

    Sealed with the installation's secret, which is not in the database. `seal` tells which.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="ballot_boxes")
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    seal = models.CharField(max_length=16)
    content = models.TextField(blank=True)

    class Meta:
        verbose_name = _("ballot box")
        verbose_name_plural = _("ballot boxes")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "unit", "seal"], name="ballot_box_unique")
        ]

    def __str__(self) -> str:
        return f"{self.wave_id}"


class SealedAnswers(models.Model):
    """All answers of a closed wave, in random order and sealed; what figures are made from.

    Without own words, which are rows of their own (`WaveComment`), without any tie to the rest.
    """

    wave = models.OneToOneField(Wave, on_delete=models.CASCADE, related_name="sealed_answers")
    seal = models.CharField(max_length=16)
    content = models.BinaryField()
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("sealed answers")
        verbose_name_plural = _("sealed answers")

    def __str__(self) -> str:
        return f"{self.count}"


class Publication(models.Model):
    """What of a wave may be shown (the plan of engines.disclosure), and those figures.

    The latest is read; all are kept, since what was shown once counts for what may be shown
    later. `tree` is the units it was made over: [[unit, its parent or null], …], in order.
    `figures` holds only what may be shown; see `services.publishing`. With `over`, it was laid
    over the units of that later wave, to be compared with it; the wave's own pages read others.
    """

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="publications")
    number = models.PositiveSmallIntegerField()
    over = models.ForeignKey(Wave, on_delete=models.CASCADE, null=True, related_name="+")
    made_on = models.DateField()
    tree = models.JSONField()
    release = models.JSONField()
    figures = models.BinaryField()

    class Meta:
        verbose_name = pgettext_lazy("survey", "publication")
        verbose_name_plural = pgettext_lazy("survey", "publications")
        ordering = ["wave", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "number"], name="publication_number")
        ]

    def __str__(self) -> str:
        return f"{self.number}"


@pghistory.track(pghistory.UpdateEvent())
class WaveComment(models.Model):
    """Own words, masked, with neither the person nor the rest of their answers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="comments")
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(_("question"), max_length=40)
    text = models.TextField(_("comment"), max_length=2000)
    theme = models.CharField(_("theme"), max_length=40, blank=True)
    is_hidden = models.BooleanField(
        _("hidden"), default=False, help_text=_("Names or points out somebody.")
    )

    class Meta:
        verbose_name = pgettext_lazy("survey", "comment")
        verbose_name_plural = pgettext_lazy("survey", "comments")
        ordering = ["wave", "id"]
        indexes = [models.Index(fields=["wave", "unit"], name="wave_comment_unit")]

    def __str__(self) -> str:
        return self.text[:60]
