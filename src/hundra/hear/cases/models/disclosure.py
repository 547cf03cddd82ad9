"""What has been given out of a case on a request for public records, and what was not."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hundra.hear.cases.models.case import Case


class Disclosure(models.Model):
    """A case given out as a PDF. What was blacked out is not in the file, nor kept here.

    Who asks for a public record need neither say who they are nor why (Freedom of the Press Act
    2:18), so `asked_by` is often empty. `version` is the case's version that was read when its
    passages were chosen; `digest` the SHA-256 of the file.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="disclosures")
    version = models.PositiveIntegerField(_("version"))
    asked_by = models.CharField(_("asked for by"), max_length=200, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField(_("given out"), default=timezone.now)
    laws = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    passages = models.PositiveIntegerField(_("passages blacked out"), default=0)
    digest = models.CharField(max_length=64)
    file = models.FileField(upload_to="disclosures/%Y/%m/", max_length=200)

    class Meta:
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")
        ordering = ["-given_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.given_at:%Y-%m-%d}"
