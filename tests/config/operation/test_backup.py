"""A backup restored into an empty home is the same; anything less is refused."""

import io
import os
import tarfile

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from tests.config.operation.conftest import Program

from hundra.config.environment import read_environment
from hundra.config.operation.backup import back_up, read_manifest, restore
from hundra.config.operation.backup.database import Tools
from hundra.config.problem import Problem

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
# By name, since PostgreSQL writes a condition that it has read back in other words.
MADE_WITH = {
    "indexes": "select indexname from pg_indexes where schemaname = 'public' order by 1",
    "triggers": "select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal order by 1",
    "constraints": "select conname from pg_constraint order by 1",
    "extensions": "select extname from pg_extension order by 1",
    "sequences": "select sequencename || last_value from pg_sequences order by 1",
}


def _environment(home):
    return read_environment({"HUNDRA_DEBUG": "1", "HUNDRA_HOME": str(home)})


def _contents(server):
    """Every row of every table, and all that the tables are made with."""
    with psycopg.connect(server.place.url) as connection:

        def ask(query):
            return [row[0] for row in connection.execute(query)]

        tables = ask("select tablename from pg_tables where schemaname = 'public' order by 1")
        rows = {name: sorted(ask(f'select t::text from "{name}" t')) for name in tables}
        made = {name: ask(query) for name, query in MADE_WITH.items()}
    return rows, made


@pytest.fixture(scope="module")
def installation(program):
    """With uploads too."""
    (program.home / "uploads/pictures").mkdir(parents=True)
    (program.home / "uploads/pictures/bild å.webp").write_bytes(os.urandom(100_000))
    (program.home / "uploads/empty").write_bytes(b"")
    return program.server


@pytest.fixture(scope="module")
def backup(program, installation, tmp_path_factory):
    file = tmp_path_factory.mktemp("backups") / "hundra.backup"
    code, said = program.run("backup", str(file))
    assert code == 0, said
    assert "kontrolläst" in said
    return file


def test_what_is_restored_is_what_was_backed_up(installation, backup, new_server):
    other = new_server()
    code, said = Program(other).run("restore", str(backup))
    assert code == 0, said

    restored, original = _contents(other), _contents(installation)
    assert restored[0] == original[0]
    for name in MADE_WITH:
        assert restored[1][name] == original[1][name], name
    assert len(_contents(other)[0]["organisation_unitevent"]) == 2
    uploads = [home.place.home / "uploads" for home in (installation, other)]
    files = [
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.webp")}
        for folder in uploads
    ]
    assert files[0] == files[1] != {}
    assert (uploads[1] / "empty").read_bytes() == b""
    assert list(other.place.home.glob(".restore*")) == []


def test_a_restored_installation_goes_on_working(backup, new_server):
    restored = Program(new_server())
    restored.run("restore", str(backup))

    code, said = restored.run("migrate", "--check")
    assert code == 0, said
    counted = "from hundra.core.accounts.models import User; print('users', User.objects.count())"
    assert "users 1" in restored.run("shell", "-c", counted)[1]


def test_nothing_is_written_over(program, installation, backup):
    before = _contents(installation)
    code, said = program.run("restore", str(backup))

    assert code == 1
    assert "skrivs inte över" in said
    assert _contents(installation) == before
    with pytest.raises(Problem, match="finns redan"):
        back_up(_environment(installation.place.home), backup)


def test_uploads_alone_are_not_written_over_either(backup, new_server):
    server = new_server()
    server.start()
    (server.place.home / "uploads").mkdir()
    (server.place.home / "uploads/mine").write_text("kept")

    with pytest.raises(Problem, match="skrivs inte över"):
        restore(_environment(server.place.home), backup, known_migrations=_known(backup))
    assert (server.place.home / "uploads/mine").read_text() == "kept"


def test_a_changed_byte_is_found_before_anything_is_touched(backup, new_server, tmp_path):
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    changed = tmp_path / "changed"
    changed.write_bytes(content)
    server = new_server()
    server.start()

    with pytest.raises(Problem, match="ingen hel säkerhetskopia"):
        restore(_environment(server.place.home), changed, known_migrations=_known(backup))
    assert _contents(server)[0] == {}
    assert not (server.place.home / "uploads").exists()


@pytest.mark.parametrize("size", [0, 700, 5_000, -1])
def test_half_a_file_is_no_backup(backup, tmp_path, size):
    half = tmp_path / "half"
    half.write_bytes(backup.read_bytes()[:size] if size >= 0 else b"not a backup at all")

    with pytest.raises(Problem, match="ingen hel säkerhetskopia"):
        read_manifest(half)


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "uploads/../../evil", "other"])
def test_a_name_that_leads_out_is_refused(tmp_path, name):
    file = tmp_path / "evil"
    with tarfile.open(file, "w") as archive:
        member = tarfile.TarInfo(name)
        member.size = 4
        archive.addfile(member, io.BytesIO(b"evil"))

    with pytest.raises(Problem, match="ingen hel säkerhetskopia"):
        read_manifest(file)


def test_a_backup_from_a_newer_version_is_refused(backup, new_server):
    server = new_server()
    server.start()
    known = _known(backup) - {"organisation.0001_initial"}

    with pytest.raises(Problem, match="nyare Hundra"):
        restore(_environment(server.place.home), backup, known_migrations=known)


def test_a_backup_is_closed_to_others_and_leaves_nothing_half_made(backup):
    assert backup.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]


def _known(backup):
    return set(read_manifest(backup).migrations)


def test_loading_a_dump_leaves_what_stands_beside_it_alone(new_server, migrated, tmp_path):
    """Such as the script of another who loads the same dump at the same time."""
    dump, others = tmp_path / "dump", tmp_path / "dump.sql"
    dump.write_bytes(migrated.read_bytes())
    others.write_text("begun")
    server = new_server()
    server.start()
    told = conninfo_to_dict(server.place.url)
    tools = Tools({"NAME": told["dbname"], "USER": told["user"], "HOST": told["host"]})
    tools.load(dump)
    assert tools.applied_migrations() != []
    assert others.read_text() == "begun"
    assert sorted(tmp_path.iterdir()) == [dump, others]
