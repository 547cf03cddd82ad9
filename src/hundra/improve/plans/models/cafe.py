"""Dialogue cafés: tables, themes, and what is written there by phones that nobody signs in."""

from __future__ import annotations

import secrets
import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.improve.plans.models.activity import Activity
from hundra.improve.plans.models.plan import FocusArea, Plan
from hundra.improve.plans.models.working_out import Proposal

# Without letters and digits that look alike when read aloud or from a slide.
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 6


def new_secret() -> str:
    """128 random bits for the link that the participants share."""
    return secrets.token_urlsafe(16)


def new_code() -> str:
    """What is typed where there is no QR reader; counts only while the café is open."""
    return "".join(secrets.choice(CODE_LETTERS) for _letter in range(CODE_LENGTH))


class CafeState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("cafe", "Planned")
    OPEN = "open", pgettext_lazy("cafe", "Open for notes")
    CLOSED = "closed", pgettext_lazy("cafe", "Closed")


@pghistory.track(exclude=["secret", "code", "version"])
class Cafe(models.Model):
    """Politicians, managers and staff around tables, for an hour or two."""

    plan = models.ForeignKey(
        Plan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cafes",
        verbose_name=_("action plan"),
    )
    unit = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    title = models.CharField(pgettext_lazy("cafe", "title"), max_length=120)
    welcome = models.TextField(_("welcome"), max_length=1000, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    closes_at = models.DateTimeField(_("notes can be written until"))
    state = models.CharField(
        _("state"), max_length=8, choices=CafeState, default=CafeState.PLANNED, editable=False
    )
    secret = models.CharField(max_length=32, unique=True, default=new_secret, editable=False)
    code = models.CharField(max_length=8, unique=True, default=new_code, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("dialogue café")
        verbose_name_plural = _("dialogue cafés")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("starts_at")), name="cafe_times")
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class Theme(models.Model):
    """What is talked about; perhaps one of the plan's areas."""

    cafe = models.ForeignKey(Cafe, on_delete=models.CASCADE, related_name="themes")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("theme"), max_length=120)
    area = models.ForeignKey(
        FocusArea, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["cafe", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["cafe", "title"], name="theme_once")]

    def __str__(self) -> str:
        return self.title


class CafeTable(models.Model):
    """A table. `version` grows with all that its page shows."""

    cafe = models.ForeignKey(Cafe, on_delete=models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField(pgettext_lazy("cafe", "table"))
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("cafe", "table")
        verbose_name_plural = pgettext_lazy("cafe", "tables")
        ordering = ["cafe", "number"]
        constraints = [models.UniqueConstraint(fields=["cafe", "number"], name="cafe_table_once")]

    def __str__(self) -> str:
        return f"{self.number}"


@pghistory.track()
class NoteGroup(models.Model):
    """Notes that say the same, put together by the one who leads the café."""

    cafe = models.ForeignKey(Cafe, on_delete=models.CASCADE, related_name="groups")
    title = models.CharField(_("heading"), max_length=120)

    class Meta:
        verbose_name = _("group of notes")
        verbose_name_plural = _("groups of notes")
        ordering = ["cafe", "title", "pk"]
        constraints = [models.UniqueConstraint(fields=["cafe", "title"], name="note_group_once")]

    def __str__(self) -> str:
        return self.title


@pghistory.track(exclude=["writer"])
class CafeNote(models.Model):
    """One note. Its key is made by the phone, so that sending twice makes one note.

    `writer` is a keyed hash of a random text on the phone, for changing one's own note while
    the café is open; emptied when it closes. It names nobody, and no two cafés' agree.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    table = models.ForeignKey(CafeTable, on_delete=models.CASCADE, related_name="notes")
    theme = models.ForeignKey(
        Theme, on_delete=models.SET_NULL, null=True, blank=True, related_name="notes"
    )
    text = models.TextField(_("note"), max_length=1000)
    writer = models.CharField(max_length=64, blank=True, editable=False)
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    group = models.ForeignKey(
        NoteGroup, on_delete=models.SET_NULL, null=True, blank=True, related_name="notes"
    )
    is_hidden = models.BooleanField(_("hidden"), default=False)
    suggestion = models.ForeignKey(
        "suggestions.Suggestion", on_delete=models.SET_NULL, null=True, related_name="cafe_notes"
    )
    proposal = models.ForeignKey(
        Proposal, on_delete=models.SET_NULL, null=True, related_name="cafe_notes"
    )
    activity = models.ForeignKey(
        Activity, on_delete=models.SET_NULL, null=True, related_name="cafe_notes"
    )

    class Meta:
        verbose_name = pgettext_lazy("cafe", "note")
        verbose_name_plural = pgettext_lazy("cafe", "notes")
        ordering = ["written_at", "pk"]
        indexes = [models.Index(fields=["table", "written_at"], name="cafe_note_order")]

    def __str__(self) -> str:
        return self.text[:60]
