"""A backup restored into an empty home is the same; anything less is refused."""

import io
import os
import subprocess
import sys
import tarfile

import psycopg
import pytest

from hundra.config.environment import read_environment
from hundra.config.operation.backup import back_up, read_manifest, restore
from hundra.config.problem import Problem

pytestmark = pytest.mark.slow
FILL = """
from hundra.core.accounts.models import User
from hundra.core.organisation.models import Unit
unit = Unit.objects.create(code="1", name="Granby kommun – åäö", kind="municipality")
User.objects.create_user("alva@granby.example", "hemligt", name="Alva Påhittsson")
unit.name = "Granby"; unit.save()
"""
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


def _hundra(home, *arguments):
    kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "hundra", *arguments],
        env=kept | {"HUNDRA_DEBUG": "1", "HUNDRA_HOME": str(home), "HUNDRA_LOG_LEVEL": "ERROR"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


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
def module_servers():
    """As `new_server`, for the whole file: an installation takes seconds to make."""
    from tests.plugins.servers import homes, servers

    with homes() as new_home, servers(new_home) as new_server:
        yield new_server


@pytest.fixture(scope="module")
def installation(module_servers):
    """A migrated installation with records, history and uploads."""
    server = module_servers()
    home = server.place.home
    code, said = _hundra(home, "migrate", "--verbosity=0")
    assert code == 0, said
    code, said = _hundra(home, "shell", "-c", FILL)
    assert code == 0, said
    (home / "uploads/pictures").mkdir(parents=True)
    (home / "uploads/pictures/bild å.webp").write_bytes(os.urandom(100_000))
    (home / "uploads/empty").write_bytes(b"")
    return server


@pytest.fixture(scope="module")
def backup(installation, tmp_path_factory):
    file = tmp_path_factory.mktemp("backups") / "hundra.backup"
    code, said = _hundra(installation.place.home, "backup", str(file))
    assert code == 0, said
    assert "kontrolläst" in said
    return file


def test_what_is_restored_is_what_was_backed_up(installation, backup, new_server):
    other = new_server()
    code, said = _hundra(other.place.home, "restore", str(backup))
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
    home = new_server().place.home
    _hundra(home, "restore", str(backup))

    code, said = _hundra(home, "migrate", "--check")
    assert code == 0, said
    counted = "from hundra.core.accounts.models import User; print('users', User.objects.count())"
    assert "users 1" in _hundra(home, "shell", "-c", counted)[1]


def test_nothing_is_written_over(installation, backup):
    before = _contents(installation)
    code, said = _hundra(installation.place.home, "restore", str(backup))

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
