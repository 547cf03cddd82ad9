"""`hundra check-install`: is everything in place? A readable list with what to do."""

import argparse
import importlib.util
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hundra.config.environment import Environment, InvalidEnvironment, read_environment
from hundra.config.problem import Problem, in_both

OLDEST_POSTGRESQL = 150_000
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist")
LEAST_FREE_MB = 1024
PACKAGES = ("django", "psycopg", "granian", "procrastinate", "typst", "vl_convert", "PIL")


@dataclass(frozen=True)
class Check:
    """One line of the list: its name in both languages, and what finds a Problem or says "all
    well" in some words.
    """

    sv: str
    en: str
    run: Callable[[Environment], str]


def main(arguments: list[str]) -> int:
    """The exit code: 0 when all is in place."""
    argparse.ArgumentParser(prog="hundra check-install").parse_args(arguments)
    try:
        environment = read_environment()
    except InvalidEnvironment as faults:
        _line("✗", "Inställningar", "Settings")
        print(faults)
        return 1
    _line("✓", "Inställningar", "Settings")
    results = [_checked(check, environment) for check in CHECKS]
    if all(results):
        print(in_both("Allt är på plats.", "Everything is in place."))
        return 0
    return 1


def _checked(check: Check, environment: Environment) -> bool:
    try:
        found = check.run(environment)
    except Problem as problem:
        _line("✗", check.sv, check.en)
        print(f"    {problem.sv}\n    ({problem.en})")
        return False
    _line("✓", check.sv, check.en, found)
    return True


def _line(mark: str, sv: str, en: str, found: str = "") -> None:
    print(f"{mark} {sv} / {en}{': ' + found if found else ''}")


def _python(_: Environment) -> str:
    missing = [name for name in PACKAGES if importlib.util.find_spec(name) is None]
    if missing:
        raise Problem(
            f"Paket saknas: {', '.join(missing)}. Installera Hundra på nytt.",
            f"Packages are missing: {', '.join(missing)}. Install Hundra anew.",
        )
    return f"{sys.version.split()[0]}"


def _home(environment: Environment) -> str:
    home = environment.home
    uploads = home / "uploads"
    try:
        for folder in (home, uploads):
            folder.mkdir(parents=True, exist_ok=True)
            probe = folder / f".check-{os.getpid()}"
            probe.write_bytes(b"x")
            probe.unlink()
    except OSError as error:
        raise Problem(
            f"Det går inte att skriva i {home}: {error.strerror}. Ge användaren som kör Hundra "
            "rätt till mappen, eller ange en annan i HUNDRA_HOME.",
            f"{home} can't be written: {error.strerror}. Let the user that runs Hundra write "
            "there, or set another in HUNDRA_HOME.",
        ) from error
    free = shutil.disk_usage(home).free // 2**20
    if free < LEAST_FREE_MB:
        raise Problem(
            f"Bara {free} MB ledigt på disken för {home}. Gör plats för minst {LEAST_FREE_MB} MB.",
            f"Only {free} MB free on the disk of {home}. Make room for {LEAST_FREE_MB} MB or more.",
        )
    return f"{home}, {free} MB"


def _database(environment: Environment) -> str:
    from hundra.config.operation.backup.database import Tools
    from hundra.config.operation.own_database import ensure_database

    ensure_database()
    version = Tools(environment.database).version()
    if version < OLDEST_POSTGRESQL:
        raise Problem(
            f"PostgreSQL {version // 10_000} är för gammal: 15 eller nyare behövs.",
            f"PostgreSQL {version // 10_000} is too old: 15 or newer is needed.",
        )
    return f"PostgreSQL {version // 10_000}"


def _extensions(environment: Environment) -> str:
    from hundra.config.operation.backup.database import Tools

    with Tools(environment.database).connect() as connection:
        rows = connection.execute("select name from pg_available_extensions").fetchall()
    missing = sorted(set(EXTENSIONS) - {row[0] for row in rows})
    if missing:
        raise Problem(
            f"PostgreSQL saknar {', '.join(missing)}. Installera paketet postgresql-contrib.",
            f"PostgreSQL lacks {', '.join(missing)}. Install the package postgresql-contrib.",
        )
    return ", ".join(EXTENSIONS)


def _migrations(_: Environment) -> str:
    from hundra.config.operation.prepare import missing_migrations

    missing = missing_migrations()
    if missing:
        raise Problem(
            f"{len(missing)} ändringar av databasen återstår. Kör: hundra migrate",
            f"{len(missing)} changes of the database remain. Run: hundra migrate",
        )
    return ""


def _static_files(environment: Environment) -> str:
    from hundra.config.operation.static_files import are_collected

    vendor = Path(__file__).parents[2] / "core" / "ui" / "static" / "vendor"
    if not vendor.exists():
        raise Problem(
            "Gränssnittets filer saknas i programmet. Kör make install i källkoden, eller "
            "installera den byggda versionen (wheel).",
            "The front end's files are missing in the program. Run make install in the source, or "
            "install the built version (wheel).",
        )
    return str(environment.static_root) if are_collected() else "hundra serve"


def _administrator(_: Environment) -> str:
    from django.db import DatabaseError

    from hundra.core.accounts.models import Role, RoleGrant

    try:
        exists = RoleGrant.objects.filter(role=Role.ADMINISTRATOR).exists()
    except DatabaseError:
        exists = False
    if not exists:
        raise Problem(
            "Ingen administratör finns än. Kör: hundra create-administrator ADRESS",
            "There is no administrator yet. Run: hundra create-administrator ADDRESS",
        )
    return ""


def _mail(environment: Environment) -> str:
    """Connects and signs in; sends nothing."""
    from hundra.adapters.email import SmtpCarrier
    from hundra.core.messages.carriers import CarrierError

    if not environment.smtp_url:
        return "console: (skrivs ut, skickas inte / printed, not sent)"
    try:
        with SmtpCarrier() as carrier:
            return carrier.server.host
    except CarrierError as error:
        raise Problem(
            f"E-postservern svarar inte som den ska: {error}. Kontrollera HUNDRA_SMTP_URL.",
            f"The mail server doesn't answer as it should: {error}. Check HUNDRA_SMTP_URL.",
        ) from error


def _fonts(_: Environment) -> str:
    """Stamps and posters are drawn with our own fonts, not the machine's."""
    vendor = Path(__file__).parents[2] / "core" / "ui" / "static" / "vendor" / "fonts"
    found = sorted(path.name for path in vendor.glob("Inter-*.ttf"))
    if not found:
        raise Problem(
            "Typsnitten för stämplar och affischer saknas. Kör make install i källkoden, eller "
            "installera den byggda versionen (wheel).",
            "The fonts of stamps and posters are missing. Run make install in the source, or "
            "install the built version (wheel).",
        )
    return f"Inter ({len(found)})"


def _with_django(run: Callable[[Environment], str]) -> Callable[[Environment], str]:
    def checked(environment: Environment) -> str:
        import django

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hundra.config.settings")
        django.setup()
        return run(environment)

    return checked


CHECKS = [
    Check("Python och paket", "Python and packages", _python),
    Check("Hem", "Home", _home),
    Check("Databas", "Database", _database),
    Check("Databasens tillägg", "The database's extensions", _extensions),
    Check("Databasens ändringar", "The database's changes", _with_django(_migrations)),
    Check("Statiska filer", "Static files", _with_django(_static_files)),
    Check("Typsnitt", "Fonts", _fonts),
    Check("E-post", "Mail", _with_django(_mail)),
    Check("Administratör", "Administrator", _with_django(_administrator)),
]
