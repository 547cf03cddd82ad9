"""A programme ("100 improvements"), its checklist, and topics."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


@pghistory.track()
class Programme(models.Model):
    """A promise of a number of improvements. `last_number` is the last number given."""

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("address"), max_length=100, unique=True)
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    tone = models.TextField(
        _("tone"), blank=True, help_text=_("How the programme speaks; used in texts for sharing.")
    )
    goal_citizens = models.PositiveIntegerField(_("goal for citizens"), default=50)
    goal_employees = models.PositiveIntegerField(_("goal for employees"), default=50)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    last_number = models.PositiveIntegerField(default=0, editable=False)
    is_shown = models.BooleanField(
        _("shown to the public"), default=False, help_text=_("One programme is shown at a time.")
    )

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_shown"], name="programme_one_shown", condition=Q(is_shown=True)
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
                name="programme_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(goal_citizens__gt=0) | Q(goal_employees__gt=0),
                name="programme_has_goal",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def goal(self) -> int:
        return self.goal_citizens + self.goal_employees


@pghistory.track()
class Criterion(models.Model):
    """A line of the checklist that an improvement must meet before its stamp."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.CharField(_("criterion"), max_length=200)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["programme", "position", "pk"]

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class Topic(models.Model):
    """What an improvement is about, for filters and the colour and sign of its stamp."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    icon = models.CharField(_("icon"), max_length=40, default="sparkles")

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
