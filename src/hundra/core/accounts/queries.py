"""Users, the roles they hold, and where they are signed in."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from hundra.core.accounts import rules
from hundra.core.accounts.models import RoleGrant, User
from hundra.core.accounts.rules import current


def users(*, by: User) -> QuerySet[User]:
    """All users for an administrator, with `current_grants`; never protected identities."""
    if not rules.may_administer(by):
        return User.objects.none()
    grants = RoleGrant.objects.filter(current()).select_related("unit").order_by("role", "pk")
    return (
        User.objects.exclude(person__protected_identity=True)
        .prefetch_related(Prefetch("grants", grants, to_attr="current_grants"))
        .order_by("name", "pk")
    )


def grants(*, by: User) -> QuerySet[RoleGrant]:
    """Who holds what where, now; for an administrator. Never protected identities."""
    if not rules.may_administer(by):
        return RoleGrant.objects.none()
    return (
        RoleGrant.objects.filter(current(), user__is_active=True)
        .exclude(user__person__protected_identity=True)
        .select_related("user", "unit", "granted_by")
        .order_by("role", "unit__path", "user__name", "pk")
    )


def grants_of(user: User) -> QuerySet[RoleGrant]:
    """The user's own roles that count today."""
    return user.grants.filter(current()).select_related("unit").order_by("role", "unit__path")


def sessions_of(user: User) -> QuerySet[UserSession]:
    """Where the user is signed in now, latest first."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    found: QuerySet[UserSession] = UserSession.objects.filter(user=user, session_key__in=alive)
    return found.order_by("-last_seen_at", "-pk")
