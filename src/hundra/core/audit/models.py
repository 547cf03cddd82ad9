"""The log of confidential readings. Histories of records live beside each model (pghistory)."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Reading(models.Model):
    """Someone read a confidential record. Never changed, never deleted before its retention."""

    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="readings"
    )
    read_at = models.DateTimeField(_("read"), default=timezone.now, db_index=True)
    record = models.CharField(_("record"), max_length=100)
    record_id = models.CharField(max_length=40)
    what = models.CharField(_("what was read"), max_length=200)

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["-read_at", "-pk"]
        indexes = [models.Index(fields=["record", "record_id"], name="reading_record")]

    def __str__(self) -> str:
        return f"{self.reader}: {self.what}"
