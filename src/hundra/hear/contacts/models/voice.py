"""The phone menu and the calls that go through it."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hundra.hear.contacts.models.contact import Contact
from hundra.hear.contacts.models.desk import Desk
from hundra.hear.contacts.models.guide import Guide


@pghistory.track()
class MenuVersion(models.Model):
    """A phone menu as it was at a time. `tree` is read and checked by contacts.menus.

    One version of a desk is in use: the one published last. Calls keep the version they began in.
    """

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="menus")
    number = models.PositiveIntegerField(_("version"))
    tree = models.JSONField(_("menu"), default=dict)
    note = models.CharField(_("what was changed"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("phone menu")
        verbose_name_plural = _("phone menus")
        ordering = ["desk", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["desk", "number"], name="menu_version_unique")
        ]

    def __str__(self) -> str:
        return f"{self.desk} {self.number}"


class Recording(models.Model):
    """Something said by a person, played in place of a text read by a machine."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="recordings")
    name = models.CharField(_("name"), max_length=100)
    language = models.CharField(_("language"), max_length=10)
    file = models.FileField(_("file"), upload_to="recordings/", max_length=200)
    said = models.TextField(_("what is said"), max_length=2000)
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        ordering = ["name", "language"]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"


class Call(models.Model):
    """A telephone call at a provider, and where in the menu it is.

    A contact has one call that came in, and one more for each time that we ring back.
    """

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="calls")
    provider = models.CharField(max_length=20)
    provider_id = models.CharField(max_length=100)
    menu = models.ForeignKey(MenuVersion, on_delete=models.PROTECT, null=True, related_name="+")
    place = models.CharField(max_length=40, blank=True, help_text="The node of the menu.")
    language = models.CharField(max_length=10, blank=True, help_text="Spoken in the menu.")
    tries = models.PositiveSmallIntegerField(
        default=0, help_text="How many times the keys were told without a good answer."
    )
    met_closed = models.BooleanField(default=False, help_text="The menu found the desk closed.")
    guide = models.ForeignKey(
        Guide,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Whose telephone it was connected to last.",
    )
    from_number = models.CharField(_("from"), max_length=20, blank=True)
    to_number = models.CharField(_("to"), max_length=20, blank=True)
    is_outgoing = models.BooleanField(default=False)
    started_at = models.DateTimeField(default=timezone.now)
    connected_at = models.DateTimeField(null=True, blank=True)
    hung_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "provider_id"], name="call_unique")
        ]
        indexes = [
            # What disposal asks for (services.retaining).
            models.Index(
                fields=["started_at"],
                name="call_with_number",
                condition=~Q(from_number="") | ~Q(to_number=""),
            ),
            models.Index(
                fields=["provider"], name="call_under_way", condition=Q(hung_up_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.provider_id}"


class VoiceMessage(models.Model):
    """Something that a caller said after the tone. The file comes from the provider in a job."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="messages")
    address = models.CharField(max_length=500, help_text="Where the provider keeps it.")
    seconds = models.PositiveIntegerField(_("length"), default=0)
    file = models.FileField(_("file"), upload_to="voice/%Y/%m/", max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("voice message")
        verbose_name_plural = _("voice messages")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "address"], name="voice_message_once")
        ]

    def __str__(self) -> str:
        return f"{self.call_id}: {self.seconds} s"


class WebhookReceipt(models.Model):
    """A webhook that was acted upon, and the answer it got: a repeat gets the same answer."""

    provider = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    answer = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("webhook receipt")
        verbose_name_plural = _("webhook receipts")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["provider", "key"], name="webhook_once")]
        indexes = [models.Index(fields=["at"], name="webhook_at")]

    def __str__(self) -> str:
        return f"{self.provider} {self.key}"
