"""What a unit has set itself: the most that one manager should lead."""

from __future__ import annotations

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

CEILING = 16
"""The most employees per manager where no unit has set another goal (S19, Malmö)."""

FEWEST, MOST, DEAREST = 5, 100, 10_000_000


@pghistory.track()
class SpanGoal(models.Model):
    """Holds for the unit and all under it, until a unit further down has a goal of its own."""

    unit = models.OneToOneField(
        "organisation.Unit", on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    most = models.PositiveSmallIntegerField(
        _("at most, per manager"),
        default=CEILING,
        validators=[MinValueValidator(FEWEST), MaxValueValidator(MOST)],
    )
    cost_per_manager = models.PositiveIntegerField(
        _("a manager's cost a year, kronor"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(DEAREST)],
        help_text=_("Salary, fees and what goes with the post. Without it no cost is worked out."),
    )

    class Meta:
        verbose_name = _("goal for employees per manager")
        verbose_name_plural = _("goals for employees per manager")
        ordering = ["unit__path"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(most__gte=FEWEST, most__lte=MOST), name="span_goal_most"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.most}"
