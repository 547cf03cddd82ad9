"""Who may report through Open311, and what has come that way."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@pghistory.track(exclude=["digest"])
class ApiKey(models.Model):
    """An app's permission to report. The key itself is shown once and kept only as a digest."""

    name = models.CharField(
        _("app"), max_length=80, unique=True, help_text=_("Which app it is, and whose.")
    )
    contact = models.EmailField(
        _("their e-mail"), blank=True, help_text=_("Who answers if the app misbehaves.")
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    ending = models.CharField(_("ends with"), max_length=4, editable=False)
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(
        pgettext_lazy("app key", "withdrawn"), null=True, blank=True, editable=False
    )

    class Meta:
        verbose_name = _("app key")
        verbose_name_plural = _("app keys")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


class Report(models.Model):
    """A service request, in the words of GeoReport v2: the case that an app's report opened.

    What it was reported as stays, for the app, even if the case gets another reason.
    """

    case = models.OneToOneField("cases.Case", on_delete=models.CASCADE, related_name="report")
    service = models.ForeignKey(
        "contacts.DeskReason", on_delete=models.PROTECT, related_name="reports"
    )
    app = models.ForeignKey(ApiKey, on_delete=models.PROTECT, related_name="reports")
    requested_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("report by an app")
        verbose_name_plural = _("reports by apps")
        ordering = ["-requested_at", "-pk"]
        indexes = [models.Index(fields=["requested_at", "id"], name="report_by_time")]

    def __str__(self) -> str:
        return f"{self.case_id}"
