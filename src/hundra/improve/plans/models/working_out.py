"""How a plan is worked out: proposals, what is said of them, and where the parties stand."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.improve.plans.models.plan import FocusArea, Party, Plan, PlanState


class ProposalState(models.TextChoices):
    OPEN = "open", pgettext_lazy("proposal", "Being considered")
    TAKEN_UP = "taken_up", pgettext_lazy("proposal", "Taken up")
    NOT_TAKEN_UP = "not_taken_up", pgettext_lazy("proposal", "Not taken up")


@pghistory.track()
class Proposal(models.Model):
    """What somebody in the plan's unit wants in it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="proposals")
    area = models.ForeignKey(
        FocusArea,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("focus area"),
    )
    text = models.TextField(_("the proposal"), max_length=2000)
    source = models.CharField(
        max_length=120, blank=True, help_text="Where it comes from, if not from the author."
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(
        _("state"), max_length=12, choices=ProposalState, default=ProposalState.OPEN
    )
    why = models.TextField(_("why"), max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("plan", "proposal")
        verbose_name_plural = pgettext_lazy("plan", "proposals")
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open") | ~Q(why=""), name="proposal_decided_has_why"
            )
        ]
        indexes = [models.Index(fields=["plan", "state"], name="proposal_of_plan")]

    def __str__(self) -> str:
        return self.text[:60]


@pghistory.track()
class ProposalComment(models.Model):
    """What a colleague says of a proposal."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField(_("comment"), max_length=2000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("plan", "comment")
        verbose_name_plural = pgettext_lazy("plan", "comments")
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class View(models.TextChoices):
    """What a party thinks of the plan."""

    AGREES = "agrees", pgettext_lazy("stand", "Agrees")
    REMARK = "remark", pgettext_lazy("stand", "Agrees, with a remark")
    DISAGREES = "disagrees", pgettext_lazy("stand", "Disagrees")


class Stand(models.Model):
    """Where a party stood on a day, in its own words. Never changed, never deleted.

    Who comes to think otherwise records another.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="stands")
    party = models.CharField(_("party"), max_length=10, choices=Party)
    name = models.CharField(_("who"), max_length=120)
    view = models.CharField(_("stand"), max_length=10, choices=View)
    words = models.TextField(_("in their own words"), max_length=4000, blank=True)
    given_on = models.DateField(_("given on"))
    plan_state = models.CharField(max_length=12, choices=PlanState)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("plan", "stand")
        verbose_name_plural = pgettext_lazy("plan", "stands")
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(view="agrees") | ~Q(words=""), name="stand_remark_has_words"
            )
        ]
        triggers = [
            pgtrigger.Protect(name="stand_stays", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_view_display()}"
