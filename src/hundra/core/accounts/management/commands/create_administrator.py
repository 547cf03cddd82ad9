"""`hundra create-administrator`: the first one who can let others in."""

from __future__ import annotations

from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from hundra.core.accounts import services
from hundra.core.accounts.models import RoleGrant, User


class Command(BaseCommand):
    help = "Gör någon till administratör för hela kommunen. Frågar efter det som inte anges."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", help="e-postadress att logga in med")
        parser.add_argument("--name", help="namn")
        parser.add_argument("--unit", help="enhetens kod; annars den översta")
        parser.add_argument(
            "--no-password",
            action="store_true",
            help="utan lösenord: personen loggar in genom arbetsgivaren",
        )

    def handle(self, **options: Any) -> None:
        unit = _unit(options["unit"])
        email = options["email"] or input("E-postadress: ")
        name = options["name"] or input("Namn: ")
        try:
            validate_email(email)
            password = None if options["no_password"] else _password(User(email=email, name=name))
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        user = services.create_administrator(email=email, name=name, password=password, unit=unit)
        self.stdout.write(f"{user.email} är nu administratör för {unit}.")


def _unit(code: str | None) -> Any:
    units: Any = RoleGrant._meta.get_field("unit").related_model
    found = list(units.objects.filter(code=code) if code else units.objects.filter(parent=None))
    if code and not found:
        raise CommandError(f"Det finns ingen enhet med koden {code}.")
    if not found:
        raise CommandError("Det finns inga enheter än. Läs in organisationen med import-hr först.")
    if len(found) > 1:
        raise CommandError("Det finns flera översta enheter. Välj en med --unit KOD.")
    return found[0]


def _password(user: User) -> str:
    password = getpass("Lösenord: ")
    if getpass("Lösenordet igen: ") != password:
        raise ValidationError("Lösenorden är inte lika.")
    validate_password(password, user)
    return password
