"""The lists of users and of who holds what."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hundra.core.accounts.models import Role, RoleGrant, User
from hundra.core.ui.tables import Column, Filter, Table

STATES = [("True", _("Open")), ("False", _("Closed"))]


def _roles(user: User) -> list[str]:
    held: list[RoleGrant] = user.current_grants  # type: ignore[attr-defined]
    return [f"{grant.get_role_display()}, {grant.unit}" for grant in held]


def _address(user: User) -> str:
    return reverse("user", kwargs={"pk": user.pk})


def _with_role(rows: Any, role: str) -> Any:
    from hundra.core.accounts.rules import current

    holders = RoleGrant.objects.filter(current(), role=role).values("user")
    return rows.filter(pk__in=holders)


class UserTable(Table):
    caption = _("Users")
    columns = [
        Column("name", _("Name"), sort=True, link=_address),
        Column("email", _("E-mail address"), sort=True),
        Column("roles", _("Roles"), value=_roles),
        Column("last_login", _("Last signed in"), sort=True),
        Column(
            "state",
            _("Account"),
            value=lambda user: _("Open") if user.is_active else _("Closed"),
            tone=lambda user: "success" if user.is_active else "neutral",
        ),
    ]
    search_in = ["name__icontains", "email__icontains"]
    search_label = _("Name or e-mail address")
    filters = [
        Filter("role", _("Role"), Role.choices, apply=_with_role),
        Filter("is_active", _("Account"), STATES),
    ]
    order = "name"
    file_name = _("users")
    empty_title = _("No users here")
    empty_text = _("Nobody fits what you asked for.")
    empty_icon = "users"


class GrantTable(Table):
    caption = _("Roles")
    columns = [
        Column("role", _("Role"), sort=True),
        Column("unit.name", _("Unit"), sort="unit__path"),
        Column(
            "user.name",
            _("Name"),
            sort="user__name",
            link=lambda grant: reverse("user", kwargs={"pk": grant.user_id}),
        ),
        Column("user.email", _("E-mail address"), sort="user__email", in_page=False),
        Column("granted_at", _("Since"), sort=True),
        Column("granted_by", _("Granted by"), sort="granted_by__name"),
        Column("ends_on", _("Last day"), sort=True),
    ]
    search_in = ["user__name__icontains", "user__email__icontains", "unit__name__icontains"]
    search_label = _("Name or unit")
    filters = [Filter("role", _("Role"), Role.choices)]
    order = "role"
    file_name = _("roles")
    empty_title = _("No roles here")
    empty_text = _("Nobody holds what you asked for.")
    empty_icon = "key-round"
