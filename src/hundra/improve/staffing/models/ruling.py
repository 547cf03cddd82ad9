"""The figures of working-time rules that a local agreement has changed at a desk."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hundra.hear.contacts.models import Desk


@pghistory.track()
class RuleFigure(models.Model):
    """The figure of a rule (engines.rostering.rules, by its code) that holds at the desk."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="rule_figures")
    code = models.CharField(max_length=24)
    limit = models.FloatField(_("figure"))
    agreement = models.CharField(_("where it is agreed"), max_length=120)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    set_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("figure of a rule")
        verbose_name_plural = _("figures of rules")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["desk", "code"], name="rule_figure_once"),
            models.CheckConstraint(condition=models.Q(limit__gt=0), name="rule_figure_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.desk}: {self.code} {self.limit:g}"
