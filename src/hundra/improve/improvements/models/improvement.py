"""An improvement, its life, and what it answers."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.hear.suggestions.models import Audience
from hundra.improve.improvements.models.programme import Criterion, Programme, Topic


class ImprovementState(models.TextChoices):
    IDEA = "idea", _("Idea")
    PLANNED = "planned", _("Planned")
    STAMPED = "stamped", _("Stamped")
    DELIVERED = "delivered", _("Delivered")
    FOLLOWED_UP = "followed_up", _("Followed up")
    WITHDRAWN = "withdrawn", _("Withdrawn")


@pghistory.track(exclude=["search", "changed_at"])
class Improvement(models.Model):
    """One concrete improvement. Its number is given by the stamp and never changes."""

    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        related_name="improvements",
        verbose_name=_("programme"),
    )
    number = models.PositiveIntegerField(_("number"), null=True, editable=False)
    audience = models.CharField(_("for"), max_length=10, choices=Audience)
    title = models.CharField(pgettext_lazy("improvement", "title"), max_length=120)
    summary = models.CharField(_("in short"), max_length=300, blank=True)
    story = models.TextField(_("story"), blank=True, help_text=_("Markdown."))
    topic = models.ForeignKey(
        Topic,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="improvements",
        verbose_name=_("topic"),
    )
    owner_unit = models.ForeignKey(
        "organisation.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="improvements",
        verbose_name=_("owner unit"),
    )
    responsible = models.ForeignKey(
        "organisation.Person",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="improvements",
        verbose_name=_("responsible"),
    )
    cost_sek = models.PositiveBigIntegerField(_("cost (SEK)"), null=True, blank=True)
    picture = models.ImageField(
        _("picture"), upload_to="improvements/%Y/", blank=True, max_length=200
    )
    picture_alt = models.CharField(_("picture description"), max_length=300, blank=True)
    planned_for = models.DateField(_("planned for"), null=True, blank=True)
    measure = models.CharField(_("what will be measured"), max_length=300, blank=True)
    baseline = models.CharField(_("how it was before"), max_length=200, blank=True)
    target = models.CharField(_("goal"), max_length=200, blank=True)
    outcome = models.TextField(_("what came of it"), blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=ImprovementState, default=ImprovementState.IDEA
    )
    stamped_at = models.DateTimeField(_("stamped"), null=True, blank=True)
    delivered_on = models.DateField(_("delivered"), null=True, blank=True)
    followed_up_on = models.DateField(_("followed up"), null=True, blank=True)
    withdrawn_on = models.DateField(_("withdrawn"), null=True, blank=True)
    withdrawal_reason = models.TextField(_("why it was withdrawn"), blank=True)
    show_as_coming = models.BooleanField(
        _("show as coming"), default=False, help_text=_("Shown to the public before the stamp.")
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    suggestions = models.ManyToManyField(
        "suggestions.Suggestion", through="Answers", related_name="improvements"
    )
    search = models.GeneratedField(
        expression=SearchVector("title", "summary", "story", config="swedish"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("improvement")
        verbose_name_plural = _("improvements")
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], name="improvement_number_unique"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["idea", "planned"], number=None)
                | Q(state__in=["stamped", "delivered", "followed_up"], number__gt=0)
                | Q(state="withdrawn"),
                name="improvement_numbered_by_stamp",
            ),
            models.CheckConstraint(
                condition=Q(number=None, stamped_at=None)
                | Q(number__isnull=False, stamped_at__isnull=False),
                name="improvement_number_has_stamp_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["delivered", "followed_up"])
                | Q(delivered_on__isnull=False),
                name="improvement_delivered_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawal_reason=""),
                name="improvement_withdrawn_has_reason",
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="improvement_search"),
            GinIndex(
                OpClass(Upper("title"), name="gin_trgm_ops"), name="improvement_title_trigram"
            ),
            GinIndex(
                OpClass(Upper("summary"), name="gin_trgm_ops"), name="improvement_summary_trigram"
            ),
            # Every count of a programme is read from this index alone.
            models.Index(
                fields=["programme", "state", "audience", "show_as_coming"],
                include=["number"],
                name="improvement_counts",
            ),
            models.Index(
                "programme",
                F("number").desc(nulls_last=True),
                F("id").desc(),
                name="improvement_newest_first",
            ),
            # The public list's order, deep pages too, and the API's.
            models.Index(
                "programme",
                F("number").desc(nulls_last=True),
                "planned_for",
                "id",
                condition=Q(number__isnull=False)
                | Q(show_as_coming=True, state__in=("idea", "planned")),
                name="improvement_public_order",
            ),
            # Launches month by month are read from this index alone.
            models.Index(
                fields=["programme", "delivered_on", "number"],
                condition=Q(number__isnull=False, delivered_on__isnull=False)
                & ~Q(state="withdrawn"),
                name="improvement_launches",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="number_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__number__isnull=False)
                & (
                    pgtrigger.Q(new__number__isnull=True)
                    | ~pgtrigger.Q(old__number=pgtrigger.F("new__number"))
                    | ~pgtrigger.Q(old__programme=pgtrigger.F("new__programme"))
                ),
            ),
            pgtrigger.Protect(
                name="numbered_never_deleted",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__number__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.number} {self.title}" if self.number else self.title

    @property
    def is_public(self) -> bool:
        """Numbered ones are always public, withdrawn too; others when shown as coming."""
        if self.number is not None:
            return True
        return self.show_as_coming and self.state in {
            ImprovementState.IDEA,
            ImprovementState.PLANNED,
        }


@pghistory.track()
class Tick(models.Model):
    """One person's word that an improvement meets a criterion."""

    improvement = models.ForeignKey(Improvement, on_delete=models.CASCADE, related_name="ticks")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="ticks")
    ticked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ticked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("tick")
        verbose_name_plural = _("ticks")
        ordering = ["ticked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["improvement", "criterion", "ticked_by"], name="tick_once_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.ticked_by}"


@pghistory.track()
class Update(models.Model):
    """News about an improvement, shown on its page."""

    improvement = models.ForeignKey(Improvement, on_delete=models.CASCADE, related_name="updates")
    text = models.TextField(_("text"), max_length=4000)
    published_at = models.DateTimeField(
        pgettext_lazy("improvement", "published"), default=timezone.now
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("update")
        verbose_name_plural = _("updates")
        ordering = ["-published_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.improvement}: {self.published_at:%Y-%m-%d}"


@pghistory.track()
class Answers(models.Model):
    """This improvement answers that suggestion."""

    improvement = models.ForeignKey(Improvement, on_delete=models.CASCADE, related_name="answers")
    suggestion = models.ForeignKey(
        "suggestions.Suggestion", on_delete=models.PROTECT, related_name="answered_by"
    )
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    linked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("answered suggestion")
        verbose_name_plural = _("answered suggestions")
        ordering = ["linked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["improvement", "suggestion"], name="answers_once")
        ]

    def __str__(self) -> str:
        return f"{self.improvement} ← {self.suggestion}"
