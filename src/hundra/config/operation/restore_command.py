"""`hundra restore FILE`."""

import argparse
import os
from pathlib import Path

from hundra.config.environment import read_environment
from hundra.config.operation.own_database import ensure_database
from hundra.config.problem import in_both


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="hundra restore")
    parser.add_argument("file", type=Path)
    file = parser.parse_args(arguments).file.absolute()
    environment = read_environment()
    ensure_database()

    from hundra.config.operation.backup import restore

    manifest = restore(environment, file, known_migrations=_known_migrations())
    print(
        in_both(
            f"Inläst: som det var {manifest.made_at}, {len(manifest.files) - 1} uppladdade filer. "
            "Kör nu: hundra migrate",
            f"Restored as it was at {manifest.made_at}. Now run: hundra migrate",
        )
    )
    return 0


def _known_migrations() -> set[str]:
    """As "app.name", with those that a squashed one stands for."""
    import django
    from django.db.migrations.loader import MigrationLoader

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hundra.config.settings")
    django.setup()
    loader = MigrationLoader(None)
    return {
        ".".join(key)
        for own, migration in (loader.disk_migrations or {}).items()
        for key in (own, *migration.replaces)
    }
