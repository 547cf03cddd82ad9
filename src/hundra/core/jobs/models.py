"""What the queue itself does not keep: why a job failed."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Failure(models.Model):
    """One failed try of a job. Kept for 30 days."""

    job = models.BigIntegerField(_("job"), db_index=True)
    task = models.CharField(_("task"), max_length=128)
    error = models.CharField(_("error"), max_length=500)
    trace = models.TextField(_("where"))
    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("failure")
        verbose_name_plural = _("failures")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.task} ({self.job}): {self.error}"
