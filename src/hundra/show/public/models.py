"""Followers by e-mail of everything new (double opt-in), and reports on accessibility."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_secret() -> str:
    return secrets.token_urlsafe(16)


class Subscription(models.Model):
    """An address that gets a mail for each new improvement, once confirmed."""

    email = models.EmailField(_("e-mail address"), unique=True)
    secret = models.CharField(max_length=32, unique=True, default=new_secret, editable=False)
    language = models.CharField(max_length=10, default="sv")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.email


class AccessibilityReport(models.Model):
    """Someone could not use a page. Mailed on at once, and kept a year."""

    page = models.CharField(_("page"), max_length=300, blank=True)
    problem = models.TextField(_("what did not work"), max_length=4000)
    email = models.EmailField(_("e-mail address"), blank=True)
    received_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("accessibility report")
        verbose_name_plural = _("accessibility reports")
        ordering = ["-received_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.page} {self.received_at:%Y-%m-%d}"
