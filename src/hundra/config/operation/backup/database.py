"""PostgreSQL's own tools on the installation's database."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from psycopg.conninfo import make_conninfo

from hundra.config.database.binaries import wheel_programs
from hundra.config.problem import Problem

# What newer tools write and older servers don't know. (The first server that does, by number.)
TOO_NEW = {b"SET transaction_timeout = 0;": 170_000}
# Made again from the rest by the next `hundra migrate`, where the server has what it takes.
DERIVED_TABLE = "knowledge_nearby"
DERIVED = {b"CREATE EXTENSION IF NOT EXISTS vector WITH SCHEMA public;"}
LIBPQ = {"NAME": "dbname", "USER": "user", "HOST": "host", "PORT": "port"}


class Tools:
    """`pg_dump` and the others, as new as the server or newer."""

    def __init__(self, database: Mapping[str, Any]) -> None:
        self._password = str(database.get("PASSWORD") or "")
        options = {k: v for k, v in database.get("OPTIONS", {}).items() if k != "pool"}
        named = {theirs: database[ours] for ours, theirs in LIBPQ.items() if database.get(ours)}
        self.address = make_conninfo(**named, **options)

    def connect(self) -> "psycopg.Connection[tuple[Any, ...]]":
        try:
            return psycopg.connect(
                self.address, password=self._password or None, autocommit=True, connect_timeout=10
            )
        except psycopg.OperationalError as error:
            raise Problem(
                f"Databasen svarar inte: {error}", "The database doesn't answer, see above."
            ) from error

    def version(self) -> int:
        """Such as 150004 for 15.4."""
        with self.connect() as connection:
            return connection.info.server_version

    def applied_migrations(self) -> list[str]:
        """As "app.name"; none in an empty database."""
        with self.connect() as connection:
            if not self._has(connection, "django_migrations"):
                return []
            rows = connection.execute("select app || '.' || name from django_migrations order by 1")
            return [row[0] for row in rows]

    def is_empty(self) -> bool:
        with self.connect() as connection:
            query = "select exists (select from pg_tables where schemaname = 'public')"
            row = connection.execute(query).fetchone()
            return row is not None and not row[0]

    def dump(self, file: Path) -> None:
        """All of the database, compressed, as it is at one moment."""
        options = ["--format=custom", "--no-owner", "--no-privileges", f"--file={file}"]
        self._run("pg_dump", f"--exclude-table={DERIVED_TABLE}", *options)

    def load(self, file: Path) -> None:
        """Into an empty database; all or nothing."""
        script = file.with_suffix(f".{uuid4().hex}.sql")  # Others may load the same file meanwhile.
        try:
            options = ["--no-owner", "--no-privileges", "--no-comments", f"--file={script}"]
            self._run("pg_restore", *options, str(file), with_database=False)
            self._run(
                "psql",
                "--no-psqlrc",
                "--quiet",
                "--single-transaction",
                "--set=ON_ERROR_STOP=1",
                "--output=/dev/null",
                f"--file={self._fitting(script)}",
            )
        finally:
            for part in (script, script.with_suffix(".fit")):
                part.unlink(missing_ok=True)

    def _fitting(self, script: Path) -> Path:
        """The script without settings that the server is too old for, and what is made anew."""
        version = self.version()
        unknown = {line for line, known_since in TOO_NEW.items() if version < known_since} | DERIVED
        fitting = script.with_suffix(".fit")
        with script.open("rb") as source, fitting.open("wb") as target:
            target.writelines(line for line in source if line.strip() not in unknown)
        return fitting

    def _run(self, program: str, *arguments: str, with_database: bool = True) -> None:
        address = [f"--dbname={self.address}"] if with_database else []
        done = subprocess.run(
            [str(_program(program)), *address, *arguments],
            env=os.environ | ({"PGPASSWORD": self._password} if self._password else {}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode:
            said = done.stderr.strip()
            raise Problem(
                f"{program} gick inte: {said}", f"{program} failed, see above what it said."
            )

    @staticmethod
    def _has(connection: "psycopg.Connection[tuple[Any, ...]]", table: str) -> bool:
        row = connection.execute("select to_regclass(%s) is not null", [table]).fetchone()
        return row is not None and bool(row[0])


def _program(name: str) -> Path | str:
    """The wheel's, which is newer than any server it meets; else the machine's own."""
    try:
        return wheel_programs() / name
    except Problem:
        return name
