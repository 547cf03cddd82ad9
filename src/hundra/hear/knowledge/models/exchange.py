"""Files of articles on their way in."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.hear.knowledge.models.article import Audience, Topic


class ImportState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("import", "Being checked")
    CHECKED = "checked", pgettext_lazy("import", "Checked")
    TAKING_IN = "taking_in", pgettext_lazy("import", "Being carried out")
    DONE = "done", pgettext_lazy("import", "Carried out")
    REFUSED = "refused", pgettext_lazy("import", "Stopped")


class KnowledgeUpload(models.Model):
    """A package of articles, kept from the dry run until it is carried out, at most a day.

    `fault` is why the whole of it was refused; what is wrong with a file stands in `report`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now, editable=False)
    state = models.CharField(max_length=12, choices=ImportState, default=ImportState.WAITING)
    name = models.CharField(max_length=250)
    data = models.BinaryField(null=True)
    unit = models.ForeignKey(
        "organisation.Unit", on_delete=models.CASCADE, null=True, related_name="+"
    )
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, null=True, related_name="+")
    audience = models.CharField(max_length=10, choices=Audience, blank=True)
    publish = models.BooleanField(default=False)
    report = models.JSONField(null=True)
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.name
