"""The `hundra` command: our own commands plus Django's."""

import os
import sys
from collections.abc import Callable
from importlib import import_module

from hundra.config.problem import Problem

# Each is a module with `main(arguments) -> exit code`. They are loaded when asked for: `db` must
# work where Django's settings don't.
OURS = {
    "db": "hundra.config.database.command",
    "demo": "hundra.config.operation.demo",
    "serve": "hundra.config.operation.serve",
    "worker": "hundra.config.operation.worker",
    "backup": "hundra.config.operation.backup_command",
    "restore": "hundra.config.operation.restore_command",
    "check-install": "hundra.config.operation.check_install",
    "simulate-week": "hundra.config.week.command",
}
HELP = """\
hundra demo [--scale small|large]   en påhittad kommun att prova i / a made-up municipality to try
hundra serve                        webbservern / the web server
hundra worker                       mejl och jobb / mail and jobs
hundra db start|stop|status|url|shell   den egna databasen / the database of its own
hundra backup FIL                   databas och uppladdat i en fil / database and uploads, one file
hundra restore FIL                  till ett tomt hem / into an empty home
hundra check-install                är allt på plats? / is everything in place?
hundra import-knowledge SÖKVÄG      artiklar från filer / articles from files
hundra import-contacts FIL          kontakter ur andra system / contacts of other systems
hundra export-knowledge FIL         alla artiklar som en zip / all articles as a zip
hundra count-contacts               servicecentrets siffror räknas om / the service centre's figures
hundra simulate-week --url ADRESS   en påhittad vecka i demons servicecenter / a made-up week at the
                                    demo's service centre
hundra help                         Djangos kommandon: migrate, createsuperuser, import-hr … /
                                    Django's commands
"""
# Django's commands that work without a database; all others get ours started.
WITHOUT_DATABASE = {"check", "collectstatic", "compilemessages", "diffsettings", "help"} | {
    "makemessages",
    "makemigrations",
    "startapp",
    "version",
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hundra.config.settings")
    try:
        sys.exit(run(sys.argv[1:]))
    except Problem as problem:
        print(problem, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def run(arguments: list[str]) -> int:
    """The exit code."""
    name = arguments[0] if arguments else "--help"
    if name in {"--help", "-h"}:
        print(HELP, end="")
        return 0
    if name in OURS:
        command: Callable[[list[str]], int] = import_module(OURS[name]).main
        return command(arguments[1:])
    return _django(arguments)


def _django(arguments: list[str]) -> int:
    """One of Django's or an app's. A name may be written with dashes, as our own are."""
    from django.core.management import execute_from_command_line, get_commands

    name = arguments[0]
    if name not in get_commands():
        name = name.replace("-", "_")
    # It knows Django's own only, as long as no settings are read.
    get_commands.cache_clear()  # type: ignore[attr-defined]
    if name not in WITHOUT_DATABASE and not name.startswith("_"):
        from hundra.config.operation.own_database import ensure_database

        ensure_database()
    execute_from_command_line(["hundra", name, *arguments[1:]])
    return 0


if __name__ == "__main__":
    main()
