"""Files of contacts from other systems on their way in, and how their columns are read."""

from __future__ import annotations

import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.hear.contacts.models.desk import Channel, Desk


class Makes(models.TextChoices):
    """What a line of the file becomes."""

    CONTACT = "contact", _("A contact")
    BOTH = "both", _("A contact and a case")
    CASE = "case", _("A case")


@pghistory.track()
class ImportMapping(models.Model):
    """How the files of another system are read, kept under a name for the next time.

    Its key is a part of the imported records' external ids, so the same line through the same
    mapping is the same contact. `columns` gives header → field, `values` field → their word →
    ours, `dates` field → the order of day and month (contacts.importing.dates).
    """

    name = models.CharField(_("name"), max_length=80, unique=True)
    desk = models.ForeignKey(
        Desk, on_delete=models.CASCADE, related_name="+", verbose_name=_("service centre")
    )
    makes = models.CharField(
        pgettext_lazy("import", "each line becomes"),
        max_length=10,
        choices=Makes,
        default=Makes.CONTACT,
    )
    columns = models.JSONField(default=dict)
    values = models.JSONField(default=dict, blank=True)
    dates = models.JSONField(default=dict, blank=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.PHONE)
    unit = models.ForeignKey(
        "organisation.Unit",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
    )
    makes_reasons = models.BooleanField(
        _("make reasons that we don't have"),
        default=False,
        help_text=_(
            "Otherwise such contacts get no reason; what it was called stands in the subject."
        ),
    )
    covers_personal = models.BooleanField(
        _("cover personal identity numbers"),
        default=True,
        help_text=_("In subjects, notes and descriptions."),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("way to read files")
        verbose_name_plural = _("ways to read files")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ImportState(models.TextChoices):
    LOOKING = "looking", pgettext_lazy("import", "Being looked at")
    MAPPING = "mapping", pgettext_lazy("import", "Columns to choose")
    WAITING = "waiting", pgettext_lazy("import", "Being checked")
    CHECKED = "checked", pgettext_lazy("import", "Checked")
    TAKING_IN = "taking_in", pgettext_lazy("import", "Being carried out")
    DONE = "done", pgettext_lazy("import", "Carried out")
    REFUSED = "refused", pgettext_lazy("import", "Stopped")


class ContactImport(models.Model):
    """A file sent by a page, kept until it is carried out, at most a day.

    `profile` is what its columns hold (importing.profile), with examples out of the file;
    `draft` is the mapping as it stands in the form; `report` what a run found or did.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    sent_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="+")
    mapping = models.ForeignKey(
        ImportMapping, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.LOOKING)
    name = models.CharField(max_length=250)
    data = models.BinaryField(null=True)
    profile = models.JSONField(null=True)
    draft = models.JSONField(default=dict)
    report = models.JSONField(null=True)
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("file of contacts")
        verbose_name_plural = _("files of contacts")
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return self.name
