"""Letters by e-mail, as they came and went."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hundra.hear.contacts.models.contact import Contact
from hundra.hear.contacts.models.desk import Desk


class Letter(models.Model):
    """One e-mail of a contact, in or out. `message_id` makes a mail fetched twice one letter."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="letters")
    is_outgoing = models.BooleanField(default=False)
    message_id = models.CharField(max_length=250, unique=True)
    in_reply_to = models.CharField(max_length=250, blank=True)
    sender = models.CharField(_("from"), max_length=254)
    recipient = models.CharField(_("to"), max_length=254)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    text = models.TextField(_("text"), blank=True, help_text="Plain; HTML is read as text.")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.subject or self.message_id


class Enclosure(models.Model):
    """A file that came with a letter. Given out as a download only, never shown in the page."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="enclosures")
    name = models.CharField(_("name"), max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("size"))
    file = models.FileField(upload_to="letters/%Y/%m/", max_length=200)

    class Meta:
        verbose_name = _("enclosure")
        verbose_name_plural = _("enclosures")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class RefusedMail(models.Model):
    """A mail that was fetched and not taken in, and why: nothing disappears unseen."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="refused_mail")
    message_id = models.CharField(max_length=250, unique=True)
    sender = models.CharField(_("from"), max_length=254, blank=True)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    why = models.CharField(_("why"), max_length=200)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("refused mail")
        verbose_name_plural = _("refused mails")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.sender}: {self.why}"
