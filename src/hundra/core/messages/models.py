"""The outbox: every message that leaves the house, kept until it has left."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MessageState(models.TextChoices):
    QUEUED = "queued", _("Queued")
    SENDING = "sending", _("Sending")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


class Message(models.Model):
    """One message to one recipient. Its id makes the Message-ID, so a repeat can be told."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    channel = models.CharField(_("channel"), max_length=10, default="email")
    purpose = models.CharField(
        _("purpose"),
        max_length=60,
        help_text=_("What the message is about, e.g. suggestion.received"),
    )
    key = models.CharField(
        max_length=200, null=True, unique=True, help_text="Makes sending idempotent."
    )
    recipient = models.CharField(_("recipient"), max_length=254)
    subject = models.CharField(_("subject"), max_length=300)
    body_text = models.TextField(_("text"))
    body_html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    state = models.CharField(
        _("state"), max_length=10, choices=MessageState, default=MessageState.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    last_error = models.TextField(_("last error"), blank=True)
    claimed_by = models.UUIDField(
        null=True,
        editable=False,
        help_text="The delivery round that is sending it, see journal.py.",
    )
    claimed_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                name="message_waiting",
                condition=Q(state__in=["queued", "sending"]),
            ),
            # The newest first, and the search among subjects: read without the messages.
            models.Index(fields=["-created_at"], include=["subject"], name="message_subjects"),
            # What the page counts and offers as filters must stay quick with years of mail.
            models.Index(fields=["state"], name="message_unsettled", condition=~Q(state="sent")),
            models.Index(fields=["sent_at"], name="message_sent", condition=Q(state="sent")),
            models.Index(fields=["purpose"], name="message_purpose"),
            models.Index(
                fields=["claimed_by"], name="message_claimed", condition=Q(state="sending")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.recipient}"


class PartKind(models.TextChoices):
    ALTERNATIVE = "alternative", _("Alternative")
    ATTACHMENT = "attachment", _("Attachment")


class Part(models.Model):
    """What a mail carries beside its text and HTML: another alternative, or an attachment."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=11, choices=PartKind)
    name = models.CharField(_("name"), max_length=200, blank=True)
    media_type = models.CharField(max_length=100)
    content = models.BinaryField()

    class Meta:
        verbose_name = _("part")
        verbose_name_plural = _("parts")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["message", "position"], name="part_position_unique")
        ]

    def __str__(self) -> str:
        return self.name or self.media_type
