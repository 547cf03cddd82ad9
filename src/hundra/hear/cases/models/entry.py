"""What is written in a case, what came with it, and which cases belong together."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.hear.cases.models.case import Case


class EntryKind(models.TextChoices):
    NOTE = "note", _("Internal note")
    TO_CITIZEN = "to_citizen", _("To the citizen")
    FROM_CITIZEN = "from_citizen", _("From the citizen")
    STEP = "step", pgettext_lazy("case", "Event")


class Entry(models.Model):
    """Something written in a case, or a step it took. Never changed.

    A step is kept by its name (see `cases.steps`) and put into words for whoever reads. `cause`
    is why, for those who work with the case; it is not shown to the citizen.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=12, choices=EntryKind)
    text = models.TextField(_("text"), max_length=8000, blank=True)
    cause = models.CharField(_("cause"), max_length=200, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("entry of a case")
        verbose_name_plural = _("entries of a case")
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.get_kind_display()}"


class Attachment(models.Model):
    """A file with a message. Given out as a download only, never shown in the page."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(_("name"), max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("size"))
    file = models.FileField(upload_to="cases/%Y/%m/", max_length=200)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Relation(models.Model):
    """Two cases that have to do with each other. The lower number stands first."""

    one = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("related cases")
        verbose_name_plural = _("related cases")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="relation_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="relation_lower_first"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} – {self.other_id}"
