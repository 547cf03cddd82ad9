"""Who may sign in, and with which roles: every change."""

from __future__ import annotations

from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts import links, rules
from hundra.core.accounts.directory import Employee, directory
from hundra.core.accounts.errors import (
    AlreadyHeldError,
    AlreadyKnownError,
    ClosedAccountError,
    LastAdministratorError,
    NotAdministratorError,
    OutsideOwnPartError,
    PastEndError,
)
from hundra.core.accounts.models import Role, RoleGrant, User


@transaction.atomic
def invite_user(*, by: User, email: str, name: str) -> User:
    """A new account whose owner chooses a password by the link in a mail.

    Raises AlreadyKnownError if the address has an account, OutsideOwnPartError for others than
    administrators.
    """
    _require(rules.may_administer(by))
    if User.objects.filter(email__iexact=email).exists():
        raise AlreadyKnownError
    user = User.objects.create_user(email, name=name, verified=False)
    _link(user, directory().employee(email=user.email))
    send_invitation(by=by, user=user)
    return user


def send_invitation(*, by: User, user: User) -> None:
    """Mails the link for choosing a password; it works once, for settings.PASSWORD_RESET_TIMEOUT.

    Raises ClosedAccountError for a closed account.
    """
    _require(rules.may_administer(by))
    if not user.is_active:
        raise ClosedAccountError
    context = {
        "user": user,
        "municipality": settings.MUNICIPALITY,
        "url": links.choose_password(user),
        "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
    }
    EmailMessage(
        subject=_("Your account in Hundra, %(municipality)s") % context,
        body=render_to_string("accounts/invitation.txt", context),
        to=[user.email],
        headers={"X-Purpose": "account.invitation"},
    ).send()


@transaction.atomic
def account_for(employee: Employee) -> User:
    """The employee's account, made if they have none; for a first sign-in via the employer.

    The one who signed them in has vouched for the address.
    """
    known = Q(pk=employee.user_id) if employee.user_id else Q(email__iexact=employee.email)
    user = User.objects.filter(known).first()
    if user is None:
        user = User.objects.create_user(employee.email, name=employee.name)
    _link(user, employee)
    return user


@transaction.atomic
def grant_role(
    *, by: User, user: User, role: Role | str, unit: Any, ends_on: date | None = None
) -> RoleGrant:
    """Gives the user the role at the unit and everything under it, through `ends_on`.

    A grant that has ended is renewed. Raises OutsideOwnPartError, AlreadyHeldError, PastEndError or
    ClosedAccountError.
    """
    _require(rules.may_grant(by, unit))
    if ends_on is not None and ends_on < timezone.localdate():
        raise PastEndError
    if not User.objects.select_for_update().get(pk=user.pk).is_active:
        raise ClosedAccountError
    same = RoleGrant.objects.filter(user=user, role=role, unit=unit)
    if same.filter(rules.current()).exists():
        raise AlreadyHeldError
    same.delete()
    return RoleGrant.objects.create(user=user, role=role, unit=unit, ends_on=ends_on, granted_by=by)


@transaction.atomic
def revoke_role(*, by: User, grant: RoleGrant) -> None:
    """Takes the role away at once. Raises OutsideOwnPartError or LastAdministratorError."""
    _require(rules.may_grant(by, grant.unit))
    _keep_an_administrator(without=Q(pk=grant.pk))
    grant.delete()


@transaction.atomic
def create_administrator(*, email: str, name: str, password: str | None, unit: Any) -> User:
    """The first administrator, made from the server's command line; no one is asked.

    An existing user with the address gets the role, and the password if one is given.
    """
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(email, password, name=name)
    elif password is not None:
        user.set_password(password)
        user.save(update_fields=["password"])
    RoleGrant.objects.update_or_create(
        user=user, role=Role.ADMINISTRATOR, unit=unit, defaults={"ends_on": None}
    )
    return user


@transaction.atomic
def deactivate_user(*, by: User, user: User) -> None:
    """Closes the account and ends its sessions at once. Its history stays.

    Raises OutsideOwnPartError or LastAdministratorError.
    """
    _require(rules.may_manage(by, user))
    _close(user)


@transaction.atomic
def close_after_employment(user: User) -> bool:
    """Closes the account of someone whose employment has ended; nobody in particular does it.

    False if it stays open, since an administrator has said so (`rules.outlasts_employment`).
    Raises LastAdministratorError.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active or rules.outlasts_employment(user):
        return False
    _close(user)
    return True


def _close(user: User) -> None:
    _keep_an_administrator(without=Q(user=user))
    user.is_active = False
    user.save(update_fields=["is_active"])
    _end_sessions(user)


@transaction.atomic
def keep_open(*, by: User, user: User, kept: bool) -> None:
    """Whether an administrator's account stays open when their employment ends.

    Raises OutsideOwnPartError, or NotAdministratorError for anyone who is no administrator.
    """
    _require(rules.may_manage(by, user))
    if kept and not rules.has_role(user, Role.ADMINISTRATOR):
        raise NotAdministratorError
    user.kept_open = kept
    user.save(update_fields=["kept_open"])


@transaction.atomic
def reactivate_user(*, by: User, user: User) -> None:
    """Opens a closed account; its roles count again. Raises OutsideOwnPartError."""
    _require(rules.may_manage(by, user))
    user.is_active = True
    user.save(update_fields=["is_active"])


@transaction.atomic
def end_sessions(*, by: User, user: User) -> int:
    """Signs the user out everywhere; how many sessions. Raises OutsideOwnPartError."""
    _require(by.pk == user.pk or rules.may_manage(by, user))
    return _end_sessions(user)


def confirm_address(user: User) -> None:
    """The address is the user's: they followed a link that was sent to it."""
    EmailAddress.objects.filter(user=user, email__iexact=user.email).update(verified=True)


def _end_sessions(user: User) -> int:
    sessions = UserSession.objects.filter(user=user)
    Session.objects.filter(session_key__in=sessions.values("session_key")).delete()
    ended: int = sessions.delete()[0]
    return ended


def _require(allowed: bool) -> None:
    if not allowed:
        raise OutsideOwnPartError


def _keep_an_administrator(*, without: Q) -> None:
    """Somebody must remain who can grant roles at the top, else anywhere, from now on.

    Locks the administrators' grants, so that two cannot take away each other's at once.
    """
    lasting = RoleGrant.objects.filter(
        role=Role.ADMINISTRATOR, ends_on=None, user__is_active=True
    ).select_related("unit")
    grants = list(lasting.select_for_update(of=("self",)).order_by("pk"))
    leaving = set(lasting.filter(without).values_list("pk", flat=True))
    remaining = [grant for grant in grants if grant.pk not in leaving]
    at_top_before = any(rules.is_top(grant.unit.path) for grant in grants)
    at_top_after = any(rules.is_top(grant.unit.path) for grant in remaining)
    if leaving and (not remaining or (at_top_before and not at_top_after)):
        raise LastAdministratorError


def _link(user: User, employee: Employee | None) -> None:
    if employee is not None and employee.user_id is None:
        directory().link(employee, user)
