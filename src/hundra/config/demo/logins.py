"""The demo's people who can sign in: one of each role, all obviously made up."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db.models import QuerySet

from hundra.core.accounts.models import Role, RoleGrant, User
from hundra.core.organisation.models import Employment, Person, Unit

PASSWORD = "hundra-demo"  # noqa: S105 — the demo's, printed at its start and good for nothing else.


@dataclass(frozen=True)
class Login:
    email: str
    name: str
    role: Role | None
    unit: str = ""
    """Part of the unit's name; empty for the whole municipality."""

    @property
    def title(self) -> str:
        return str(self.role.label) if self.role else ""


LOGINS = (
    Login("kommunikator@granby.example", "Alva Påhittsson", Role.COMMUNICATOR),
    Login("kommunikator2@granby.example", "Bo Exempelberg", Role.COMMUNICATOR),
    Login("chef@granby.example", "Cilla Låtsaskvist", Role.MANAGER, "hemtjänst"),
    Login("planerare@granby.example", "Maja Schemasson", Role.MANAGER, "service och"),
    Login("hr@granby.example", "Didrik Fantasin", Role.HR),
    Login("analytiker@granby.example", "Ebba Tänkvärd", Role.ANALYST),
    Login("drift@granby.example", "Folke Kabelius", Role.OPERATOR),
    Login("administrator@granby.example", "Greta Nyckelpiga", Role.ADMINISTRATOR),
    Login("redaktor@granby.example", "Ida Ordrik", Role.EDITOR),
    Login("redaktor2@granby.example", "Jens Kommatecken", Role.EDITOR),
    Login("vagledare@granby.example", "Kajsa Visarväg", Role.GUIDE),
    Login("handlaggare@granby.example", "Lova Ärendeborg", Role.HANDLER, "bygglov"),
    Login("fack@granby.example", "Nils Samverkansson", Role.UNION),
    Login("medarbetare@granby.example", "Hilding Provén", None, "äldreboende"),
)


def create_logins() -> dict[str, User]:
    """Creates the users with their roles and persons; returns them by the address's first part."""
    root = Unit.objects.get(parent=None)
    users: dict[str, User] = {}
    for login in LOGINS:
        user = User.objects.create_user(login.email, None, name=login.name)
        is_manager = login.role == Role.MANAGER
        unit = _unit_with_someone(login.unit, manager=is_manager) or root
        if login.role:
            RoleGrant.objects.create(user=user, role=login.role, unit=unit)
        _become_someone(user, unit, manager=is_manager)
        users[login.email.partition("@")[0]] = user
    # One hash for all: a good one takes a quarter of a second.
    User.objects.update(password=make_password(PASSWORD))
    return users


def find_unit(part: str) -> Unit | None:
    """The first unit whose name has the part in it."""
    if not part:
        return None
    return Unit.objects.filter(name__icontains=part, ended_on=None).order_by("path").first()


def _unit_with_someone(part: str, *, manager: bool) -> Unit | None:
    """The first unit with the part in its name where there is somebody to become."""
    if not part:
        return None
    units = Unit.objects.filter(name__icontains=part, ended_on=None).order_by("path")
    return next((unit for unit in units if _places(unit, manager=manager).exists()), None)


def _places(unit: Unit, *, manager: bool) -> QuerySet[Employment]:
    return Employment.objects.filter(
        unit__path__startswith=unit.path,
        is_manager=manager,
        ends_on=None,
        person__user=None,
        person__protected_identity=False,
    )


def _become_someone(user: User, unit: Unit, *, manager: bool) -> None:
    """Gives the user the place of someone employed there, under the user's own name."""
    places = _places(unit, manager=manager).order_by("unit__path", "pk")
    person: Person = places[0].person
    person.given_name, _, person.family_name = user.name.partition(" ")
    person.email = user.email
    person.user = user
    person.save()
