"""A case: what could not be settled at once, and who sees to it."""

from __future__ import annotations

import secrets

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.hear.cases.models.party import Party

UNSETTLED = ("new", "open", "suspended")


class CaseState(models.TextChoices):
    NEW = "new", pgettext_lazy("case", "New")
    OPEN = "open", pgettext_lazy("case", "Under way")
    SUSPENDED = "suspended", pgettext_lazy("case", "Waiting")
    CLOSED = "closed", pgettext_lazy("case", "Closed")
    MERGED = "merged", pgettext_lazy("case", "Merged")


def new_secret() -> str:
    """128 random bits for the link that only the citizen has."""
    return secrets.token_urlsafe(16)


@pghistory.track(exclude=["secret", "search"])
class Case(models.Model):
    """What was asked, which unit has it, what was promised. Its number is its key, never reused.

    Confidential cases are read by the handling unit only, by no other door.
    """

    secret = models.CharField(max_length=32, unique=True, default=new_secret, editable=False)
    title = models.CharField(_("what it is about"), max_length=200)
    text = models.TextField(_("description"), max_length=8000, blank=True)
    reason = models.ForeignKey(
        "knowledge.ContactReason",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("reason"),
    )
    unit = models.ForeignKey(
        "organisation.Unit",
        on_delete=models.PROTECT,
        related_name="cases",
        verbose_name=_("unit"),
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("handler"),
    )
    party = models.ForeignKey(
        Party, on_delete=models.SET_NULL, null=True, blank=True, related_name="cases"
    )
    state = models.CharField(_("state"), max_length=10, choices=CaseState, default=CaseState.NEW)
    is_confidential = models.BooleanField(_("confidential"), default=False)
    language = models.CharField(_("language"), max_length=10, default="sv")
    promise = models.CharField(
        _("promised"), max_length=300, blank=True, help_text=_("What the citizen was told.")
    )
    opened_at = models.DateTimeField(_("opened"), default=timezone.now, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    promise_hours = models.PositiveSmallIntegerField(
        _("promised within"), null=True, blank=True, help_text=_("Working hours.")
    )
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    suspended_until = models.DateField(_("waits until"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    answer = models.TextField(_("answer"), max_length=8000, blank=True)
    shares_answer = models.BooleanField(
        default=False, help_text="May those whose cases were merged into this read the answer?"
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    source = models.CharField(
        max_length=40, blank=True, help_text="Where it came from: contact, open311, import."
    )
    external_id = models.CharField(max_length=100, null=True, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)
    disposed_at = models.DateTimeField(
        _("texts disposed of"),
        null=True,
        blank=True,
        editable=False,
        help_text="Texts, party and files are gone; what is counted remains.",
    )
    people_met = models.PositiveSmallIntegerField(
        null=True, blank=True, editable=False, help_text="Counted when the texts were disposed of."
    )
    search = models.GeneratedField(
        expression=SearchVector("title", "text", config="swedish"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into=None)),
                name="case_merged_has_target",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="case_not_into_itself"),
            models.UniqueConstraint(fields=["source", "external_id"], name="case_external_unique"),
        ]
        indexes = [
            GinIndex(fields=["search"], name="case_search"),
            models.Index(
                fields=["unit", "due_at"],
                name="case_unsettled_by_unit",
                condition=Q(state__in=["new", "open", "suspended"]),
            ),
            models.Index(
                fields=["handler", "due_at"],
                name="case_unsettled_by_handler",
                condition=Q(state__in=["new", "open", "suspended"]),
            ),
            models.Index(fields=["unit", "-opened_at"], name="case_by_unit"),
            models.Index(fields=["closed_at"], name="case_closed"),
            models.Index(
                fields=["due_at"],
                name="case_unsettled_by_due",
                condition=Q(state__in=["new", "open", "suspended"]),
            ),
            models.Index(
                fields=["handler", "-opened_at"],
                name="case_by_handler",
                condition=Q(handler__isnull=False),
            ),
            models.Index(fields=["-opened_at"], name="case_newest"),
            models.Index(
                fields=["party", "-opened_at"],
                name="case_by_party",
                condition=Q(party__isnull=False),
            ),
            models.Index(
                fields=["suspended_until"],
                name="case_to_wake",
                condition=Q(suspended_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def number(self) -> str:
        """As people say it: "Ä 1234"."""
        return f"Ä {self.pk}"

    @property
    def is_unsettled(self) -> bool:
        """Is there still something to do?"""
        return self.state in UNSETTLED

    @property
    def is_overdue(self) -> bool:
        """Has the promised time passed with nothing settled? Not while it waits."""
        if self.due_at is None or self.state not in (CaseState.NEW, CaseState.OPEN):
            return False
        return self.due_at < timezone.now()


class Spell(models.Model):
    """A time that a case spent in one state, at one unit, with one handler."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="spells")
    state = models.CharField(_("state"), max_length=10, choices=CaseState)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    cause = models.CharField(_("cause"), max_length=200, blank=True)
    since = models.DateTimeField(_("from"))
    until = models.DateTimeField(_("to"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("spell")
        verbose_name_plural = _("spells")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(until=None), name="spell_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.get_state_display()}"
