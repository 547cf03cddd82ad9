"""The one who gets in touch, as far as they have told who they are."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Party(models.Model):
    """Someone who contacts the municipality: a telephone number, an address, maybe a name.

    Nobody has to say who they are: a contact without a party is a contact. Two parties can be the
    same human being; only a number or an address tells that they come back. `user` is set for
    employees who are signed in.
    """

    name = models.CharField(_("name"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True, help_text="E.164: +46…")
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["phone"], condition=~Q(phone=""), name="party_phone"),
            models.UniqueConstraint(fields=["email"], condition=~Q(email=""), name="party_email"),
            models.UniqueConstraint(
                fields=["user"], condition=Q(user__isnull=False), name="party_user"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.phone or self.email or str(_("Unknown"))
