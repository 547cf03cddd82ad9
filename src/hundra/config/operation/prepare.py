"""What must be in place before the server starts. A program of its own: `python -m` this.

`hundra serve` runs it at start and before each reload, so that it sees the code as it is now.
"""

import os
import sys

from hundra.config.problem import Problem


def prepare() -> None:
    """Static files collected; all migrations done, else a Problem."""
    from hundra.config.operation.static_files import collect_static_files

    missing = missing_migrations()
    if missing:
        raise Problem(
            f"Databasen saknar {len(missing)} ändringar som hör till den här versionen. "
            "Säkerhetskopiera (hundra backup FIL) och kör sedan: hundra migrate",
            f"The database lacks {len(missing)} changes of this version. Make a backup "
            "(hundra backup FILE), and then run: hundra migrate",
        )
    collect_static_files()


def missing_migrations() -> list[str]:
    """Those of this version that the database has not had. Raises Problem if it doesn't answer."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        raise Problem(
            f"Databasen svarar inte: {error}", "The database doesn't answer, see above."
        ) from error
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _backwards in plan]


def main() -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hundra.config.settings")
    try:
        django.setup()
        prepare()
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
