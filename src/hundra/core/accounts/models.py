"""Users and the roles they hold at units."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, email: str, password: str | None = None, *, verified: bool = True, **fields: object
    ) -> User:
        """A user, whose address counts as proven if it is `verified` by whoever creates them."""
        from allauth.account.models import EmailAddress

        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        with transaction.atomic(using=self._db):
            user.save(using=self._db)
            EmailAddress.objects.create(
                user=user, email=user.email, verified=verified, primary=True
            )
        return user


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """Someone who can sign in. What they may do follows from their role grants."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    is_active = models.BooleanField(_("active"), default=True)
    kept_open = models.BooleanField(
        _("kept open after the employment"),
        default=False,
        help_text=_("For administrators only: the account stays open when the employment ends."),
    )
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects = UserManager()

    _held_roles: list[tuple[str, str]]  # Set by rules.held_roles, once per object.

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique_ignoring_case")
        ]

    def __str__(self) -> str:
        return self.name or self.email


class Role(models.TextChoices):
    """What someone is trusted with, at a unit and everything under it."""

    ADMINISTRATOR = "administrator", _("Administrator")
    OPERATOR = "operator", _("Operator")
    HR = "hr", _("HR")
    MANAGER = "manager", _("Manager")
    COMMUNICATOR = "communicator", _("Communicator")
    ANALYST = "analyst", _("Analyst")
    EDITOR = "editor", _("Editor")
    GUIDE = "guide", _("Guide")
    HANDLER = "handler", _("Handler")
    UNION = "union", _("Union representative")


@pghistory.track()
class RoleGrant(models.Model):
    """A role held at a unit; it covers the unit's whole subtree."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="grants"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    unit = models.ForeignKey(
        "organisation.Unit",
        on_delete=models.CASCADE,
        related_name="role_grants",
        verbose_name=_("unit"),
    )
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    granted_at = models.DateTimeField(_("granted"), default=timezone.now, editable=False)
    ends_on = models.DateField(_("ends"), null=True, blank=True)

    class Meta:
        verbose_name = _("role grant")
        verbose_name_plural = _("role grants")
        ordering = ["role", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "unit"], name="role_grant_unique")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} ({self.unit})"


class ThrottleWindow(models.Model):
    """How many times a key was used in a window; the key is a keyed hash, never an address."""

    key = models.CharField(max_length=64)
    starts_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "starts_at"], name="throttle_window_unique")
        ]

    def __str__(self) -> str:
        return f"{self.key[:8]}… {self.count}"


class CachedValue(models.Model):
    """The table of Django's database cache: sign-in limits that all processes share.

    Django's cache reads and writes it; the model only makes the table come and go with ours.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "accounts_cachedvalue"

    def __str__(self) -> str:
        return self.cache_key
