"""Prepares the demo's database: migrated, filled if empty. A program of its own: `python -m` this.

Tells what it does on standard error, and the logins as JSON on standard output.
"""

import argparse
import json
import os
import sys
from contextlib import redirect_stdout

from hundra.config.problem import in_both


def main() -> int:
    import django

    parser = argparse.ArgumentParser()
    parser.add_argument("--scale", choices=["small", "large"])
    scale = parser.parse_args().scale
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hundra.config.settings")
    django.setup()
    with redirect_stdout(sys.stderr):
        _prepare(scale)
    json.dump(_logins(), sys.stdout)
    return 0


def _prepare(scale: str | None) -> None:
    from django.core.management import call_command

    from hundra.config.demo import fill_demo, is_filled
    from hundra.config.operation.prepare import missing_migrations
    from hundra.config.operation.static_files import collect_static_files

    if missing_migrations():
        print(in_both("Gör i ordning databasen …", "Preparing the database …"))
        call_command("migrate", interactive=False, verbosity=0)
    collect_static_files()
    if not is_filled():
        print(in_both("Fyller en påhittad kommun …", "Filling a made-up municipality …"))
        fill_demo(scale="large" if scale == "large" else "small")
    elif scale:
        print(
            in_both(
                "Innehållet från förra gången är kvar; --scale gäller bara ett tomt HUNDRA_HOME.",
                "What was there is kept; --scale is only for an empty HUNDRA_HOME.",
            )
        )


def _logins() -> list[dict[str, str]]:
    from hundra.config.demo import LOGINS, PASSWORD

    return [
        {
            "email": login.email,
            "password": PASSWORD,
            "role": login.title or "Medarbetare",
            "name": login.name,
        }
        for login in LOGINS
    ]


if __name__ == "__main__":
    sys.exit(main())
