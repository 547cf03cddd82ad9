"""Mail about a case, known again by its Message-ID."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hundra.hear.cases.models.case import Case


class CaseLetter(models.Model):
    """A mail about a case, sent or received. Its words are in the outbox, or in an entry.

    What answers a sent one belongs to the case; one that is received twice is one message.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="letters")
    is_outgoing = models.BooleanField(default=False)
    message_id = models.CharField(max_length=250, unique=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("letter of a case")
        verbose_name_plural = _("letters of a case")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.message_id
